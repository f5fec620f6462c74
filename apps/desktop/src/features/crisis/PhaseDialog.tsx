import type { RoomId } from "@valise/bridge";
import { Button, Dialog, RadioCards, TextArea } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { crisisPhases, nextPhases } from "./crisisRooms.ts";
import { useCtrlEnter } from "./useCtrlEnter.ts";

/** Which phase comes next, with a word for the record. */
export function PhaseDialog({ roomId }: { readonly roomId: RoomId }) {
    const { t } = useI18n();
    const { phase, crisis, navigation } = useApp();
    const form = useStore(phase);
    const room = useStore(crisis)?.crises.find((each) => each.roomId === roomId);
    const submit = () => room !== undefined && void phase.submit(room);
    useCtrlEnter(submit);
    if (room === undefined) return null;
    return (
        <Dialog
            title={t("crisis.phase.title", { name: cleanName(room.name) })}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            testId="phase-form"
            footer={
                <>
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        keyHint={t("keys.ctrlEnter")}
                        isBusy={form.isBusy}
                        isDisabled={form.phase === null}
                        onPress={submit}
                        testId="phase-submit"
                    >
                        {t("crisis.phase.submit")}
                    </Button>
                </>
            }
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
        </Dialog>
    );
}
