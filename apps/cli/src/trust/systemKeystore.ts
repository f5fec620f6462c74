import { spawnSync } from "node:child_process";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";

/** The operating system's keystore, as far as a command needs it. */
export interface SystemKeystore {
    /** Null: nothing is kept for this key, or there is no keystore. */
    find(kid: string): string | null;
    /** Ends the command with `keystore-missing` where it cannot be kept: never beside a keystore. */
    keep(kid: string, name: string, secret: string): void;
}

const tool = "secret-tool";
/** A locked keystore asks the person, who may take a while. */
const timeoutMs = 120_000;
const attributesOf = (kid: string) => ["application", "valise", "key", kid];

/**
 * The desktop session's Secret Service through its own tool (libsecret's `secret-tool`): the secret goes in by stdin and
 * comes back by stdout, never as an argument. Other systems have none that a command reaches so: there a passphrase file.
 */
export function createSystemKeystore(env: Readonly<Record<string, string | undefined>>): SystemKeystore {
    const run = (parts: readonly string[], input = "") =>
        spawnSync(tool, [...parts], { env: { ...env }, input, encoding: "utf8", timeout: timeoutMs });
    return {
        find(kid) {
            const { status, stdout } = run(["lookup", ...attributesOf(kid)]);
            return status === 0 && stdout !== "" ? stdout : null;
        },
        keep(kid, name, secret) {
            const kept = run(["store", "--label", `Valise: ${name}`, ...attributesOf(kid)], secret);
            // Read back before it is relied on.
            if (kept.status === 0 && this.find(kid) === secret) return;
            throw new CommandFailure("keystore-missing", exitCodes.refused, "failure.keystoreMissing");
        },
    };
}
