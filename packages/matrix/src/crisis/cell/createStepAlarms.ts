import { ALARM_STEP_TYPE, type EscalationAct } from "@valise/crisis";
import type { BroadcastRecord } from "../broadcasts/BroadcastRecord.ts";
import type { CrisisParts } from "../CrisisParts.ts";

/** Whom a step alarms, and whose answer that asks for where it is not their own. */
type Called = readonly { readonly sub: string; readonly for?: readonly string[] }[];

/** The alarms of a broadcast's plan, to each person's devices (crisis SPEC 9). */
export interface StepAlarms {
    /** What a due step asks for; a step that only shows something sends nothing. */
    act(record: BroadcastRecord, what: Exclude<EscalationAct, { do: "gateway" }>): Promise<void>;
    /** `isByHand`: before its time, by a duty officer. */
    send(record: BroadcastRecord, step: number, to: Called, isByHand: boolean): Promise<void>;
}

/** A person stands in for so many at most. */
const MAX_FOR = 32;

export function createStepAlarms({ outbox, me }: Pick<CrisisParts, "outbox" | "me">): StepAlarms {
    const send: StepAlarms["send"] = async ({ received: { author, wire } }, step, to, isByHand) => {
        const content = (instead: readonly string[] | undefined) => ({
            v: 1,
            broadcast: { sub: author.sub, id: wire.id },
            step,
            ...(instead !== undefined && { for: instead }),
            ...(isByHand && { now: true }),
        });
        const others = to.filter(({ sub }) => sub !== me.userId);
        if (others.length === 0) return;
        const messages = Object.fromEntries(others.map((each) => [each.sub, { "*": content(each.for) }]));
        const payload = { kind: "to-device", type: ALARM_STEP_TYPE, messages, encrypt: true } as const;
        await outbox.enqueue({ payload: payload as never, priority: "crisis" });
    };
    return { send, act: (record, what) => send(record, what.step, calledBy(what), false) };
}

function calledBy(what: Exclude<EscalationAct, { do: "gateway" }>): Called {
    switch (what.do) {
        case "alarm":
            return what.people.map((sub) => ({ sub }));
        case "deputies":
            return what.deputies;
        case "second-cell":
            return what.to.map((sub) => ({
                sub,
                for: what.people.filter((person) => person !== sub).slice(0, MAX_FOR),
            }));
        case "list":
        case "decide":
            // Shown to the cell by the entry itself.
            return [];
    }
}
