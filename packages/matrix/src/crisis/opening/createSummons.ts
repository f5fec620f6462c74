import { epochMs, err, ok } from "@valise/base";
import type { RoomId } from "@valise/bridge";
import { CALL_TTL_S, CALL_TYPE, type CallWire, CRISIS_ROLE, PHASE_TYPE, type PhaseWire } from "@valise/crisis";
import type { RoomDesk } from "../../gate/room/createRoomDesk.ts";
import type { Summons } from "../../gate/room/Openings.ts";
import type { RoomGates } from "../../gate/room/RoomGates.ts";
import type { Outbox } from "../../outbox/Outbox.ts";

export interface SummonsParts {
    readonly desk: RoomDesk;
    readonly gates: RoomGates;
    readonly outbox: Outbox;
    readonly furnish: Summons["furnish"];
    readonly clear: Summons["clear"];
}

/** Signs a phase and puts it into the room's encrypted state (crisis SPEC 14.4). In the outbox when it resolves. */
export async function putPhase(
    { desk, outbox }: Pick<SummonsParts, "desk" | "outbox">,
    roomId: string,
    phase: PhaseWire,
) {
    const signed = await desk.sign("phase", phase, CRISIS_ROLE, roomId);
    if (!signed.ok) return signed;
    const content = { statement: JSON.stringify(signed.value), seq: phase.seq, iat: phase.iat };
    const payload = { kind: "state", roomId: roomId as RoomId, type: PHASE_TYPE, stateKey: "", content } as const;
    const queued = await outbox.enqueue({ payload, priority: "crisis" });
    return queued.ok ? ok() : err({ kind: "store-full" } as const);
}

/** What an emergency room is announced by: its first phase, and the calls to its people (crisis SPEC 14.4, 15.1). */
export function createSummons({ desk, gates, outbox, furnish, clear }: SummonsParts): Summons {
    return {
        ...{ furnish, clear },
        declare(roomId, name, { crisis, lead, phase: first, exercise, exerciseName, startedS }) {
            const phase: PhaseWire = {
                ...{ v: 1, crisis, seq: 1, iat: desk.nowS(), phase: first, lead, exercise, name, startedS },
                ...(exerciseName !== null && { exerciseName }),
            };
            return putPhase({ desk, outbox }, roomId, phase);
        },
        async call(roomId, name, { precedence, exercise }, userIds) {
            const [head] = gates.gateOf(roomId)?.state().record.pins?.heads ?? [];
            if (head === undefined) return err({ kind: "refused", code: "CHR_MISSING" });
            if (userIds.length === 0) return ok();
            const iat = desk.nowS();
            const call: CallWire = {
                ...{ room: roomId, charter: head.digest, gate: head.gateText, name, precedence, exercise },
                ...{ iat, exp: iat + CALL_TTL_S },
            };
            const signed = await desk.sign("call", call, CRISIS_ROLE, roomId);
            if (!signed.ok) return signed;
            const messages = Object.fromEntries(userIds.map((userId) => [userId, { "*": signed.value }]));
            const payload = { kind: "to-device", type: CALL_TYPE, messages, encrypt: true } as const;
            const untilMs = epochMs(call.exp * 1000);
            const queued = await outbox.enqueue({ payload: payload as never, priority: "crisis", untilMs });
            return queued.ok ? ok() : err({ kind: "store-full" });
        },
    };
}
