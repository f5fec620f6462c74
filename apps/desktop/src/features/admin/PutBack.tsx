import type { PlanSnapshot } from "@valise/bridge";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { AskForOne } from "./AskForOne.tsx";

/** Undoes one change by hand, after a question; nothing where no plan of one's own could. */
export function PutBack({ row: { key, canPutBack } }: { readonly row: PlanSnapshot["drift"][number] }) {
    const { t } = useI18n();
    if (!canPutBack) return null;
    const name = t("admin.drift.putBack.name", { name: key });
    return <AskForOne planKey={key} text={t("admin.drift.putBack")} name={name} testId="put-back" />;
}
