import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import type { FileTransfer } from "@valise/ui";
import { createStore } from "zustand/vanilla";
import { failureCode } from "../../failures/describeFailure.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";
import type { ReadStore } from "../../stores/viewModel.ts";
import type { ConversationParts } from "./ConversationParts.ts";

export interface FileChoice {
    readonly label: string | null;
    /** In an exercise: they are real. */
    readonly noDuff: boolean;
}

export interface FileActions {
    /** Files being fetched, or that could not be, by item key. */
    readonly transfers: ReadStore<ReadonlyMap<string, FileTransfer>>;
    /** Under this label, in short notation; null: the room's own. */
    send(files: readonly File[], choice: FileChoice): Promise<void>;
    /** Fetches a file and hands it to the system; it is never rendered here. */
    open(row: TimelineItemSnapshot | undefined, way: "open" | "save"): Promise<void>;
    /** Stops fetching it. */
    cancel(row: TimelineItemSnapshot | undefined): void;
}

/** Files of one room, in both directions. */
export function createFileActions(parts: ConversationParts, roomId: RoomId): FileActions {
    const { engine, shell, toasts } = parts;
    const transfers = createStore<ReadonlyMap<string, FileTransfer>>(() => new Map());
    const setTransfer = (key: string, transfer: FileTransfer | null) => {
        const next = new Map(transfers.getState());
        if (transfer === null) next.delete(key);
        else next.set(key, transfer);
        transfers.setState(next, true);
    };
    return {
        transfers,
        async send(files, choice) {
            for (const file of files) {
                const result = await sendFile(parts, roomId, file, choice);
                if (!result.ok) toasts.showFailure(result.error);
            }
        },
        async open(row, way) {
            if (row?.eventId == null) return;
            const { key, eventId } = row;
            setTransfer(key, { kind: "downloading", doneBytes: 0 });
            const following = engine.subscribe({ topic: "downloads" }, ({ rows }) => {
                const doneBytes = rows.find((download) => download.eventId === eventId)?.receivedBytes;
                if (doneBytes !== undefined) setTransfer(key, { kind: "downloading", doneBytes });
            });
            const result = await engine.commands.readFile({ roomId, eventId });
            following[Symbol.dispose]();
            const isFailed = !result.ok && result.error.kind !== "cancelled";
            setTransfer(key, isFailed ? { kind: "failed", code: failureCode(result.error) } : null);
            if (!result.ok) return;
            const { mimeType } = result.value;
            const bytes = result.value.bytes as Uint8Array<ArrayBuffer>;
            const file = { name: cleanName(result.value.name) || "file", mimeType, bytes };
            await (way === "open" ? shell.openFile(file) : shell.saveFile(file));
        },
        cancel(row) {
            if (row?.eventId != null) void engine.commands.cancelReadFile({ eventId: row.eventId });
        },
    };
}

async function sendFile({ engine, preparePicture }: ConversationParts, roomId: RoomId, file: File, choice: FileChoice) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { widthPx, heightPx, thumbnail } = await preparePicture(bytes);
    const mimeType = file.type.slice(0, 255) || "application/octet-stream";
    const name = cleanName(file.name) || "file";
    const picture = { thumbnail, widthPx, heightPx };
    return engine.commands.sendFile({ roomId, name, mimeType, bytes, ...picture, replyTo: null, ...choice });
}
