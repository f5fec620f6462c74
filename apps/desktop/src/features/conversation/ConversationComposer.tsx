import { unreachable } from "@valise/base";
import { Composer, type ComposerSnapshot } from "@valise/ui";
import { useEffect, useRef } from "react";
import type { Translator } from "../../i18n/createI18n.ts";
import { useI18n } from "../../i18n/I18nContext.tsx";
import { useSelect, useStore } from "../../stores/useStore.ts";
import { ComposerHead } from "./ComposerHead.tsx";
import { type ComposerState, maxMessageBytes } from "./createComposerViewModel.ts";
import type { ConversationViewModel } from "./createConversationViewModel.ts";
import { type ComposerBar, decideComposer } from "./decideComposer.ts";

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
    const gate = useStore(conversation.gate);
    const brought = useStore(conversation.brought);
    const bar = decideComposer(mode, gate, brought);
    const isLabelled = gate?.state === "ready";
    const count = isLabelled ? gate.rows.filter((reader) => reader.reads).length : memberCount;
    const inputRef = useRef<HTMLTextAreaElement>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: what was put here by another way than typing moves the focus here
    useEffect(() => {
        if (document.querySelector("[role=dialog],[role=alertdialog]") === null) inputRef.current?.focus();
    }, [state.calls]);
    return (
        <Composer
            composer={composerSnapshot(state, bar, t, t("composer.recipients", { count }))}
            actions={{
                changeDraft: conversation.composer.changeDraft,
                send: () => void conversation.send(),
                attach: conversation.attach,
                cancelContext: conversation.composer.cancelContext,
                editLast: conversation.editLast,
                confirm: () => void conversation.confirmAndSend(),
                broughtText: (text) => void conversation.brought.look(text),
            }}
            head={<ComposerHead conversation={conversation} />}
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

function composerSnapshot(
    { draft, context, usedBytes }: ComposerState,
    bar: ComposerBar,
    t: Translator["t"],
    audienceText: string,
): ComposerSnapshot {
    return {
        draft,
        context: context ?? undefined,
        disabledReason: bar.kind === "closed" ? closedWords(bar.why, t) : undefined,
        waitingReason: bar.kind === "waits" ? waitingWords(bar.why, t) : undefined,
        // While recipients are being established the engine keeps what is sent; what is asked here must be answered.
        maySend:
            (bar.kind === "open" || (bar.kind === "waits" && bar.why === "checking")) &&
            draft.trim() !== "" &&
            usedBytes <= maxMessageBytes,
        limit: usedBytes > maxMessageBytes * 0.8 ? { usedBytes, maxBytes: maxMessageBytes } : undefined,
        audienceText,
    };
}

function closedWords(why: Extract<ComposerBar, { kind: "closed" }>["why"], t: Translator["t"]): string {
    switch (why) {
        case "not-encrypted":
            return t("composer.notEncrypted");
        case "not-joined":
            return t("composer.notJoined");
        case "gate":
            return t("gate.refused");
        case "not-mine":
            return t("gate.notMine");
        case "nothing-offered":
            return t("gate.nothingOffered");
        default:
            return unreachable(why);
    }
}

function waitingWords(why: Extract<ComposerBar, { kind: "waits" }>["why"], t: Translator["t"]): string {
    switch (why) {
        case "checking":
            return t("composer.checking");
        case "confirm":
            return t("check.first");
        case "brought":
            return t("brought.waits");
        case "looking":
            return t("brought.checking");
        default:
            return unreachable(why);
    }
}
