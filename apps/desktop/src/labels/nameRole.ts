import type { Translator } from "../i18n/createI18n.ts";

const named = ["BROADCAST", "CRISIS", "CHARTER", "ADMIT", "RELEASE", "GLASS", "DIRECTORY", "ADMIN"] as const;

/** A role in words (protocol 1); one that this version does not know stays as it is written, never guessed. */
export function nameRole(role: string, { t }: Pick<Translator, "t">): string {
    const known = named.find((name) => name === role);
    if (known !== undefined) return t(`role.${known}`);
    return role.startsWith("WATCH.") ? t("role.WATCH", { post: role.slice(6) }) : t("claims.role", { role });
}
