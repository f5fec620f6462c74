import type { RoomId } from "@valise/bridge";
import { Button, Dialog, InlineNotice } from "@valise/ui";
import { useMemo, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { decideTargets } from "./decideTargets.ts";
import { quoteFor } from "./quoteFor.ts";
import { TargetCards } from "./TargetCards.tsx";

interface ReplyElsewhereProps {
    readonly roomId: RoomId;
    readonly messageId: string;
}

/** Where a message is answered, if not in its own room: only rooms that may hold it. Their composer opens with the quote. */
export function ReplyElsewhereDialog({ roomId, messageId }: ReplyElsewhereProps) {
    const { t } = useI18n();
    const { rooms, conversations, navigation } = useApp();
    const [chosenId, choose] = useState<string | null>(null);
    const message = useStore(conversations)?.find(messageId);
    const rows = useSelect(rooms, (snapshot) => snapshot?.rows);
    const marking = message?.marking ?? null;
    const targets = useMemo(() => decideTargets(marking, roomId, rows ?? []), [marking, roomId, rows]);
    const target = targets.find((room) => room.roomId === chosenId);
    const quote = message === undefined ? null : quoteFor(roomId, message);
    const submit = () => {
        if (target === undefined || quote === null) return;
        navigation.openRoom(target.roomId);
        conversations.getState()?.composer.quote(quote);
    };
    return (
        <Dialog
            title={t("elsewhere.title")}
            isOpen
            onClose={navigation.closeDialog}
            closeName={t("common.close")}
            testId="reply-elsewhere"
            footer={
                <>
                    <Button onPress={navigation.closeDialog}>{t("common.cancel")}</Button>
                    <Button
                        variant="primary"
                        isDisabled={target === undefined || quote === null}
                        onPress={submit}
                        testId="reply-elsewhere-submit"
                    >
                        {t("elsewhere.submit")}
                    </Button>
                </>
            }
        >
            <div className="stack">
                {marking === null ? (
                    <InlineNotice>{t("elsewhere.plain")}</InlineNotice>
                ) : (
                    <p className="small ink2">{t("elsewhere.text", { text: marking.text })}</p>
                )}
                <TargetCards rooms={targets} selectedId={chosenId} onSelect={choose} />
            </div>
        </Dialog>
    );
}
