import { accessSync, constants, globSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";

/** The programs a scaled-out homeserver needs beside Synapse, from the system's packages. */
export interface Programs {
    /** The folder of `initdb`, `postgres`, `createdb`, `pg_isready`. */
    readonly postgresBin: string;
    readonly redis: string;
    readonly nginx: string;
}

/** Finds them on the PATH, in `/usr/sbin`, and where Debian keeps PostgreSQL's; names what is missing. */
export function findPrograms(env: NodeJS.ProcessEnv = process.env): Result<Programs, StackError> {
    const folders = [...(env.PATH ?? "").split(":"), "/usr/sbin", "/usr/local/sbin"].filter((dir) => dir !== "");
    // The newest installed version.
    const debian = globSync("/usr/lib/postgresql/*/bin").sort((a, b) => versionOf(b) - versionOf(a));
    const find = (among: readonly string[], ...names: string[]) =>
        among.find((dir) => names.every((name) => isProgram(join(dir, name))));
    const postgresBin = find([...debian, ...folders], "initdb", "postgres", "createdb", "pg_isready");
    const redis = find(folders, "redis-server");
    const nginx = find(folders, "nginx");
    const missing = [
        ...(postgresBin === undefined ? ["postgresql"] : []),
        ...(redis === undefined ? ["redis-server"] : []),
        ...(nginx === undefined ? ["nginx-light"] : []),
    ];
    if (postgresBin === undefined || redis === undefined || nginx === undefined)
        return err({ kind: "programs-missing", packages: missing });
    return ok({ postgresBin, redis: join(redis, "redis-server"), nginx: join(nginx, "nginx") });
}

const versionOf = (bin: string): number => Number(/postgresql\/(\d+)/.exec(bin)?.[1] ?? 0);

function isProgram(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
