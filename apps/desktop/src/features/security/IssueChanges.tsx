import type { EngineFailure, EngineOutput } from "@valise/bridge";
import { Icon, type IconName } from "@valise/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { describeClaims } from "../../labels/describeClaims.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";

export interface IssueChangesProps {
    readonly preview: EngineOutput<"issueClearance"> | null;
    readonly failure: EngineFailure | null;
}

/** The consequence, before it is signed: what is gained and lost, until when, and what rooms learn. */
export function IssueChanges({ preview, failure }: IssueChangesProps) {
    const translator = useI18n();
    const { t, formats } = translator;
    if (failure !== null) return <FailureNotice failure={failure} />;
    if (preview === null) return null;
    const isSame = preview.gains.length === 0 && preview.loses.length === 0;
    return (
        <section className="changes" aria-live="polite" data-testid="issue-changes">
            <h3>{t("desk.issue.changes")}</h3>
            <ul>
                {preview.gains.length > 0 && (
                    <Line icon="plus">
                        {t("desk.issue.gains", { what: describeClaims(preview.gains, translator) })}
                    </Line>
                )}
                {preview.loses.length > 0 && (
                    <Line icon="x">{t("desk.issue.loses", { what: describeClaims(preview.loses, translator) })}</Line>
                )}
                {isSame && <Line icon="check">{t("desk.issue.same")}</Line>}
                <Line icon="clock">{t("desk.issue.until", { date: formats.date(preview.expiresAtMs) })}</Line>
                <Line icon="eye">{t("desk.issue.learn")}</Line>
                {preview.identity === "not-checked" && <Line icon="warning">{t("desk.issue.unchecked")}</Line>}
            </ul>
        </section>
    );
}

function Line({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
    return (
        <li className="row small ink2">
            <Icon name={icon} size="s" />
            <span>{children}</span>
        </li>
    );
}
