import type { DeskHolderSnapshot, DeskSpillSnapshot, MarkingSnapshot } from "@valise/bridge";
import { formatCsv, spillCsv } from "@valise/crisis";
import { markedFileName } from "@valise/labels";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { serverNameOf } from "../../people/createAgencyDirectory.ts";

/** What an officer takes out of the desk as files, each confirmed outside the page and named and lined by its marking. */
export function useDeskExports(own: MarkingSnapshot | null) {
    const { t, language } = useI18n();
    const { shell, agencies, toasts } = useApp();
    const save = async (name: string, csv: string) => {
        if (!(await shell.confirmSensitive({ action: "export", language }))) return;
        const bytes = new TextEncoder().encode(csv);
        if (await shell.saveFile({ name, mimeType: "text/csv", bytes })) toasts.showText(t("desk.saved", { name }));
    };
    return {
        holders: (holders: readonly DeskHolderSnapshot[]) =>
            save(
                markedFileName(own?.portion, "clearances.csv"),
                formatCsv([
                    ["marking", "user", "clearance", "roles", "ends", "status", "identity", "identity_code"],
                    ...holders.map((holder) => [
                        ...[own?.text ?? "", holder.userId, holder.want ?? "", holder.roles.join(" ")],
                        ...[new Date(holder.expiresAtMs).toISOString(), holder.status, holder.identity],
                        holder.attestedCode,
                    ]),
                ]),
            ),
        spill(spill: DeskSpillSnapshot) {
            const marking = spill.marking ?? own;
            const agencyOf = (userId: string) => agencies.byServerName(serverNameOf(userId)).code;
            const csv = spillCsv(spill, { mark: marking?.text ?? "", agencyOf });
            return save(markedFileName(marking?.portion, "spill.csv"), csv);
        },
    };
}
