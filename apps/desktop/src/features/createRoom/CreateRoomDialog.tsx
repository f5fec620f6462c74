import { Dialog, InlineNotice, RoomCreateForm } from "@valise/ui";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useStore } from "../../stores/useStore.ts";
import { FailureNotice } from "../failure/FailureNotice.tsx";
import { inviteWords } from "../people/inviteWords.ts";

/** A new room, across agencies. */
export function CreateRoomDialog() {
    const translator = useI18n();
    const { t } = translator;
    const { createRoom } = useApp();
    const form = useStore(createRoom);
    const people = useStore(createRoom.people);
    return (
        <Dialog title={t("createRoom.title")} isOpen onClose={createRoom.cancel} closeName={t("common.close")} size="m">
            <RoomCreateForm
                form={{
                    ...people,
                    name: form.name,
                    topic: form.topic,
                    mayCreate: form.name.trim() !== "",
                    isCreating: form.isBusy,
                }}
                actions={{
                    changeName: createRoom.changeName,
                    changeTopic: createRoom.changeTopic,
                    search: createRoom.people.search,
                    choose: createRoom.people.choose,
                    unchoose: createRoom.people.unchoose,
                    create: () => void createRoom.create(),
                    cancel: createRoom.cancel,
                }}
                notice={
                    <>
                        <InlineNotice icon="lock">{t("createRoom.note")}</InlineNotice>
                        <FailureNotice failure={form.failure} />
                    </>
                }
                words={{
                    ...inviteWords(translator),
                    name: t("createRoom.name"),
                    nameHint: t("createRoom.name.hint"),
                    topic: t("createRoom.topic"),
                    create: t("createRoom.submit"),
                    cancel: t("common.cancel"),
                }}
            />
        </Dialog>
    );
}
