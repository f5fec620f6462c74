import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "@valise/base";
import type { StackDescription } from "../description/stackDescription.ts";
import type { StackError } from "../errors.ts";
import type { Runtime } from "../runtime/ensureRuntime.ts";

const run = promisify(execFile);

/** The stack's CA and one certificate per agency; made anew when missing, unreadable, for other names or about to expire. */
export async function ensureCertificates(
    runtime: Runtime,
    description: StackDescription,
    tlsDir: string,
): Promise<Result<void, StackError>> {
    const names = description.agencies.map((agency) => `${agency.id}=${agency.serverName}`);
    const script = join(runtime.pythonDir, "make_certificates.py");
    try {
        await run(runtime.python, ["-I", "-B", script, tlsDir, ...names], { timeout: 60_000 });
        return ok();
    } catch (error) {
        const detail = (error as { stderr?: string }).stderr?.trim().split("\n").at(-1) ?? "";
        if (/No space left|Errno 28/.test(detail)) return err({ kind: "disk-full", path: tlsDir });
        return err({ kind: "certificates-failed", detail });
    }
}
