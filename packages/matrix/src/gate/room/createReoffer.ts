import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import { powerOf, statePower } from "../../rooms/applyState.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import type { RoomGate } from "./createRoomGate.ts";
import { takeGateEvent } from "./GateEvents.ts";

/**
 * Puts a charter back that this device has pinned and the server does not show (protocol 2): lost in a partition, rolled
 * back, or hidden. Once per head, so that two clients with two heads never fight over the state.
 */
export function createReoffer(parts: {
    readonly http: MatrixHttp;
    readonly myUserId: string;
    entry(roomId: string): RoomEntry | null;
}): (gate: RoomGate) => void {
    const running = new Set<string>();

    const hiddenHead = (gate: RoomGate, entry: RoomEntry): string | null => {
        const { heads, reoffered } = gate.state().record;
        const told = entry.gate.charter?.payload;
        const hidden = Object.entries(heads).filter(([, { payload }]) => payload !== told);
        return hidden.map(([digest]) => digest).find((digest) => !reoffered.includes(digest)) ?? null;
    };
    const offer = async (gate: RoomGate, digest: string) => {
        const statement = gate.state().record.heads[digest];
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(gate.roomId)}/state/${wire.charter}/`;
        const answer = await parts.http.request("PUT", path, { body: statement });
        if (!answer.ok) return;
        await gate.update((record) => ({ ...record, reoffered: [...record.reoffered, digest] }));
        const entry = parts.entry(gate.roomId);
        if (entry !== null) takeGateEvent(entry.gate, wire.charter, "", { ...statement });
        gate.look();
    };
    return (gate) => {
        const entry = parts.entry(gate.roomId);
        if (entry === null || !entry.gate.complete || entry.record.membership !== "join") return;
        if (powerOf(entry.record, parts.myUserId) < statePower(entry.record, wire.charter)) return;
        const digest = hiddenHead(gate, entry);
        if (digest === null || running.has(gate.roomId)) return;
        running.add(gate.roomId);
        void offer(gate, digest)
            .catch(() => {})
            .finally(() => running.delete(gate.roomId));
    };
}
