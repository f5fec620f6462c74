import type { Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { WordKey } from "../words/en.ts";
import { CommandFailure, exitCodes } from "./CommandFailure.ts";

type FailureWords = `failure.${EngineFailure["kind"]}` & WordKey;

/** What a security rule refused, as opposed to what merely went wrong. */
const refusals: ReadonlySet<EngineFailure["kind"]> = new Set([
    "verify-needed",
    "encryption-not-ready",
    "encryption-weakened",
    "verification-cancelled",
    "file-damaged",
    "refused",
]);
const badInput: ReadonlySet<EngineFailure["kind"]> = new Set(["invalid-input", "recovery-code-malformed"]);

/** Every kind has words in every language: the key is typed. */
export function foldFailure(failure: EngineFailure): CommandFailure {
    const words: FailureWords = `failure.${failure.kind}`;
    const exitCode = refusals.has(failure.kind)
        ? exitCodes.refused
        : badInput.has(failure.kind)
          ? exitCodes.badUsage
          : exitCodes.failed;
    const { kind, ...data } = failure;
    const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
    // The code of a security rule is the failure's own: scripts branch on it.
    return new CommandFailure(failure.kind === "refused" ? failure.code : kind, exitCode, words, values);
}

/** The value, or the end of the command. */
export function must<T>(result: Result<T, EngineFailure>): T {
    if (result.ok) return result.value;
    throw foldFailure(result.error);
}
