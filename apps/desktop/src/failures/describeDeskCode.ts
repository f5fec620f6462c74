import type { Translator } from "../i18n/createI18n.ts";
import type { CodeWords } from "./describeCode.ts";

/** Refusals of a security officer's desk, and the next action of each. */
const nextActions = {
    DESK_KEY_FILE: "administrator",
    DESK_PASSPHRASE: "check",
    DESK_KEYSTORE: "keyFile",
    DESK_REGISTER: "administrator",
    DESK_NONE: "unlock",
    DESK_LOCKED: "unlock",
    DESK_UNSHOWN: "administrator",
    "no-identity": "wait",
    "identity-code-malformed": "check",
    "identity-code-missing": "meet",
    "identity-differs": "meet",
    "clearance-invalid": "check",
    "role-invalid": "check",
    "until-past": "check",
    "status-list-full": "administrator",
} as const;

export type DeskCode = keyof typeof nextActions;
export const deskCodes = Object.keys(nextActions) as readonly DeskCode[];
export const isDeskCode = (code: string): code is DeskCode => Object.hasOwn(nextActions, code);

export function describeDeskCode(code: DeskCode, { t }: Translator): CodeWords {
    return { cause: t(`desk.code.${code}`), next: t(`desk.next.${nextActions[code]}`) };
}
