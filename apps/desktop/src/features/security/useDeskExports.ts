import type { DeskHolderSnapshot, DeskSpillSnapshot, MarkingSnapshot } from "@valise/bridge";
import { formatCsv } from "@valise/crisis";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { serverNameOf } from "../../people/createAgencyDirectory.ts";

/** What an officer takes out of the desk as files, each confirmed outside the page and named and lined by its marking. */
export function useDeskExports(own: MarkingSnapshot) {
    const { t, language } = useI18n();
    const { shell, agencies, toasts } = useApp();
    const save = async (name: string, rows: Parameters<typeof formatCsv>[0]) => {
        if (!(await shell.confirmSensitive({ action: "export", language }))) return;
        const bytes = new TextEncoder().encode(formatCsv(rows));
        if (await shell.saveFile({ name, mimeType: "text/csv", bytes })) toasts.showText(t("desk.saved", { name }));
    };
    const iso = (atMs: number) => new Date(atMs).toISOString();
    return {
        holders: (holders: readonly DeskHolderSnapshot[]) =>
            save(`${own.portion} clearances.csv`, [
                ["marking", "user", "clearance", "roles", "ends", "status", "identity", "identity_code"],
                ...holders.map((holder) => [
                    ...[own.text, holder.userId, holder.want ?? "", holder.roles.join(" "), iso(holder.expiresAtMs)],
                    ...[holder.status, holder.identity, holder.attestedCode],
                ]),
            ]),
        /** The message's marking stands in each line, so that none leaves without it. */
        spill: ({ marking, userId, roomId, eventId, atMs, note, known, readers, moreReaders }: DeskSpillSnapshot) => {
            const about = [(marking ?? own).text, userId, roomId, eventId, iso(atMs), note];
            const titles = ["marking", "sender", "room", "message", "reported", "note"];
            return save(`${(marking ?? own).portion} spill.csv`, [
                [...titles, "agency", "user", "devices", "key_given"],
                ...readers.map((reader) => [
                    ...[...about, agencies.byServerName(serverNameOf(reader.userId)).code, reader.userId],
                    ...[reader.devices, iso(reader.sharedAtMs)],
                ]),
                ...(known ? [] : [[...about, "", "?", "", ""]]),
                ...(moreReaders > 0 ? [[...about, "", `+${moreReaders}`, "", ""]] : []),
            ]);
        },
    };
}
