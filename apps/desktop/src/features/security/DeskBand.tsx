import { MarkingBanner } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";

/** The marking of the open desk, above and below, also on paper: who is cleared for what is itself not for everyone. */
export function DeskBand({ isEnd }: { readonly isEnd: boolean }) {
    const { t } = useI18n();
    const desk = useStore(useApp().desk);
    if (desk?.state !== "open" || desk.limits === null) return null;
    return <MarkingBanner label={toLabel(desk.limits.marking)} name={t("marking.banner")} isEnd={isEnd} />;
}
