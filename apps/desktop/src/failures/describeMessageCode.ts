import { MESSAGE_CODES, type MessageCode } from "@valise/bridge";
import type { Translator } from "../i18n/createI18n.ts";

export const isMessageCode = (code: string): code is MessageCode => Object.hasOwn(MESSAGE_CODES, code);

/** A code of a message's label or verdict, as a person reads it; the code itself is shown beside it. */
export function describeMessageCode(
    code: MessageCode,
    { t }: Translator,
): { readonly cause: string; readonly next: string } {
    return { cause: t(`label.code.${code}`), next: t(`label.next.${MESSAGE_CODES[code].next}`) };
}
