import { Button, EmptyState } from "@valise/ui";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useAdmin } from "./adminOf.ts";

/** A place that shows a part of the plan, before there is one. */
export function NeedsPlan() {
    const { t } = useI18n();
    const { place } = useAdmin();
    return (
        <EmptyState
            icon="file"
            title={t("admin.needsPlan")}
            testId="admin-needs-plan"
            action={<Button onPress={() => place.setState({ place: "plan" })}>{t("admin.nav.plan")}</Button>}
        />
    );
}
