import type { BroadcastSnapshot, AgencySnapshot as ConfiguredAgency } from "@valise/bridge";
import type { AgencySnapshot, BroadcastCardSnapshot } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { type AgencyDirectory, cleanName } from "../../people/createAgencyDirectory.ts";
import { isInForce } from "./openAlarms.ts";
import { cleanText, pickText } from "./pickText.ts";

export interface AgencyParts {
    readonly boot: { readonly agencies: readonly ConfiguredAgency[] };
    readonly agencies: AgencyDirectory;
}

/** An agency by the name that an attestation gave it; its code and tint where the configuration knows it. */
export function agencyByName(name: string, { boot, agencies }: AgencyParts): AgencySnapshot {
    const known = boot.agencies.find((agency) => agency.name === name);
    if (known !== undefined) return agencies.byServerName(known.serverName);
    return { code: cleanName(name), name: cleanName(name), tone: "plain" };
}

/** An agency by its name in the community's trust bundle, where the configuration names it so. */
export function agencyByUrn(urn: string, { boot, agencies }: AgencyParts): AgencySnapshot {
    const known = boot.agencies.find(({ trust }) => trust?.agencyUrn === urn);
    if (known !== undefined) return agencies.byServerName(known.serverName);
    const code = cleanName(urn.split(":").at(-1) ?? urn).toUpperCase();
    return { code, name: code, tone: "plain" };
}

/** EXERCISE with its name, or TEST; undefined of an actual one. */
export function exerciseTextOf({ status, exerciseName }: BroadcastSnapshot, { t }: Translator): string | undefined {
    if (status === "actual") return undefined;
    const word = t(`crisis.status.${status}`);
    return exerciseName === null ? word : `${word} – ${cleanName(exerciseName)}`;
}

/** NO-DUFF: real, while somebody exercises. */
export const realTextOf = ({ noDuff }: BroadcastSnapshot, { t }: Translator): string | undefined =>
    noDuff ? t("crisis.real") : undefined;

/** A broadcast as its card prints it, in the wanted language where it has it. */
export function toBroadcast(
    row: BroadcastSnapshot,
    lang: string,
    nowMs: number,
    parts: AgencyParts,
    translator: Translator,
): BroadcastCardSnapshot {
    const { t, formats } = translator;
    const body = pickText(row.texts, lang) ?? { lang, text: "" };
    const headline = pickText(row.headlines, body.lang);
    return {
        id: row.broadcastId,
        precedence: row.precedence,
        exerciseText: exerciseTextOf(row, translator),
        realText: realTextOf(row, translator),
        kindText: row.msgType === "alert" ? undefined : t(`crisis.type.${row.msgType}`),
        sentText: t("crisis.sent", { time: formats.listTime(row.sentAtMs, nowMs) }),
        senderName: cleanName(row.senderName),
        agency: row.agency === null ? undefined : agencyByName(row.agency, parts),
        noAgencyText: t("crisis.noAgency"),
        headline: headline?.lang === body.lang ? cleanText(headline.text) : undefined,
        text: cleanText(body.text),
        lang: body.lang,
        label: row.marking === null ? undefined : toLabel(row.marking),
        portion: row.marking?.portion,
        isOver: !isInForce(row, nowMs),
    };
}

/** The first line of a broadcast, for rows and strips. */
export function titleOf(row: BroadcastSnapshot, lang: string): string {
    const text = pickText(row.headlines, lang) ?? pickText(row.texts, lang);
    return cleanName(text?.text ?? "");
}
