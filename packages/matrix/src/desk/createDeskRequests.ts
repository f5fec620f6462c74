import { epochMs } from "@valise/base";
import type { UserId } from "@valise/bridge";
import { asArray, asNumber, asObject, asString, clip } from "../json.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import type { DeskStore } from "./DeskStore.ts";

/** Somebody's wish, as it came; nothing of it is believed but that a device of that account sent it. */
export interface DeskRequest {
    readonly id: string;
    readonly userId: UserId;
    readonly want: string;
    readonly roles: readonly string[];
    readonly note: string;
    readonly atMs: ReturnType<typeof epochMs>;
}

export interface DeskRequests {
    list(): readonly DeskRequest[];
    /** Answered or declined. */
    close(id: string): Promise<boolean>;
    /** All of one person are answered by one clearance. */
    closeOf(userId: string): Promise<void>;
}

const MAX_REQUESTS = 500;

/** The newest request of each person; kept from strangers' floods by number, and from unsigned devices by signature. */
export async function createDeskRequests(parts: {
    readonly toDevice: ToDevice;
    readonly store: DeskStore;
    readonly nowMs: () => number;
    readonly isColleague: (userId: string) => boolean;
    changed(): void;
}): Promise<DeskRequests> {
    const { toDevice, store, nowMs, isColleague, changed } = parts;
    let requests = asArray(await store.read("requests")).flatMap((value) => readRequest(value) ?? []);
    const keep = async (next: readonly DeskRequest[]) => {
        requests = [...next];
        await store.write(
            "requests",
            requests.map((each) => ({ ...each, roles: [...each.roles] })),
        );
        changed();
    };
    toDevice.on(wire.clearanceRequest, async ({ senderId, content, isSenderSigned }) => {
        const request = readRequest({ ...content, userId: senderId, atMs: nowMs() });
        if (request === undefined || !isColleague(senderId) || !(await isSenderSigned())) return;
        const others = requests.filter(({ userId }) => userId !== senderId);
        await keep([...others, request].slice(-MAX_REQUESTS));
    });
    return {
        list: () => requests,
        async close(id) {
            const isKnown = requests.some((each) => each.id === id);
            if (isKnown) await keep(requests.filter((each) => each.id !== id));
            return isKnown;
        },
        async closeOf(userId) {
            if (requests.some((each) => each.userId === userId)) {
                await keep(requests.filter((each) => each.userId !== userId));
            }
        },
    };
}

function readRequest(value: unknown): DeskRequest | undefined {
    const object = asObject(value);
    const [id, userId, want] = [asString(object?.id), asString(object?.userId), asString(object?.want)];
    if (id === null || id.length > 255 || userId === null || want === null || want.length > 2048) return undefined;
    const roles = asArray(object?.roles).flatMap((role) => asString(role) ?? []);
    return {
        ...{ id, userId: userId as UserId, want, note: clip(asString(object?.note) ?? "", 500) },
        roles: roles.slice(0, 32).map((role) => clip(role, 64)),
        atMs: epochMs(asNumber(object?.atMs) ?? 0),
    };
}
