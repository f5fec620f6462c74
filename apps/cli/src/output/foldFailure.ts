import type { Result } from "@valise/base";
import { type EngineFailure, MESSAGE_CODES, type MessageCode } from "@valise/bridge";
import type { WordKey } from "../words/en.ts";
import { CommandFailure, exitCodes } from "./CommandFailure.ts";

type FailureWords = `failure.${EngineFailure["kind"]}` & WordKey;
type LabelCode = Extract<MessageCode, `LBL_${string}`>;

/** What a security rule refused, as opposed to what merely went wrong. */
const refusals: ReadonlySet<EngineFailure["kind"]> = new Set([
    "verify-needed",
    "other-account",
    "encryption-not-ready",
    "encryption-weakened",
    "verification-cancelled",
    "file-damaged",
    "refused",
]);
const badInput: ReadonlySet<EngineFailure["kind"]> = new Set(["invalid-input", "recovery-code-malformed"]);

/** Every kind has words in every language: the key is typed. */
export function foldFailure(failure: EngineFailure): CommandFailure {
    const words: FailureWords | `refused.${LabelCode}` =
        failure.kind === "refused" && isLabelCode(failure.code) ? `refused.${failure.code}` : `failure.${failure.kind}`;
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

function isLabelCode(code: string): code is LabelCode {
    return code.startsWith("LBL_") && Object.hasOwn(MESSAGE_CODES, code);
}

/** The value, or the end of the command. */
export function must<T>(result: Result<T, EngineFailure>): T {
    if (result.ok) return result.value;
    throw foldFailure(result.error);
}
