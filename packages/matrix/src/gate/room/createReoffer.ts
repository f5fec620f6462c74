import type { Clock } from "@valise/base";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { powerOf, powerRank, statePower } from "../../rooms/applyState.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import type { RoomGate } from "./createRoomGate.ts";
import { takeGateEvent } from "./GateEvents.ts";

export interface Reoffer {
    /** To be called when all that was told of a room has been looked at. */
    consider(gate: RoomGate): void;
    stop(): void;
}

export interface ReofferParts {
    readonly http: Pick<MatrixHttp, "request">;
    readonly clock: Clock;
    readonly myUserId: string;
    entry(roomId: string): RoomEntry | null;
}

/** Who signed a charter puts it back at once; others when that one stays silent, by power. */
const STEP_MS = 10_000;
const MAX_STEPS = 6;

/**
 * Puts a charter back that this device has pinned and the server does not show (protocol 2): lost in a partition, rolled
 * back, or hidden. Once per head, so that two clients with two heads never fight over the state.
 */
export function createReoffer({ http, clock, myUserId, entry: entryOf }: ReofferParts): Reoffer {
    const timers = new Map<string, Disposable>();
    const running = new Set<string>();

    const offer = async (gate: RoomGate) => {
        const hidden = hiddenHead(gate, entryOf(gate.roomId), myUserId);
        if (hidden === null) return;
        const statement = gate.state().record.heads[hidden.digest];
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(gate.roomId)}/state/${wire.charter}/`;
        const answer = await http.request("PUT", path, { body: statement });
        if (!answer.ok) return;
        await gate.update((record) => ({ ...record, reoffered: [...record.reoffered, hidden.name] }));
        const entry = entryOf(gate.roomId);
        if (entry !== null) takeGateEvent(entry.gate, wire.charter, "", { ...statement });
        gate.look();
    };
    const begin = (gate: RoomGate) => {
        timers.delete(gate.roomId);
        running.add(gate.roomId);
        void offer(gate)
            .catch(() => {})
            .finally(() => running.delete(gate.roomId));
    };

    return {
        consider(gate) {
            const entry = entryOf(gate.roomId);
            const hidden = hiddenHead(gate, entry, myUserId);
            if (entry === null || hidden === null || running.has(gate.roomId)) return;
            if (isBy(gate, hidden.digest, myUserId)) {
                timers.get(gate.roomId)?.[Symbol.dispose]();
                return begin(gate);
            }
            if (timers.has(gate.roomId)) return;
            const steps = Math.min(powerRank(entry, myUserId), MAX_STEPS);
            timers.set(
                gate.roomId,
                clock.after(steps * STEP_MS, () => begin(gate)),
            );
        },
        stop() {
            for (const timer of timers.values()) timer[Symbol.dispose]();
        },
    };
}

/** A pinned charter that is not shown: its digest, and as what it is remembered. */
interface HiddenHead {
    readonly digest: string;
    readonly name: string;
}

/** Null also while a charter that was told is not judged yet: it may be the one that replaces the pinned. */
function hiddenHead(gate: RoomGate, entry: RoomEntry | null, myUserId: string): HiddenHead | null {
    if (entry === null || !entry.gate.complete || entry.gate.statementsChanged) return null;
    if (entry.record.membership !== "join") return null;
    if (powerOf(entry.record, myUserId) < statePower(entry.record, wire.charter)) return null;
    const { heads, reoffered } = gate.state().record;
    const told = entry.gate.charter;
    const hidden = Object.entries(heads).flatMap(([digest, { payload, by }]) => {
        if (payload !== told?.payload) return [{ digest, name: digest }];
        // The same words by another: they opened a room in the same second, and each has to hear of the other.
        const isTwin = JSON.stringify(by) !== JSON.stringify(told.by) && isBy(gate, digest, myUserId);
        return isTwin ? [{ digest, name: `${digest} by ${myUserId}` }] : [];
    });
    return hidden.find(({ name }) => !reoffered.includes(name)) ?? null;
}

function isBy(gate: RoomGate, digest: string, userId: string): boolean {
    const head = gate.state().record.pins?.heads.find((each) => each.digest === digest);
    return head?.by.some(({ sub }) => sub === userId) === true;
}
