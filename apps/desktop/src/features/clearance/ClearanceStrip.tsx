import { Button, Icon } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { describeCode } from "../../failures/describeCode.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { toLabel } from "../../labels/toLabel.ts";
import { useStore } from "../../stores/useStore.ts";

/** Across the top when one's clearance ends soon or does not count: what follows, and where to act. */
export function ClearanceStrip() {
    const translator = useI18n();
    const { t, formats } = translator;
    const { clearanceSummary, navigation } = useApp();
    const summary = useStore(clearanceSummary);
    if (summary.kind === "none" || (summary.kind === "held" && !summary.endsSoon)) return null;
    const isBad = summary.kind === "refused";
    const words = isBad
        ? { title: t("cleared.refused"), why: describeCode(summary.code, translator).cause }
        : { title: t("cleared.endsSoon", { date: formats.date(summary.untilMs) }), why: t("cleared.endsSoon.why") };
    return (
        <div className={isBad ? "weather is-bad-strip" : "weather is-late"} role="status" data-testid="clearance-strip">
            <span className={isBad ? "state is-bad" : "state is-warn"}>
                <Icon name={isBad ? "shieldX" : "clock"} size="s" />
                <b>{words.title}</b>
            </span>
            <span>{words.why}</span>
            {isBad && <code className="mono">{summary.code}</code>}
            <span className="end">
                <Button size="s" onPress={() => navigation.openSettings("clearance")} testId="open-clearance">
                    {t("cleared.open")}
                </Button>
            </span>
        </div>
    );
}

/** "Cleared to FR · SECRET, until 14 Jan 2027", in the title bar. */
export function ClearedTo() {
    const { t, formats } = useI18n();
    const { clearanceSummary, navigation } = useApp();
    const summary = useStore(clearanceSummary);
    if (summary.kind === "none") return null;
    const isBad = summary.kind === "refused";
    return (
        <button
            type="button"
            className={isBad ? "cleared state is-bad" : "cleared state"}
            onClick={() => navigation.openSettings("clearance")}
            data-testid="cleared-to"
            data-level={isBad ? undefined : toLabel(summary.marking).level}
        >
            <Icon name={isBad ? "shieldX" : "shieldCheck"} size="s" />
            <span className="cut">
                {isBad
                    ? t("cleared.bad")
                    : t("cleared.short", { marking: summary.marking.text, date: formats.mediumDate(summary.untilMs) })}
            </span>
        </button>
    );
}
