import type { RoomId } from "@valise/bridge";
import { Button, Dialog, InlineNotice, InvitePicker } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { useGate } from "../gate/useGate.ts";
import { inviteWords } from "../people/inviteWords.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { outlookOf } from "./outlookOf.ts";

/** Asks more people into a room, and says of each whether they will read. */
export function InviteDialog({ roomId }: { readonly roomId: RoomId }) {
    const translator = useI18n();
    const { t } = translator;
    const { invite, rooms, boot } = useApp();
    const state = useStore(invite);
    const people = useStore(invite.people);
    const gate = useGate(roomId);
    const chosen = people.chosen.map((invitee) => ({
        ...invitee,
        outlook: outlookOf(invitee.person.userId, gate, boot.agencies, translator),
    }));
    const room = useSelect(rooms, (snapshot) => snapshot?.rows.find((row) => row.roomId === roomId));
    return (
        <Dialog
            title={t("invite.title", { room: room === undefined ? "" : nameRoom(room, translator) })}
            isOpen
            onClose={invite.cancel}
            closeName={t("common.close")}
            testId="invite"
            footer={
                <>
                    <Button onPress={invite.cancel}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        isBusy={state.isBusy}
                        isDisabled={people.chosen.length === 0}
                        onPress={() => void invite.invite()}
                        testId="invite-submit"
                    >
                        {t("invite.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                <InvitePicker
                    {...people}
                    chosen={chosen}
                    onSearch={invite.people.search}
                    onChoose={invite.people.choose}
                    onUnchoose={invite.people.unchoose}
                    words={inviteWords(translator)}
                />
                <InlineNotice icon="key">{t("invite.note")}</InlineNotice>
                {gate?.marking != null && (
                    <InlineNotice tone="warn" icon="shield" testId="invite-outlook">
                        {t("outlook.note", { text: gate.marking.text })}
                    </InlineNotice>
                )}
                <FailureNotice failure={state.failure} />
            </div>
        </Dialog>
    );
}
