import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { endOrphan } from "../process/createHomeserver.ts";
import { isErrno } from "../process/files.ts";
import { takeLock } from "../process/lockFile.ts";
import { stackLayout } from "./layout.ts";

/** Deletes what the stack in this folder knows: servers, accounts, secrets, certificates. Refused while it runs. The runtime stays. */
export async function resetStack(dataDir: string): Promise<Result<void, StackError>> {
    const layout = stackLayout(dataDir);
    const lock = takeLock(layout.lockFile);
    if (!lock.ok) return err({ kind: "stack-already-running", pid: lock.error.by.pid, dataDir });
    using _held = lock.value;
    const agenciesDir = join(dataDir, "agencies");
    for (const id of listFolders(agenciesDir)) await endOrphan(layout.agency(id), () => {});
    for (const path of [
        agenciesDir,
        layout.tlsDir,
        layout.portsFile,
        layout.profileFile,
        layout.stateFile,
        layout.controlTokenFile,
        layout.trustDir,
    ]) {
        rmSync(path, { recursive: true, force: true });
    }
    return ok();
}

function listFolders(path: string): string[] {
    try {
        return readdirSync(path);
    } catch (error) {
        if (isErrno(error, "ENOENT")) return [];
        throw error;
    }
}
