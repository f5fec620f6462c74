import type { Clock } from "@valise/base";
import type {
    Engine,
    EventId,
    MembersSnapshot,
    RoomId,
    Shell,
    TimelineItemSnapshot,
    TimelineSnapshot,
} from "@valise/bridge";
import type { FileTransfer, TimelineItem } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import { failureCode } from "../../failures/describeFailure.ts";
import { createThumbnailCache } from "../../files/createThumbnailCache.ts";
import type { PreparePicture } from "../../files/makeThumbnail.ts";
import type { I18n } from "../../i18n/createI18n.ts";
import { type AgencyDirectory, cleanName } from "../../people/createAgencyDirectory.ts";
import { createDerived } from "../../stores/createDerived.ts";
import { createTopicStore } from "../../stores/createTopicStore.ts";
import { disposeAll } from "../../stores/disposeAll.ts";
import type { ReadStore, ViewModel } from "../../stores/viewModel.ts";
import type { Toasts } from "../toasts/createToasts.ts";
import { type ComposerViewModel, createComposerViewModel, oneLine } from "./createComposerViewModel.ts";
import { createReadMarker } from "./createReadMarker.ts";
import { createTimelineItems } from "./createTimelineItems.ts";

export interface TimelineView {
    readonly loaded: TimelineSnapshot["loaded"];
    readonly backward: TimelineSnapshot["backward"];
    readonly composer: TimelineSnapshot["composer"];
    readonly items: readonly TimelineItem[];
}

/** What is asked before it is done. */
export type ConversationQuestion =
    | { readonly kind: "delete"; readonly key: string }
    | { readonly kind: "open-file"; readonly key: string; readonly name: string }
    | { readonly kind: "send-files"; readonly files: readonly File[]; readonly leftOut: readonly LeftOutFile[] }
    | { readonly kind: "open-link"; readonly url: string; readonly shownText: string };

export interface LeftOutFile {
    readonly name: string;
    readonly cause: "empty" | "too-large";
}

export interface ConversationViewModel extends Disposable {
    readonly roomId: RoomId;
    readonly timeline: ViewModel<TimelineView>;
    readonly members: ReadStore<MembersSnapshot | null>;
    readonly composer: ComposerViewModel;
    readonly question: ReadStore<ConversationQuestion | null>;
    ask(question: ConversationQuestion | null): void;
    /** Asks whether to open or save a file outside the app. */
    askOpen(messageId: string): void;
    needOlder(): void;
    /** The newest message in view; it counts as read when the window has the person's attention. */
    seen(messageId: string): void;
    reply(messageId: string): void;
    edit(messageId: string): void;
    editLast(): void;
    copyText(messageId: string): string | undefined;
    send(): Promise<void>;
    attach(files: readonly File[]): void;
    sendFiles(): Promise<void>;
    deleteMessage(): Promise<void>;
    openFile(way: "open" | "save"): Promise<void>;
    retrySend(messageId: string): Promise<void>;
    discard(messageId: string): Promise<void>;
    askSender(messageId: string, code: string): void;
    openLink(): Promise<void>;
}

export interface ConversationParts {
    readonly engine: Engine;
    readonly shell: Shell;
    readonly i18n: I18n;
    readonly clock: Clock;
    readonly agencies: AgencyDirectory;
    readonly toasts: Toasts;
    /** Whether the window is visible and has the focus. */
    readonly attention: ReadStore<boolean>;
    readonly preparePicture: PreparePicture;
}

/** Above this the page would have to hold too much of it at once. */
export const maxFileBytes = 100_000_000;
const pageSize = 50;

