import type { RoomId } from "@valise/bridge";
import { RadioCards, TextArea } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "./CtrlEnterDialog.tsx";
import { crisisPhases, nextPhases } from "./crisisRooms.ts";

/** Which phase comes next, with a word for the record. */
export function PhaseDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const { phase, crisis } = useApp();
    const form = useStore(phase);
    const room = useStore(crisis)?.crises.find((each) => each.roomId === roomId);
    const submit = () => room !== undefined && void phase.submit(room);
    if (room === undefined) return null;
    return (
        <CtrlEnterDialog
            title={t("crisis.phase.title", { name: cleanName(room.name) })}
            testId="phase-form"
            onSubmit={submit}
            submit={{
                text: t("crisis.phase.submit"),
                isBusy: form.isBusy,
                isDisabled: form.phase === null,
                testId: "phase-submit",
            }}
        >
            <div className="stack">
                <RadioCards
                    name={t("crisis.phase")}
                    cards={nextPhases[room.phase].map((id) => ({
                        id,
                        title: t(`crisis.phase.${id}`),
                        detail: id === "closed" ? t("crisis.phase.closed.detail") : undefined,
                    }))}
                    selectedId={form.phase ?? undefined}
                    onSelect={(id) => phase.change({ phase: crisisPhases.find((known) => known === id) ?? null })}
                    autoFocus
                    testId="phase-option"
                />
                <TextArea
                    label={t("crisis.phase.note")}
                    value={form.note}
                    maxLength={1000}
                    onChange={(note) => phase.change({ note })}
                    testId="phase-note"
                />
                <FailureNotice failure={form.failure} />
            </div>
        </CtrlEnterDialog>
    );
}
