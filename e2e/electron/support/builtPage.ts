import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Stage } from "./createStage.ts";

const built = resolve(import.meta.dirname, "../../../apps/desktop/dist");

/** The real page, laid out for the user of the test. It was built when the demo stack started. */
export function builtPage(stage: Stage): string {
    const folder = join(stage.folder, "page");
    if (!existsSync(folder)) cpSync(built, folder, { recursive: true });
    return folder;
}
