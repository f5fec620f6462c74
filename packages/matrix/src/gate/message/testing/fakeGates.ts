import type { EffectiveCharter } from "@valise/clearance";
import type { MemberStanding, RoomGates, Ruling } from "../../room/RoomGates.ts";
import { markingSnapshot } from "../markingSnapshot.ts";
import { label, registry } from "./labelledRoom.ts";

/** Gates that say what the test sets, and tell of it. */
export function createFakeGates() {
    const rulings = new Map<string, Ruling>();
    const members = new Map<string, MemberStanding>();
    const listeners: ((roomId: string) => void)[] = [];
    const gates: Pick<RoomGates, "ruling" | "memberOf" | "wasLetIn" | "onChanged"> = {
        ruling: (roomId) => rulings.get(roomId) ?? { kind: "unlabelled" },
        memberOf: (_roomId, userId) => members.get(userId) ?? null,
        wasLetIn: () => false,
        onChanged: (listener) => void listeners.push(listener),
    };
    return {
        gates,
        rule(roomId: string, ruling: Ruling) {
            rulings.set(roomId, ruling);
            for (const listener of listeners) listener(roomId);
        },
        member(userId: string, more: Partial<MemberStanding>) {
            const none = { reads: false, because: null, code: null, untilS: null, claims: [], agency: null };
            members.set(userId, { ...none, masterKey: "key", ...more });
        },
    };
}

export function ruled(text: string, retention: EffectiveCharter["retention"] = { maxAgeS: null, hold: false }): Ruling {
    const one = label(text);
    const charter = { retention } as EffectiveCharter;
    return { kind: "ruled", charter, label: one, ceilingLevel: "TS", marking: markingSnapshot(one, registry, null) };
}
