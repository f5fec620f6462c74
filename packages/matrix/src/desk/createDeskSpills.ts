import { epochMs } from "@valise/base";
import type { DeskSpillSnapshot, EventId, RoomId, UserId } from "@valise/bridge";
import { asArray, asNumber, asObject, asString, clip } from "../json.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import type { DeskStore } from "./DeskStore.ts";

/** A report as it came: the sender's word, of a message of the sender's own. */
export interface DeskSpill extends Omit<DeskSpillSnapshot, "marking"> {
    readonly label: string | null;
}

export interface DeskSpills {
    /** Newest first. */
    list(): readonly DeskSpill[];
    close(id: string): Promise<boolean>;
}

const MAX_SPILLS = 200;
/** Of one report: more would not fit into one encrypted to-device message. */
export const MAX_READERS = 150;

/** Reports of colleagues' signed devices, kept until there are too many; the same message is reported once. */
export async function createDeskSpills(parts: {
    readonly toDevice: ToDevice;
    readonly store: DeskStore;
    readonly nowMs: () => number;
    readonly isColleague: (userId: string) => boolean;
    changed(): void;
}): Promise<DeskSpills> {
    const { toDevice, store, nowMs, isColleague, changed } = parts;
    let spills = asArray(await store.read("spills")).flatMap((value) => readSpill(value) ?? []);
    const keep = async (next: readonly DeskSpill[]) => {
        spills = next.slice(0, MAX_SPILLS);
        await store.write(
            "spills",
            spills.map((each) => ({ ...each, readers: each.readers.map((reader) => ({ ...reader })) })),
        );
        changed();
    };
    toDevice.on(wire.spillReport, async ({ senderId, content, isSenderSigned }) => {
        const spill = readSpill({ ...content, userId: senderId, atMs: nowMs(), closedAtMs: null });
        if (spill === undefined || !isColleague(senderId) || !(await isSenderSigned())) return;
        await keep([spill, ...spills.filter((each) => each.userId !== senderId || each.eventId !== spill.eventId)]);
    });
    return {
        list: () => spills,
        async close(id) {
            const isOpen = spills.some((each) => each.id === id && each.closedAtMs === null);
            const closedAtMs = epochMs(nowMs());
            if (isOpen) await keep(spills.map((each) => (each.id === id ? { ...each, closedAtMs } : each)));
            return isOpen;
        },
    };
}

function readSpill(value: unknown): DeskSpill | undefined {
    const object = asObject(value);
    const text = (name: string) => clip(asString(object?.[name]) ?? "", 255);
    const [id, userId, roomId, eventId] = [text("id"), text("userId"), text("roomId"), text("eventId")];
    if (id === "" || !userId.startsWith("@") || !roomId.startsWith("!") || !eventId.startsWith("$")) return undefined;
    const closed = asNumber(object?.closedAtMs);
    return {
        ...{ id, userId: userId as UserId, roomId: roomId as RoomId, eventId: eventId as EventId },
        ...{ label: asString(object?.label), note: clip(asString(object?.note) ?? "", 1000) },
        ...{ known: object?.known === true, moreReaders: Math.max(0, asNumber(object?.moreReaders) ?? 0) },
        readers: asArray(object?.readers)
            .slice(0, MAX_READERS)
            .flatMap((each) => readReader(each) ?? []),
        atMs: epochMs(asNumber(object?.atMs) ?? 0),
        closedAtMs: closed === null ? null : epochMs(closed),
    };
}

function readReader(value: unknown): DeskSpill["readers"][number] | undefined {
    const object = asObject(value);
    const [userId, devices] = [asString(object?.userId), asNumber(object?.devices)];
    if (userId === null || !userId.startsWith("@") || devices === null) return undefined;
    const sharedAtMs = epochMs(asNumber(object?.sharedAtMs) ?? 0);
    return { userId: clip(userId, 255) as UserId, devices, sharedAtMs };
}
