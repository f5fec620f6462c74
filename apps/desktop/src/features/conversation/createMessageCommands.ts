import type { Result } from "@valise/base";
import type { EngineFailure, GateSnapshot, RoomId, TimelineItemSnapshot, TimelineSnapshot } from "@valise/bridge";
import type { MarkedText } from "../../files/markedClipboard.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { Brought } from "../brought/createBroughtViewModel.ts";
import type { ConversationParts } from "./ConversationParts.ts";
import { type ComposerViewModel, oneLine } from "./createComposerViewModel.ts";

/** What can be done with one message, named by its item's key. Refusals are shown as notices. */
export interface MessageCommands {
    send(): Promise<void>;
    reply(messageId: string): void;
    edit(messageId: string): void;
    /** Confirms who will not read, and sends what is written. */
    confirmAndSend(): Promise<void>;
    /** Arrow up in the empty composer. */
    editLast(): void;
    /** What copying takes along: the marking first, then the words. */
    textOf(messageId: string): MarkedText | undefined;
    deleteMessage(messageId: string): Promise<void>;
    retrySend(messageId: string): Promise<void>;
    discard(messageId: string): Promise<void>;
    /** Writes a request into the composer, which the person can change before sending. */
    askSender(messageId: string, code: string): void;
}

export interface MessageCommandParts extends Pick<ConversationParts, "engine" | "i18n" | "toasts" | "gateActions"> {
    readonly roomId: RoomId;
    readonly rows: ReadStore<TimelineSnapshot | null>;
    readonly composer: ComposerViewModel;
    readonly gate: ReadStore<GateSnapshot | null>;
    readonly brought: ReadStore<Brought | null>;
    readonly find: (messageId: string) => TimelineItemSnapshot | undefined;
}

export function createMessageCommands(parts: MessageCommandParts): MessageCommands {
    const { engine, i18n, toasts, roomId, rows, composer, gate, find } = parts;
    const report = <T>(result: Result<T, EngineFailure>) => {
        if (!result.ok) toasts.showFailure(result.error);
    };
    const edit = (row: TimelineItemSnapshot | undefined) => {
        if (row?.eventId == null || !row.mayEdit) return;
        composer.edit({ eventId: row.eventId, body: row.body, label: row.marking?.label ?? null });
    };
    /** Asked once per change: nothing is sent past an open question, whatever key is pressed. */
    const asked = () => gate.getState()?.toConfirm ?? [];
    const sendUnless = async (isAsking: boolean) => {
        if (!isAsking && parts.brought.getState() === null) report(await composer.send());
    };
    return {
        send: () => sendUnless(asked().length > 0),
        async confirmAndSend() {
            const named = new Set(asked());
            if (named.size > 0 && !(await parts.gateActions.confirmReaders(roomId))) return;
            // The answer may come before the snapshot that takes the question down; whoever is new in it is asked about.
            const isNew = asked().some((userId) => !named.has(userId));
            if (composer.getState().draft.trim() !== "") await sendUnless(isNew);
        },
        reply(messageId) {
            const row = find(messageId);
            if (row?.eventId == null) return;
            const excerpt = oneLine(row.file?.name ?? row.body);
            composer.reply({ eventId: row.eventId, authorName: cleanName(row.senderName), excerpt });
        },
        edit: (messageId) => edit(find(messageId)),
        editLast: () => edit(rows.getState()?.rows.findLast((row) => row.own && row.mayEdit)),
        textOf(messageId) {
            const row = find(messageId);
            // What is not judged yet counts as its room.
            const marking = row?.marking ?? gate.getState()?.marking ?? null;
            return row === undefined ? undefined : { marking: marking?.text ?? null, body: row.body };
        },
        async deleteMessage(messageId) {
            const eventId = find(messageId)?.eventId;
            if (eventId != null) report(await engine.commands.deleteMessage({ roomId, eventId, reason: null }));
        },
        async retrySend(messageId) {
            const key = find(messageId)?.send?.key;
            if (key !== undefined) report(await engine.commands.retrySend({ key }));
        },
        async discard(messageId) {
            const key = find(messageId)?.send?.key;
            if (key !== undefined) report(await engine.commands.discardSend({ key }));
        },
        askSender(messageId, code) {
            const row = find(messageId);
            if (row === undefined) return;
            const { t, formats } = i18n.getState();
            composer.insert(t("utd.ask.draft", { time: formats.time(row.sentAtMs), code }));
        },
    };
}
