import { CRISIS_CODES, type CrisisCode } from "@valise/bridge";
import type { Translator } from "../i18n/createI18n.ts";
import type { CodeWords } from "./describeCode.ts";

export const isCrisisCode = (code: string): code is CrisisCode => Object.hasOwn(CRISIS_CODES, code);

/** A refusal about a broadcast, an answer, a crisis or a watch, as a person reads it; the code is shown beside it. */
export function describeCrisisCode(code: CrisisCode, { t }: Translator): CodeWords {
    return { cause: t(`crs.${code}`), next: t(`crs.next.${CRISIS_CODES[code].next}`) };
}
