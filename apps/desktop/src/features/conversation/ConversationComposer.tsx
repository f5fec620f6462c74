import { Composer, type ComposerSnapshot } from "@valise/ui";
import { useEffect, useRef } from "react";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { type ComposerState, maxMessageBytes } from "./createComposerViewModel.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";
import type { TimelineView } from "./createTimelineView.ts";

export interface ConversationComposerProps {
    readonly conversation: ConversationViewModel;
    readonly roomName: string;
    readonly memberCount: number;
}

/** Where the next message is written. Has the focus when a room is opened, and after choosing to reply or edit. */
export function ConversationComposer({ conversation, roomName, memberCount }: ConversationComposerProps) {
    const { t, formats } = useI18n();
    const state = useStore(conversation.composer);
    const mode = useSelect(conversation.timeline, (view) => view.composer);
    const inputRef = useRef<HTMLTextAreaElement>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: what was put here by another way than typing moves the focus here
    useEffect(() => {
        if (document.querySelector("[role=dialog],[role=alertdialog]") === null) inputRef.current?.focus();
    }, [state.calls]);
    return (
        <Composer
            composer={composerSnapshot(state, mode, t, t("composer.recipients", { count: memberCount }))}
            actions={{
                changeDraft: conversation.composer.changeDraft,
                send: () => void conversation.send(),
                attach: conversation.attach,
                cancelContext: conversation.composer.cancelContext,
                editLast: conversation.editLast,
            }}
            inputRef={inputRef}
            words={{
                name: t("composer.name"),
                placeholder: t("composer.placeholder", { room: roomName }),
                attach: t("composer.attach"),
                send: t("composer.send"),
                save: t("composer.save"),
                sendKey: t("keys.enter"),
                replyingTo: (name) => t("composer.replyingTo", { name }),
                editing: t("composer.editing"),
                cancelContext: t("composer.cancelContext"),
                limitNear: (used, max) => t("composer.near", { used: formats.number(used), max: formats.number(max) }),
                limitOver: (used, max) => t("composer.tooLong", { count: used - max }),
            }}
        />
    );
}

const disabledKeys = { "not-encrypted": "composer.notEncrypted", "not-joined": "composer.notJoined" } as const;

function composerSnapshot(
    { draft, context, usedBytes }: ComposerState,
    mode: TimelineView["composer"],
    t: Translator["t"],
    audienceText: string,
): ComposerSnapshot {
    return {
        draft,
        context: context ?? undefined,
        disabledReason: mode === "not-encrypted" || mode === "not-joined" ? t(disabledKeys[mode]) : undefined,
        waitingReason: mode === "checking" ? t("composer.checking") : undefined,
        maySend: draft.trim() !== "" && usedBytes <= maxMessageBytes,
        limit: usedBytes > maxMessageBytes * 0.8 ? { usedBytes, maxBytes: maxMessageBytes } : undefined,
        audienceText,
    };
}
