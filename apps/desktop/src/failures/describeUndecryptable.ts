import type { UndecryptableCode } from "@valise/bridge";
import type { CauseWords } from "@valise/ui";
import type { Translator } from "../i18n/createI18n.ts";

/** Whether a person can do something about it: ask the sender, or only wait. */
export type UndecryptableRemedy = "wait" | "ask-sender";

const remedies: Readonly<Record<UndecryptableCode, UndecryptableRemedy>> = {
    "UTD-WAITING-FOR-KEY": "wait",
    "UTD-SENT-BEFORE-JOIN": "ask-sender",
    "UTD-SENT-BEFORE-THIS-DEVICE": "ask-sender",
    "UTD-NO-BACKUP": "ask-sender",
    "UTD-KEPT-ON-DEVICES": "ask-sender",
    "UTD-WITHHELD": "ask-sender",
    "UTD-WITHHELD-CLEARANCE": "ask-sender",
    "UTD-WITHHELD-UNVERIFIED-DEVICE": "ask-sender",
    "UTD-SENDER-DEVICE-UNSIGNED": "ask-sender",
    "UTD-SENDER-IDENTITY-CHANGED": "ask-sender",
    "UTD-REPLAY": "wait",
    "UTD-MALFORMED": "ask-sender",
    "UTD-UNKNOWN": "ask-sender",
};
export const undecryptableCodes = Object.keys(remedies) as readonly UndecryptableCode[];

/** The words for a cause; one this version does not know is named as unknown, and its code stays visible. */
export function describeUndecryptable(code: string, { t }: Translator): CauseWords {
    const known = Object.hasOwn(remedies, code) ? (code as UndecryptableCode) : "UTD-UNKNOWN";
    return {
        title: t(`utd.${known}`),
        explanation: t(`utd.${known}.why`),
        remedy: remedies[known] === "ask-sender" ? t("utd.remedy.ask") : undefined,
    };
}
