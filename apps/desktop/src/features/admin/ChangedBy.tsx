import type { PlanSnapshot } from "@valise/bridge";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** Whom to ask about a change by hand, and since when it is so; by the server's word. */
export function ChangedBy({ row: { by, atMs } }: { readonly row: Pick<PlanSnapshot["drift"][number], "by" | "atMs"> }) {
    const { t, formats } = useI18n();
    if (by === null || atMs === null) return null;
    return (
        <span className="small muted audit-act" data-testid="changed-by">
            {t("admin.drift.by", { name: cleanName(by), time: formats.dateTime(atMs) })}
        </span>
    );
}
