import { ADMIN_CODES, type AdminCode } from "@valise/bridge";
import type { Translator } from "../i18n/createI18n.ts";
import type { CodeWords } from "./describeCode.ts";

export const isAdminCode = (code: string): code is AdminCode => (ADMIN_CODES as readonly string[]).includes(code);

/** Refusals of the administrator's place; its words come with its screens. */
export const describeAdminCode = (code: AdminCode, { t }: Translator): CodeWords => ({
    cause: t(`admin.code.${code}`),
    next: t(`admin.next.${code}`),
});
