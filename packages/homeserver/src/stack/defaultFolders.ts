import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT_ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** `VALISE_DATA`, or `.valise` in the project. */
export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
    return resolve(env.VALISE_DATA || join(PROJECT_ROOT, ".valise"));
}

/** `VALISE_RUNTIME`, or `.valise/runtime` in the project: shared by every stack, however its data folder is called. */
export function defaultRuntimeDir(env: NodeJS.ProcessEnv = process.env): string {
    return resolve(env.VALISE_RUNTIME || join(PROJECT_ROOT, ".valise", "runtime"));
}
