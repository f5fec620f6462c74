import type { RoomRowSnapshot } from "@valise/bridge";
import { EmptyState, type MessageActions, Timeline, TimelineSkeleton } from "@valise/ui";
import { type DragEvent, useEffect, useMemo, useState } from "react";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { nameRoom } from "../roomList/nameRoom.ts";
import { ConversationComposer } from "./ConversationComposer.tsx";
import { ConversationQuestions } from "./ConversationQuestions.tsx";
import { copySelection } from "./copySelection.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";
import type { TimelineView } from "./createTimelineView.ts";
import { timelineWords } from "./messageWords.ts";
import { useAnnouncement } from "./useAnnouncement.ts";

export interface ConversationBodyProps {
    readonly conversation: ConversationViewModel;
    /** Undefined for the moment between making a room and hearing of it. */
    readonly room: RoomRowSnapshot | undefined;
}

/** Messages, what is being written, and questions before what cannot be undone. Takes dropped files. */
export function ConversationBody({ conversation, room }: ConversationBodyProps) {
    const translator = useI18n();
    const { t } = translator;
    const [isDropping, setIsDropping] = useState(false);
    const name = room === undefined ? "" : nameRoom(room, translator);
    const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
    useEffect(() => {
        // What is dropped may be taken by another place before it comes here.
        const end = () => setIsDropping(false);
        window.addEventListener("drop", end, true);
        return () => window.removeEventListener("drop", end, true);
    }, []);
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its keyboard way in the attach button
        <div
            className="conversation-body"
            onCopy={(event) => copySelection(event, conversation)}
            onDragEnter={(event) => hasFiles(event) && setIsDropping(true)}
            onDragOver={(event) => hasFiles(event) && event.preventDefault()}
            onDragLeave={(event) => {
                if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsDropping(false);
            }}
            onDrop={(event) => {
                setIsDropping(false);
                if (event.defaultPrevented || !hasFiles(event)) return;
                event.preventDefault();
                conversation.attach([...event.dataTransfer.files]);
            }}
        >
            <Messages conversation={conversation} />
            <ConversationComposer conversation={conversation} roomName={name} memberCount={room?.memberCount ?? 1} />
            <ConversationQuestions conversation={conversation} roomName={name} />
            {isDropping && <div className="drop-field">{t("files.drop", { room: name })}</div>}
        </div>
    );
}

const olderStates = { idle: "idle", loading: "loading", failed: "failed", "start-reached": "none" } as const;

function Messages({ conversation }: { readonly conversation: ConversationViewModel }) {
    const translator = useI18n();
    const { t } = translator;
    const { preferences } = useApp();
    const view = useStore(conversation.timeline);
    const hasLetterKeys = useSelect(preferences, (state) => state.singleKeys);
    const words = useMemo(() => timelineWords(translator), [translator]);
    const [jump, setJump] = useState<Jump>();
    useTarget(conversation, view, setJump);
    const actions = useMessageActions(conversation, setJump);
    const announcement = useAnnouncement(view.items);
    const isEmpty = view.items.length === 0;
    const unreadKey = view.items.some((item) => item.kind === "unread") ? "unread" : undefined;
    return (
        <Timeline
            items={view.items}
            older={olderStates[view.backward]}
            onNeedOlder={conversation.needOlder}
            onSeen={conversation.seen}
            initialKey={unreadKey}
            jump={jump}
            actions={actions}
            hasLetterKeys={hasLetterKeys}
            announcement={announcement}
            instead={
                !isEmpty ? undefined : view.loaded === "none" || view.backward === "loading" ? (
                    <TimelineSkeleton name={t("timeline.loading")} />
                ) : view.backward === "start-reached" ? (
                    <EmptyState title={t("timeline.empty")} testId="timeline-empty">
                        {t("timeline.empty.text")}
                    </EmptyState>
                ) : undefined
            }
            words={words}
        />
    );
}

type Jump = { readonly key: string; readonly serial: number };

/** Brings the message that a search opened into view; older ones are fetched until it is there. */
function useTarget(
    conversation: ConversationViewModel,
    { items, backward }: TimelineView,
    setJump: (update: (before: Jump | undefined) => Jump) => void,
): void {
    const { navigation } = useApp();
    const target = useSelect(navigation, (state) => (state.roomId === conversation.roomId ? state.target : null));
    useEffect(() => {
        if (target === null || items.length === 0) return;
        const key = conversation.keyOf(target);
        if (key !== undefined) setJump((before) => ({ key, serial: (before?.serial ?? 0) + 1 }));
        if (key !== undefined || backward === "failed" || backward === "start-reached") navigation.arrive();
        else if (backward === "idle") conversation.needOlder();
    }, [target, items, backward, conversation, navigation, setJump]);
}

function useMessageActions(
    conversation: ConversationViewModel,
    setJump: (update: (before: Jump | undefined) => Jump) => void,
): MessageActions {
    const { copyText, toasts, i18n, boot, shell, navigation } = useApp();
    return useMemo(
        () => ({
            reply: conversation.reply,
            edit: conversation.edit,
            remove: (key) => conversation.ask({ kind: "delete", key }),
            copy(messageId) {
                const marked = conversation.textOf(messageId);
                if (marked === undefined) return;
                void copyText(marked).then(() => toasts.showText(i18n.getState().t("message.copied")));
            },
            forward: (messageId) => navigation.openDialog({ kind: "forward", roomId: conversation.roomId, messageId }),
            replyElsewhere: (messageId) =>
                navigation.openDialog({ kind: "reply-elsewhere", roomId: conversation.roomId, messageId }),
            showReaders(messageId) {
                const isOwn = conversation.find(messageId)?.own === true;
                if (isOwn) navigation.openDialog({ kind: "spill", roomId: conversation.roomId, messageId });
                else navigation.toggleSide("readers");
            },
            retrySend: (messageId) => void conversation.retrySend(messageId),
            discard: (messageId) => void conversation.discard(messageId),
            showQuoted(messageId) {
                const key = conversation.keyOf(messageId);
                if (key !== undefined) setJump((before) => ({ key, serial: (before?.serial ?? 0) + 1 }));
            },
            remedy: conversation.askSender,
            openLink(url, shownText) {
                // The desktop shell asks in a window of its own, which the page cannot draw on.
                if (boot.kind === "desktop") void shell.openExternal({ url, shownText });
                else conversation.ask({ kind: "open-link", url, shownText });
            },
            openFile: (key) => conversation.askOpen(key),
            cancelTransfer: conversation.cancelTransfer,
            retryTransfer: (key) => conversation.askOpen(key),
        }),
        [conversation, setJump, copyText, toasts, i18n, boot, shell, navigation],
    );
}
