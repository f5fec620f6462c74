import type { GateSnapshot, MembersSnapshot, RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { createStore } from "zustand/vanilla";
import { createThumbnailCache } from "../../files/createThumbnailCache.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import { createDerived } from "../../stores/createDerived.ts";
import { createTopicStore } from "../../stores/createTopicStore.ts";
import { disposeAll } from "../../stores/disposeAll.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import { type BroughtViewModel, createBroughtViewModel } from "../brought/createBroughtViewModel.ts";
import type { ConversationParts } from "./ConversationParts.ts";
import { askToSend, type ConversationQuestion } from "./conversationQuestion.ts";
import { type ComposerState, type ComposerViewModel, createComposerViewModel } from "./createComposerViewModel.ts";
import { createFileActions, type FileActions } from "./createFileActions.ts";
import { createMessageCommands, type MessageCommands } from "./createMessageCommands.ts";
import { createReadMarker } from "./createReadMarker.ts";
import { createTimelineView, type TimelineViewModel } from "./createTimelineView.ts";

export interface ConversationViewModel extends MessageCommands, Disposable {
    readonly roomId: RoomId;
    readonly timeline: TimelineViewModel;
    readonly members: ReadStore<MembersSnapshot | null>;
    /** Who may read and write here; null until the engine has said. */
    readonly gate: ReadStore<GateSnapshot | null>;
    readonly composer: ComposerViewModel;
    /** Whether what was pasted brings a marking along that this room may not hold. */
    readonly brought: BroughtViewModel;
    readonly question: ReadStore<ConversationQuestion | null>;
    ask(question: ConversationQuestion | null): void;
    /** Does what was asked, and takes the question down. */
    confirm(way?: "open" | "save"): Promise<void>;
    attach(files: readonly File[]): void;
    /** Asks whether to open or save a file outside the app. */
    askOpen(messageId: string): void;
    /** Takes a file back that has not left, or stops fetching it. */
    cancelTransfer(messageId: string): void;
    needOlder(): void;
    /** The newest message in view; it counts as read when the window has the person's attention. */
    seen(messageId: string): void;
    find(messageId: string): TimelineItemSnapshot | undefined;
    /** The item that shows an event, where it is loaded. */
    keyOf(messageId: string): string | undefined;
}

const pageSize = 50;

/** One open room: its timeline, its members and what is being written. Disposing closes it in the engine. */
export function createConversationViewModel(parts: ConversationParts, roomId: RoomId): ConversationViewModel {
    const { engine, clock } = parts;
    const rows = createTopicStore(engine, { topic: "timeline", roomId });
    const members = createTopicStore(engine, { topic: "members", roomId });
    const gate = createTopicStore(engine, { topic: "gate", roomId });
    const thumbnails = createThumbnailCache(engine, roomId);
    const composer = createComposerViewModel(engine, roomId, clock);
    const roomLabel = () => gate.getState()?.marking ?? null;
    const brought = createBroughtViewModel(parts.broughtScan, composer, roomLabel);
    const files = createFileActions(parts, roomId);
    const isExercise = createDerived([gate], () => gate.getState()?.exercise === true);
    const timeline = createTimelineView({ ...parts, rows, thumbnails, transfers: files.transfers, isExercise });
    const marker = createReadMarker({ engine, roomId, rows, attention: parts.attention, clock });
    const stopWatching = parts.attention.subscribe((isAttentive) => {
        if (!isAttentive) timeline.restartUnread();
    });
    const question = createStore<ConversationQuestion | null>(() => null);

    const find = (messageId: string): TimelineItemSnapshot | undefined =>
        rows.getState()?.rows.find((row) => row.key === messageId || row.eventId === messageId);
    const ask = (asked: ConversationQuestion | null) => question.setState(asked, true);
    const commands = createMessageCommands({ ...parts, roomId, rows, composer, gate, brought, find });
    const chosen = () => {
        const { label, noDuff } = composer.getState();
        // As with a message: it holds for what is sent now.
        composer.markReal(false);
        return { label, noDuff };
    };
    let isLoadingOlder = false;

    return {
        ...commands,
        roomId,
        timeline,
        members,
        gate,
        composer,
        brought,
        question,
        ask,
        find,
        async confirm(way = "open") {
            const asked = question.getState();
            ask(null);
            const isAsking = asked?.kind === "send-files" && (gate.getState()?.toConfirm ?? null) !== null;
            // The question named who will not read it; sending is the answer.
            if (isAsking && !(await parts.gateActions.confirmReaders(roomId))) return;
            if (asked !== null) await perform(asked, way, { ...parts, files, commands, find, chosen });
        },
        attach(picked) {
            if (picked.length === 0) return;
            const asked = askToSend(picked);
            ask(asked);
            void parts.broughtScan.files(asked.files, roomLabel()).then((marked) => {
                if (question.getState() === asked) ask({ ...asked, marked });
            });
        },
        askOpen(messageId) {
            const file = find(messageId)?.file;
            if (file != null) ask({ kind: "open-file", key: messageId, name: cleanName(file.name) });
        },
        cancelTransfer(messageId) {
            const row = find(messageId);
            if (row?.eventId == null) void commands.discard(messageId);
            else files.cancel(row);
        },
        async needOlder() {
            if (isLoadingOlder) return;
            isLoadingOlder = true;
            await engine.commands.paginateBack({ roomId, count: pageSize });
            isLoadingOlder = false;
        },
        seen: (messageId) => marker.seen(find(messageId)?.eventId ?? null),
        keyOf: (messageId) => find(messageId)?.key,
        [Symbol.dispose]() {
            stopWatching();
            disposeAll([rows, members, gate, thumbnails, timeline, isExercise, composer, marker]);
        },
    };
}

interface PerformParts extends Pick<ConversationParts, "shell"> {
    readonly files: FileActions;
    readonly commands: MessageCommands;
    readonly find: (messageId: string) => TimelineItemSnapshot | undefined;
    /** Label and realness chosen in the composer. */
    readonly chosen: () => Pick<ComposerState, "label" | "noDuff">;
}

async function perform(asked: ConversationQuestion, way: "open" | "save", parts: PerformParts): Promise<void> {
    switch (asked.kind) {
        case "delete":
            return parts.commands.deleteMessage(asked.key);
        case "open-file":
            return parts.files.open(parts.find(asked.key), way);
        case "send-files":
            return parts.files.send(asked.files, parts.chosen());
        case "open-link":
            await parts.shell.openExternal({ url: asked.url, shownText: asked.shownText });
    }
}
