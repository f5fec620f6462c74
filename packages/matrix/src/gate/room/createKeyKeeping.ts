import { type Clock, createInOrder } from "@valise/base";
import type { Gate, TrustBundle } from "@valise/clearance";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { asObject, asString } from "../../json.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import type { Community } from "../trust/Community.ts";
import type { RoomGate } from "./createRoomGate.ts";

/**
 * Where a room's keys may lie besides the devices that were sent them (clearance SPEC 4.7). `unknown` passes: what decides
 * about the room is still being verified.
 */
export type KeptKeys = "backup" | "device-only" | "unknown";

export interface KeyKeeping {
    of(roomId: string): KeptKeys;
    /**
     * What of an upload to the account's key backup may leave (protocol 6). The machine counts the rest as backed up, so a
     * room that is not known after a minute stays out as well. Null: this session has ended, nothing leaves.
     */
    narrow(upload: string): Promise<string | null>;
    /** The room's label may be another: what an earlier, lower one let into the backup is taken out of it. */
    consider(gate: RoomGate): void;
    stop(): void;
}

export interface KeyKeepingParts {
    readonly community: Community;
    readonly book: Pick<RoomBook, "get">;
    readonly http: Pick<MatrixHttp, "request">;
    readonly clock: Clock;
    gateOf(roomId: string): RoomGate | null;
}

const PATIENCE_MS = 60_000;
const LOOK_MS = 250;
const RETRY_MS = 60_000;
const BACKUP = "/_matrix/client/v3/room_keys";

export function createKeyKeeping({ community, book, http, clock, gateOf }: KeyKeepingParts): KeyKeeping {
    const inOrder = createInOrder();
    const timers = new Set<Disposable>();
    const clearing = new Set<string>();
    let stopped = false;

    const after = (ms: number, run: () => void) => {
        const timer = clock.after(ms, () => {
            timers.delete(timer);
            run();
        });
        timers.add(timer);
    };
    const of = (roomId: string): KeptKeys => {
        const bundle = community.context()?.bundle ?? null;
        if (community.snapshot().state === "none" || (bundle !== null && !namesLevel(bundle))) return "backup";
        if (book.get(roomId) === null) return "unknown";
        const gate = gateOf(roomId);
        if (gate === null) return "backup";
        const { pins } = gate.state().record;
        if (bundle === null || pins === null) return "unknown";
        // Lowered since: what was written before is as high as it was.
        const ever = [...pins.heads, ...pins.replaced];
        return ever.some((charter) => isDeviceOnly(bundle, charter.gate)) ? "device-only" : "backup";
    };
    const decided = (roomIds: readonly string[]) =>
        new Promise<void>((resolve) => {
            const untilMs = clock.monotonicMs() + PATIENCE_MS;
            const look = () => {
                const waits = !stopped && clock.monotonicMs() < untilMs;
                if (waits && roomIds.some((roomId) => of(roomId) === "unknown")) after(LOOK_MS, look);
                else resolve();
            };
            look();
        });
    /** False: to be tried again. */
    const takeOut = async (gate: RoomGate): Promise<boolean> => {
        const backup = await http.request("GET", `${BACKUP}/version`);
        if (!backup.ok) return backup.error.kind === "answered" && backup.error.errcode === "M_NOT_FOUND";
        const path = `${BACKUP}/keys/${encodeURIComponent(gate.roomId)}`;
        const query = { version: asString(backup.value.version) ?? "" };
        const gone = await http.request("DELETE", path, { query });
        if (!gone.ok) return false;
        await gate.update((record) => ({ ...record, outOfBackup: true }));
        return true;
    };
    const consider = (gate: RoomGate) => {
        const { roomId } = gate;
        if (stopped || gate.state().record.outOfBackup || clearing.has(roomId)) return;
        if (of(roomId) !== "device-only") return;
        clearing.add(roomId);
        const again = () => {
            clearing.delete(roomId);
            consider(gate);
        };
        void inOrder(() => takeOut(gate)).then(
            (done) => done || after(RETRY_MS, again),
            () => after(RETRY_MS, again),
        );
    };

    return {
        of,
        async narrow(upload) {
            const rooms = asObject(asObject(JSON.parse(upload))?.rooms) ?? {};
            await decided(Object.keys(rooms));
            if (stopped) return null;
            const kept = Object.entries(rooms).filter(([roomId]) => of(roomId) === "backup");
            return JSON.stringify({ rooms: Object.fromEntries(kept) });
        },
        consider,
        stop() {
            stopped = true;
            for (const timer of timers) timer[Symbol.dispose]();
        },
    };
}

const namesLevel = ({ policies }: TrustBundle): boolean =>
    [...policies.values()].some(({ deviceOnly }) => deviceOnly !== null);

function isDeviceOnly({ policies }: TrustBundle, { pol, lvl }: Gate): boolean {
    const { levels = [], deviceOnly = null } = policies.get(pol) ?? {};
    return deviceOnly !== null && levels.indexOf(lvl) >= levels.indexOf(deviceOnly);
}
