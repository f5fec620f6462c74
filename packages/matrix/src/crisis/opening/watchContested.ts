import type { RoomId } from "@valise/bridge";
import type { PhaseWire } from "@valise/crisis";
import { openingOf } from "../../gate/room/openStandby.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import type { Phases } from "./createPhases.ts";
import { putPhase } from "./createSummons.ts";

export interface RestatementParts extends Pick<CrisisParts, "book" | "gates" | "desk" | "outbox" | "me"> {
    readonly phases: Phases;
}

/** A server that shows the other's again and again gets no more than this from one room. */
const MAX_TIMES = 3;

/**
 * Two opened one room at once, each on their side of a cut link: whoever's opening counts says name and phase again where the
 * servers show the other's, so that it is one crisis for everybody (crisis SPEC 15.4).
 */
export function watchContested({ book, gates, desk, outbox, me, phases }: RestatementParts): void {
    const times = new Map<string, number>();
    const running = new Set<string>();

    const restate = async (roomId: string): Promise<void> => {
        const record = book.get(roomId)?.record;
        const own = phases.believed(roomId);
        const opening = openingOf(gates.gateOf(roomId));
        if (record === undefined || own === null || opening?.isContested !== true) return;
        if (record.membership !== "join" || opening.by !== me.userId || own.by !== me.userId) return;
        const isPhaseShown = record.sealedPhase?.value === own.text;
        const isNameShown = record.sealedName?.value === own.wire.name;
        const count = times.get(roomId) ?? 0;
        if ((isPhaseShown && isNameShown) || count >= MAX_TIMES) return;
        times.set(roomId, count + 1);
        const iat = desk.nowS();
        if (!isNameShown) {
            const content = { name: own.wire.name, seq: (record.sealedName?.seq ?? 0) + 1, iat };
            const state = { kind: "state", roomId: roomId as RoomId, type: "m.room.name", stateKey: "" } as const;
            await outbox.enqueue({ payload: { ...state, content }, priority: "crisis" });
        }
        const seq = Math.max(own.wire.seq, record.sealedPhase?.seq ?? 0) + 1;
        const again: PhaseWire = { ...own.wire, seq, iat };
        if (!isPhaseShown) await putPhase({ desk, outbox }, roomId, again);
    };
    const consider = (roomId: string) => {
        if (running.has(roomId) || gates.gateOf(roomId) === null) return;
        running.add(roomId);
        void restate(roomId)
            .catch(() => {})
            .finally(() => running.delete(roomId));
    };
    gates.onChanged(consider);
    book.onChanged((roomIds) => {
        for (const roomId of roomIds) if (book.get(roomId)?.record.sealedPhase != null) consider(roomId);
    });
}
