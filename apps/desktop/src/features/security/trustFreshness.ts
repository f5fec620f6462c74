import type { Translator } from "../../i18n/createI18n.ts";
import { listAlarmMs } from "./decideDesk.ts";
import type { TrustShown } from "./useTrust.ts";

type List = TrustShown["agencies"][number]["lists"][number];

/** How old an agency's list of revoked clearances is, and what that means. */
export function freshnessOf(
    { issuedAtMs, expiresAtMs }: List,
    nowMs: number,
    { t, formats }: Pick<Translator, "t" | "formats">,
): { readonly tone: "is-ok" | "is-warn" | "is-bad"; readonly text: string } {
    if (issuedAtMs === null || expiresAtMs === null) return { tone: "is-bad", text: t("trust.list.none") };
    const time = formats.duration(nowMs - issuedAtMs);
    if (nowMs > expiresAtMs) return { tone: "is-bad", text: t("trust.list.over", { time }) };
    if (nowMs - issuedAtMs > listAlarmMs) return { tone: "is-warn", text: t("trust.list.old", { time }) };
    return { tone: "is-ok", text: t("trust.list.fresh", { time }) };
}
