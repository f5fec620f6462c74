import type { RoomId } from "@valise/bridge";
import { SegmentedControl, SelectField, TextArea, TextField } from "@valise/ui";
import { useApp } from "../../../app/AppContext.tsx";
import { useI18n } from "../../../i18n/I18nContext.tsx";
import { cleanName } from "../../../people/createAgencyDirectory.ts";
import { useStore } from "../../../stores/useStore.ts";
import { FailureNotice } from "../../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "../CtrlEnterDialog.tsx";
import { entryKinds, mayWrite, minutesOf } from "./createLogViewModel.ts";

/** A decision, a situation report or a task, chained to the author's entry before. */
export function LogEntryDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const { log } = useApp();
    const form = useStore(log);
    const { kind } = form;
    return (
        <CtrlEnterDialog
            title={t("log.entry.title")}
            isDismissable={false}
            testId="log-entry-form"
            onSubmit={() => void log.write(roomId)}
            submit={{
                text: t("log.entry.submit"),
                isBusy: form.isBusy,
                isDisabled: !mayWrite(form),
                testId: "log-entry-submit",
            }}
            note={<span className="grow small ink2">{t("log.entry.note")}</span>}
        >
            <div className="stack">
                <SegmentedControl
                    name={t("log.entry.kind")}
                    value={kind}
                    options={entryKinds.map((value) => ({ value, text: t(`log.kind.${value}`) }))}
                    onChange={(value) => log.change({ kind: value })}
                    testId="log-entry-kind"
                />
                <TextField
                    label={t(`log.entry.title.${kind}`)}
                    value={form.title}
                    maxLength={200}
                    autoFocus
                    onChange={(title) => log.change({ title })}
                    testId="log-entry-title"
                />
                <TextArea
                    label={t(`log.entry.text.${kind}`)}
                    value={form.text}
                    maxLength={8000}
                    onChange={(text) => log.change({ text })}
                    testId="log-entry-text"
                />
                {kind === "decision" && (
                    <TextArea
                        label={t("log.entry.instead")}
                        value={form.instead}
                        maxLength={2000}
                        onChange={(instead) => log.change({ instead })}
                        testId="log-entry-instead"
                    />
                )}
                {kind === "task" && <OwnerField />}
                {kind !== "decision" && (
                    <TextField
                        label={t(`log.entry.minutes.${kind}`)}
                        inputMode="numeric"
                        value={form.minutes}
                        error={minutesOf(form.minutes) === undefined ? t("log.entry.minutes.wrong") : undefined}
                        onChange={(minutes) => log.change({ minutes })}
                        testId="log-entry-minutes"
                    />
                )}
                <FailureNotice failure={form.failure} />
            </div>
        </CtrlEnterDialog>
    );
}

const NOBODY = "nobody";

/** Whoever is on duty may be made the owner. */
function OwnerField() {
    const { t } = useI18n();
    const { log, crisis } = useApp();
    const { ownerId } = useStore(log);
    const duty = useStore(crisis)?.duty ?? [];
    const people = new Map(
        duty.flatMap(({ holderId, holderName }) => (holderId ? [[holderId, holderName] as const] : [])),
    );
    return (
        <SelectField
            label={t("log.entry.owner")}
            value={ownerId ?? NOBODY}
            options={[
                { value: NOBODY, text: t("log.entry.nobody") },
                ...[...people].map(([userId, name]) => ({ value: userId as string, text: cleanName(name ?? userId) })),
            ]}
            onChange={(value) => log.change({ ownerId: [...people.keys()].find((id) => id === value) ?? null })}
            testId="log-entry-owner"
        />
    );
}
