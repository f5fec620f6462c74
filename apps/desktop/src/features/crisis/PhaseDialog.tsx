import type { RoomId } from "@valise/bridge";
import { RadioCards, TextArea } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { CtrlEnterDialog } from "./CtrlEnterDialog.tsx";
import { ClosingPart } from "./closing/ClosingPart.tsx";
import { createClosing } from "./closing/createClosing.ts";
import { mayDeclare } from "./createPhaseViewModel.ts";
import { crisisPhases, nextPhases } from "./crisisRooms.ts";

/** Which phase comes next, with a word for the record; the end with its final state and archive. */
export function PhaseDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const app = useApp();
    const { phase, crisis } = app;
    const form = useStore(phase);
    const archiving = useStore(app.log);
    const room = useStore(crisis)?.crises.find((each) => each.roomId === roomId);
    const submit = () => room !== undefined && void phase.submit(room, (wish) => createClosing(app).close(room, wish));
    if (room === undefined) return null;
    const isEnd = form.phase === "closed";
    return (
        <CtrlEnterDialog
            title={t("crisis.phase.title", { name: cleanName(room.name) })}
            testId="phase-form"
            onSubmit={submit}
            submit={{
                text: t(isEnd ? "closing.submit" : "crisis.phase.submit"),
                variant: isEnd ? "danger" : "primary",
                isBusy: form.isBusy,
                isDisabled: !mayDeclare(form),
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
                {isEnd && <ClosingPart room={room} />}
                <TextArea
                    label={t(isEnd ? "closing.state" : "crisis.phase.note")}
                    value={form.note}
                    maxLength={1000}
                    onChange={(note) => phase.change({ note })}
                    testId="phase-note"
                />
                {isEnd && <FailureNotice failure={archiving.failure} />}
                <FailureNotice failure={form.failure} />
            </div>
        </CtrlEnterDialog>
    );
}
