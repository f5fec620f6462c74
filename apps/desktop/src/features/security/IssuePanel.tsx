import type { DeskLimitsSnapshot } from "@valise/bridge";
import { Button, Checkbox, LabelBadge, RadioCards, SidePanel, TextField } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { nameRole } from "../../labels/nameRole.ts";
import { toLabel } from "../../labels/toLabel.ts";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import type { IssueDraft } from "./decideDesk.ts";
import { IssueChanges } from "./IssueChanges.tsx";
import { PersonCell } from "./PersonCell.tsx";

/** One decision: who, how far, how long, and what it changes, before it is signed. */
export function IssuePanel() {
    const { t } = useI18n();
    const { deskForm, desk } = useApp();
    const view = useStore(deskForm);
    const limits = useSelect(desk, (snapshot) => snapshot?.limits ?? null);
    const { draft } = view;
    if (draft === null || limits === null) return null;
    // What differs is signed for nobody; the press records the alarm.
    const isAlarm = view.previewFailure?.kind === "refused" && view.previewFailure.code === "identity-differs";
    const mayIssue = draft.level !== null && (view.preview !== null || isAlarm);
    return (
        <SidePanel
            title={t("desk.issue")}
            closeName={t("common.close")}
            onClose={deskForm.closePanel}
            testId="issue-panel"
            foot={<IssueFoot draft={draft} isAlarm={isAlarm} mayIssue={mayIssue} />}
        >
            {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl Enter does what the primary button does */}
            <div
                className="stack"
                onKeyDown={(event) => {
                    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !mayIssue) return;
                    event.preventDefault();
                    void deskForm.issue();
                }}
            >
                <PersonCell userId={draft.userId} />
                <TextField
                    label={t("desk.issue.code")}
                    hint={t("desk.issue.code.hint")}
                    value={draft.identityCode}
                    onChange={(identityCode) => deskForm.change({ identityCode })}
                    isMono
                    isVerbatim
                    testId="desk-code"
                />
                <Levels draft={draft} limits={limits} />
                <Grants draft={draft} limits={limits} />
                <TextField
                    label={t("desk.issue.days")}
                    value={String(draft.days)}
                    onChange={(text) => deskForm.change({ days: daysOf(text, limits.maxDays) })}
                    inputMode="numeric"
                    testId="desk-days"
                />
                <IssueChanges preview={view.preview} failure={view.previewFailure} />
                <FailureNotice failure={view.failure} />
            </div>
        </SidePanel>
    );
}

/** Declines, where somebody asked; signs, or records that a code differs. */
function IssueFoot({ draft, isAlarm, mayIssue }: { draft: IssueDraft; isAlarm: boolean; mayIssue: boolean }) {
    const { t } = useI18n();
    const { deskForm } = useApp();
    const { isBusy } = useStore(deskForm);
    return (
        <div className="row wrap">
            {draft.requestId !== null && (
                <Button
                    variant="quiet"
                    isDisabled={isBusy}
                    onPress={() => void deskForm.decline()}
                    testId="desk-decline"
                >
                    {t("desk.issue.decline")}
                </Button>
            )}
            <Button
                variant={isAlarm ? "danger" : "primary"}
                icon={isAlarm ? "shieldX" : "key"}
                keyHint={t("keys.ctrlEnter")}
                isBusy={isBusy}
                isDisabled={!mayIssue}
                onPress={() => void deskForm.issue()}
                testId="desk-issue"
            >
                {t(isAlarm ? "desk.issue.alarm" : "desk.issue.sign")}
            </Button>
        </div>
    );
}

function daysOf(text: string, maxDays: number): number {
    const days = Number.parseInt(text.replaceAll(/\D/g, ""), 10);
    return Number.isNaN(days) ? 1 : Math.min(Math.max(days, 1), maxDays);
}

interface DraftProps {
    readonly draft: IssueDraft;
    readonly limits: DeskLimitsSnapshot;
}

function Levels({ draft, limits }: DraftProps) {
    const { t } = useI18n();
    const { deskForm, desk } = useApp();
    const request = useSelect(desk, (snapshot) => snapshot?.requests.find(({ id }) => id === draft.requestId));
    const noteOf = (label: string | null, isAllowed: boolean): string | undefined => {
        if (!isAllowed) return t("desk.issue.above");
        if (label !== null && request?.want.split(" ")[0] === label) return t("desk.issue.asked");
        return label !== null && request?.holds?.label === label ? t("desk.issue.holds") : undefined;
    };
    return (
        <RadioCards
            name={t("desk.col.level")}
            cards={limits.levels.map(({ level, marking, allowed }) => ({
                id: level,
                title: marking.text,
                detail: noteOf(marking.label, allowed),
                after: <LabelBadge label={toLabel(marking)} />,
                isDisabled: !allowed,
            }))}
            selectedId={draft.level ?? undefined}
            onSelect={(level) => deskForm.change({ level })}
            testId="desk-level"
        />
    );
}

function Grants({ draft, limits }: DraftProps) {
    const translator = useI18n();
    const { t } = translator;
    const { deskForm } = useApp();
    const toggled = (list: readonly string[], one: string, isOn: boolean) =>
        isOn ? [...list, one] : list.filter((other) => other !== one);
    return (
        <>
            {limits.categories.length > 0 && (
                <fieldset className="grants">
                    <legend className="form-legend">{t("desk.issue.categories")}</legend>
                    {limits.categories.map(({ set, value, text }) => (
                        <Checkbox
                            key={`${set}.${value}`}
                            text={text}
                            isOn={draft.values.includes(`${set}.${value}`)}
                            onChange={(isOn) =>
                                deskForm.change({ values: toggled(draft.values, `${set}.${value}`, isOn) })
                            }
                        />
                    ))}
                </fieldset>
            )}
            {limits.roles.length > 0 && (
                <fieldset className="grants">
                    <legend className="form-legend">{t("desk.issue.roles")}</legend>
                    <p className="hint">{t("desk.issue.roles.hint")}</p>
                    {limits.roles.map((role) => (
                        <Checkbox
                            key={role}
                            text={nameRole(role, translator)}
                            isOn={draft.roles.includes(role)}
                            onChange={(isOn) => deskForm.change({ roles: toggled(draft.roles, role, isOn) })}
                        />
                    ))}
                </fieldset>
            )}
        </>
    );
}
