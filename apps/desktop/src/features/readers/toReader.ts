import type { ReaderSnapshot } from "@valise/bridge";
import type { ReaderRowSnapshot, ReaderState } from "@valise/ui";
import { describeCode } from "../../failures/describeCode.ts";
import type { Translator } from "../../i18n/createI18n.ts";
import { describeClaims } from "../../labels/describeClaims.ts";
import { type AgencyDirectory, cleanName } from "../../people/createAgencyDirectory.ts";

/** One person of the gate as the panel and the composer show them: whether they read, why, and who can change it. */
export function toReader(
    reader: ReaderSnapshot,
    agencies: AgencyDirectory,
    translator: Translator,
    nowMs: number,
): ReaderRowSnapshot {
    const person = agencies.person(reader.userId, reader.name, reader.serverName);
    const state = stateOf(reader);
    return {
        person,
        state,
        headline: headlineOf(reader, state, translator, nowMs),
        detail: detailOf(reader, state, person.agency?.code, translator),
        code: reader.reads ? undefined : (reader.code ?? undefined),
    };
}

function stateOf({ reads, because, whenBack }: ReaderSnapshot): ReaderState {
    if (!reads) return whenBack ? "waits" : "refused";
    if (because === "grace") return "grace";
    return because === "break-glass" ? "glass" : "reads";
}

function headlineOf(reader: ReaderSnapshot, state: ReaderState, translator: Translator, nowMs: number): string {
    const { t, formats } = translator;
    const { untilMs } = reader;
    const isToday = untilMs !== null && formats.isSameDay(untilMs, nowMs);
    const time = untilMs === null ? null : isToday ? formats.time(untilMs) : formats.dateTime(untilMs);
    switch (state) {
        case "reads":
            return t("reader.reads");
        case "grace":
            return time === null ? t("reader.reads") : t("reader.grace", { time });
        case "glass":
            return time === null ? t("reader.reads") : t("reader.glass", { time });
        case "waits":
            return t("reader.whenBack");
        case "refused":
            if (reader.membership === "invite") return t("reader.invited");
            if (reader.code === "ATT_EXPIRED" && time !== null) return t("reader.ended", { time });
            return describeCode(reader.code ?? "", translator).cause;
    }
}

function detailOf(
    reader: ReaderSnapshot,
    state: ReaderState,
    agency: string | undefined,
    translator: Translator,
): string | undefined {
    const { t, formats } = translator;
    switch (state) {
        case "waits":
            return t("reader.whenBack.why");
        case "refused": {
            if (reader.membership === "invite") return undefined;
            const theirs = agency ?? t("reader.theirAgency");
            return describeCode(reader.code ?? "", translator, reader.isMe ? undefined : theirs).next;
        }
        case "grace":
            return t("reader.grace.why");
        case "glass":
            return reader.letIn === null
                ? t("reader.glass.why")
                : t("reader.glass.reason", letInWords(reader, formats));
        case "reads": {
            if (reader.claims.length === 0) return undefined;
            const until =
                reader.untilMs === null ? [] : [t("reader.until", { date: formats.mediumDate(reader.untilMs) })];
            return [describeClaims(reader.claims, translator), ...until].join(" · ");
        }
    }
}

/** Why two officers let somebody in, and who they are: as they wrote it, for all in the room. */
function letInWords({ letIn }: ReaderSnapshot, formats: Translator["formats"]) {
    return { reason: cleanName(letIn?.reason ?? ""), officers: formats.list(letIn?.by ?? []) };
}