/** One open room: its timeline, its members and what is being written. Disposing closes it in the engine. */
export function createConversationViewModel(parts: ConversationParts, roomId: RoomId): ConversationViewModel {
    const { engine, i18n, clock, toasts } = parts;
    const rows = createTopicStore(engine, { topic: "timeline", roomId });
    const members = createTopicStore(engine, { topic: "members", roomId });
    const thumbnails = createThumbnailCache(engine, roomId);
    const transfers = createStore<ReadonlyMap<string, FileTransfer>>(() => new Map());
    const question = createStore<ConversationQuestion | null>(() => null);
    const composer = createComposerViewModel(engine, roomId, clock);
    const timeline = createTimelineView(parts, rows, thumbnails, transfers);
    const marker = createReadMarker({ engine, roomId, rows, attention: parts.attention, clock });

    const find = (messageId: string): TimelineItemSnapshot | undefined =>
        rows.getState()?.rows.find((row) => row.key === messageId || row.eventId === messageId);
    const report = (result: { ok: true } | { ok: false; error: Parameters<Toasts["showFailure"]>[0] }) => {
        if (!result.ok) toasts.showFailure(result.error);
    };
    const setTransfer = (key: string, transfer: FileTransfer | null) => {
        const next = new Map(transfers.getState());
        if (transfer === null) next.delete(key);
        else next.set(key, transfer);
        transfers.setState(next, true);
    };
    const ask = (value: ConversationQuestion | null) => question.setState(value, true);
    const edit = (row: TimelineItemSnapshot | undefined) => {
        if (row?.eventId != null && row.mayEdit) composer.edit({ eventId: row.eventId, body: row.body });
    };
    let isLoadingOlder = false;

    return {
        roomId,
        timeline,
        members,
        composer,
        question,
        ask,
        askOpen(messageId) {
            const file = find(messageId)?.file;
            if (file != null) ask({ kind: "open-file", key: messageId, name: cleanName(file.name) });
        },
        async needOlder() {
            if (isLoadingOlder) return;
            isLoadingOlder = true;
            await engine.commands.paginateBack({ roomId, count: pageSize });
            isLoadingOlder = false;
        },
        seen: (messageId) => marker.seen(find(messageId)?.eventId ?? null),
        reply(messageId) {
            const row = find(messageId);
            if (row?.eventId == null) return;
            const excerpt = oneLine(row.file?.name ?? row.body);
            composer.reply({ eventId: row.eventId, authorName: cleanName(row.senderName), excerpt });
        },
        edit: (messageId) => edit(find(messageId)),
        editLast: () => edit(rows.getState()?.rows.findLast((row) => row.own && row.mayEdit)),
        copyText: (messageId) => find(messageId)?.body,
        send: async () => report(await composer.send()),
        attach(files) {
            if (files.length === 0) return;
            const causeOf = (file: File) => (file.size === 0 ? "empty" : file.size > maxFileBytes ? "too-large" : null);
            const leftOut = files.flatMap((file): LeftOutFile[] => {
                const cause = causeOf(file);
                return cause === null ? [] : [{ name: cleanName(file.name), cause }];
            });
            ask({ kind: "send-files", files: files.filter((file) => causeOf(file) === null), leftOut });
        },
        async sendFiles() {
            const asked = question.getState();
            if (asked?.kind !== "send-files") return;
            ask(null);
            for (const file of asked.files) report(await sendFile(parts, roomId, file));
        },
        async deleteMessage() {
            const asked = question.getState();
            const row = asked?.kind === "delete" ? find(asked.key) : undefined;
            ask(null);
            if (row?.eventId == null) return;
            report(await engine.commands.deleteMessage({ roomId, eventId: row.eventId, reason: null }));
        },
        async openFile(way) {
            const asked = question.getState();
            const row = asked?.kind === "open-file" ? find(asked.key) : undefined;
            ask(null);
            if (row?.eventId == null) return;
            setTransfer(row.key, { kind: "downloading", doneBytes: 0 });
            const result = await engine.commands.readFile({ roomId, eventId: row.eventId });
            if (!result.ok) return setTransfer(row.key, { kind: "failed", code: failureCode(result.error) });
            setTransfer(row.key, null);
            const { name, mimeType } = result.value;
            const file = {
                name: cleanName(name) || "file",
                mimeType,
                bytes: result.value.bytes as Uint8Array<ArrayBuffer>,
            };
            await (way === "open" ? parts.shell.openFile(file) : parts.shell.saveFile(file));
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
        async openLink() {
            const asked = question.getState();
            ask(null);
            if (asked?.kind !== "open-link") return;
            await parts.shell.openExternal({ url: asked.url, shownText: asked.shownText });
        },
        [Symbol.dispose]: () => disposeAll([rows, members, thumbnails, timeline, composer, marker]),
    };
}

type TimelineStore = ReadStore<TimelineSnapshot | null>;

function createTimelineView(
    { i18n, agencies }: ConversationParts,
    rows: TimelineStore,
    thumbnails: ReturnType<typeof createThumbnailCache>,
    transfers: ReadStore<ReadonlyMap<string, FileTransfer>>,
): ViewModel<TimelineView> {
    const itemsOf = createTimelineItems();
    /** The line stays where it was when the room was opened, so that reading does not move it. */
    let unreadAfter: EventId | null | undefined;
    return createDerived([rows, i18n, thumbnails, transfers], () => {
        const snapshot = rows.getState();
        if (unreadAfter === undefined && snapshot !== null && snapshot.loaded !== "none") {
            unreadAfter = snapshot.readUpToEventId;
        }
        for (const row of snapshot?.rows.slice(-40) ?? []) {
            if (row.file?.hasThumbnail === true && row.eventId !== null) thumbnails.want(row.eventId);
        }
        const items = itemsOf({
            rows: snapshot?.rows ?? [],
            unreadAfter: unreadAfter ?? null,
            translator: i18n.getState(),
            agencies,
            thumbnails: thumbnails.getState(),
            transfers: transfers.getState(),
        });
        return {
            loaded: snapshot?.loaded ?? "none",
            backward: snapshot?.backward ?? "idle",
            composer: snapshot?.composer ?? "checking",
            items,
        };
    });
}

async function sendFile({ engine, preparePicture }: ConversationParts, roomId: RoomId, file: File) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { widthPx, heightPx, thumbnail } = await preparePicture(bytes);
    const mimeType = file.type.slice(0, 255) || "application/octet-stream";
    const name = cleanName(file.name) || "file";
    return engine.commands.sendFile({ roomId, name, mimeType, bytes, thumbnail, widthPx, heightPx, replyTo: null });
}
