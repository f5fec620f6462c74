import { InlineNotice } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { useAdmin } from "./adminOf.ts";
import { ChangedBy } from "./ChangedBy.tsx";

/** Security that was changed by hand and is in the manifest by now: nobody lets it in unseen. */
export function KeptNotice() {
    const { t } = useI18n();
    const { plan } = useStore(useAdmin().manifest);
    if (plan === null || plan.kept.length === 0) return null;
    return (
        <InlineNotice tone="warn" title={t("admin.kept.title")} testId="kept">
            <ul>
                {plan.kept.map((row) => (
                    <li key={`${row.key} ${row.name}`}>
                        <span className="mono foreign">
                            {row.key} {row.name}
                        </span>
                        <ChangedBy row={row} />
                    </li>
                ))}
            </ul>
        </InlineNotice>
    );
}
