import { RadioCards, TextArea } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "./CtrlEnterDialog.tsx";
import { nameDuty } from "./nameDuty.ts";

/** To whom the watch goes, and the word that goes with it. What is open goes along by itself. */
export function HandOverDialog({ dutyKey }: { readonly dutyKey: string }) {
    const translator = useI18n();
    const { t } = translator;
    const { watch, crisis } = useApp();
    const form = useStore(watch);
    const row = useStore(crisis)?.duty.find(({ key }) => key === dutyKey);
    const people = (row?.eligible ?? []).filter(({ userId }) => userId !== row?.holderId);
    const submit = () => row !== undefined && void watch.handOver(row);
    return (
        <CtrlEnterDialog
            title={t("duty.handOver.title", { role: row === undefined ? "" : nameDuty(row, translator) })}
            testId="hand-over"
            onSubmit={submit}
            submit={{
                text: t("duty.handOver.submit"),
                isBusy: form.isBusy,
                isDisabled: form.to === null,
                testId: "hand-over-submit",
            }}
        >
            <div className="stack">
                {people.length === 0 && <p>{t("duty.handOver.nobody")}</p>}
                <RadioCards
                    name={t("duty.handOver.to")}
                    cards={people.map(({ userId, name }) => ({ id: userId, title: cleanName(name), detail: userId }))}
                    selectedId={form.to ?? undefined}
                    onSelect={(id) => watch.change({ to: people.find(({ userId }) => userId === id)?.userId ?? null })}
                    testId="hand-over-to"
                />
                <TextArea
                    label={t("duty.handOver.note")}
                    hint={t("duty.handOver.hint")}
                    value={form.note}
                    maxLength={2000}
                    onChange={(note) => watch.change({ note })}
                    testId="hand-over-note"
                />
                <FailureNotice failure={form.failure} />
            </div>
        </CtrlEnterDialog>
    );
}
