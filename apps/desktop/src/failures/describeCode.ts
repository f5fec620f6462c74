import { REFUSAL_CODES, type RefusalCode } from "@valise/clearance";
import type { Translator } from "../i18n/createI18n.ts";
import { describeAdminCode, isAdminCode } from "./describeAdminCode.ts";
import { describeCrisisCode, isCrisisCode } from "./describeCrisisCode.ts";
import { describeDeskCode, isDeskCode } from "./describeDeskCode.ts";
import { describeGateCode, isGateCode } from "./describeGateCode.ts";
import { describeMessageCode, isMessageCode } from "./describeMessageCode.ts";

/** A refusal by labels or clearances, as a person reads it. The code itself is shown beside it. */
export interface CodeWords {
    readonly cause: string;
    readonly next: string;
}

/** Codes whose cause has words of its own; all others share those of their kind of cause. */
const own = ["ATT_EXPIRED", "ATT_STATUS_MISSING", "TRUST_EXPIRED", "CHR_MISSING", "ADM_AGENCY"] as const;

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(REFUSAL_CODES, code);

/** Whether this version has words for it. */
export const isKnownCode = (code: string): boolean =>
    [isRefusalCode, isGateCode, isMessageCode, isDeskCode, isCrisisCode, isAdminCode].some((is) => is(code));

/**
 * Why, and what to do next. `agency`: the other person's, where the refusal is about another; absent: it is about
 * oneself. A code that this version does not know is said to be unknown, never guessed.
 */
export function describeCode(code: string, translator: Translator, agency?: string): CodeWords {
    if (isGateCode(code)) return describeGateCode(code, translator);
    if (isCrisisCode(code)) return describeCrisisCode(code, translator);
    if (isAdminCode(code)) return describeAdminCode(code, translator);
    if (isDeskCode(code)) return describeDeskCode(code, translator);
    if (isMessageCode(code)) return describeMessageCode(code, translator);
    const { t } = translator;
    const entry = isRefusalCode(code) ? REFUSAL_CODES[code] : undefined;
    const ownCode = own.find((known) => known === code);
    const next = entry?.next ?? "report";
    return {
        cause: t(ownCode === undefined ? `cause.${entry?.cause ?? "unknown"}` : `code.${ownCode}`),
        next: agency === undefined ? t(`next.${next}.me`) : nextOfOther(next, agency, t),
    };
}

type Next = (typeof REFUSAL_CODES)[RefusalCode]["next"];

function nextOfOther(next: Next, agency: string, t: Translator["t"]): string {
    if (next === "renew-clearance" || next === "ask-security-officer") return t(`next.${next}`, { agency });
    return t(`next.${next}`);
}
