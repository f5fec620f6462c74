import { epochMs } from "@valise/base";
import {
    ALARM_STEP_TYPE,
    type AlarmStepWire,
    type EscalationAct,
    type LedgerEntry,
    parseAlarmStep,
} from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import type { BroadcastRecord } from "../broadcasts/BroadcastRecord.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import type { CellLedger } from "./createLedger.ts";

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

export interface StepAlarmsParts extends Pick<CrisisParts, "clock" | "outbox" | "crypto" | "me"> {
    readonly ledger: CellLedger;
    /** Who leads is called like anybody else; no server brings a device its own word. */
    alarmHere(step: AlarmStepWire): Promise<void>;
}

export function createStepAlarms({ clock, outbox, crypto, me, ledger, alarmHere }: StepAlarmsParts): StepAlarms {
    const unreached = async (userIds: readonly string[], { broadcast, step }: AlarmStepWire) => {
        const entries: LedgerEntry[] = [];
        for (const who of userIds) {
            const why = (await hasDevice(who)) ? "not-sent" : "no-device";
            entries.push({ t: "unreached", broadcast, step, who, why, atS: nowSOf(clock) });
        }
        if (entries.length > 0) await ledger.add(entries);
    };
    const hasDevice = async (userId: string) => (await signedDevices(crypto, userId)).length > 0;

    // It was of use while the broadcast was in force: whom it did not reach until then is said, never dropped silently.
    outbox.onExpired((payload) => {
        if (payload.kind !== "to-device" || payload.type !== ALARM_STEP_TYPE) return;
        for (const [userId, devices] of Object.entries(payload.messages)) {
            const step = parseAlarmStep(Object.values(devices)[0]);
            if (step.ok) void unreached([userId], step.value);
        }
    });

    const send: StepAlarms["send"] = async ({ received: { author, wire } }, step, to, isByHand) => {
        const broadcast = { sub: author.sub, id: wire.id };
        const content = (instead: readonly string[] | undefined): AlarmStepWire => ({
            ...{ v: 1, broadcast, step },
            ...(instead !== undefined && { for: [...instead] }),
            ...(isByHand && { now: true }),
        });
        for (const each of to) if (each.sub === me.userId) await alarmHere(content(each.for));
        const others = to.filter(({ sub }) => sub !== me.userId);
        const without: string[] = [];
        for (const { sub } of others) if (!(await hasDevice(sub))) without.push(sub);
        // Whoever has no device now is tried on their own: the others' alarm waits for nobody.
        const together = others.filter(({ sub }) => !without.includes(sub));
        const alone = others.filter(({ sub }) => without.includes(sub)).map((each) => [each]);
        for (const called of [together, ...alone].filter(({ length }) => length > 0)) {
            const messages = Object.fromEntries(called.map((each) => [each.sub, { "*": content(each.for) }]));
            const payload = { kind: "to-device", type: ALARM_STEP_TYPE, messages, encrypt: true } as const;
            const untilMs = epochMs(wire.expires * 1000);
            await outbox.enqueue({ payload: payload as never, priority: "crisis", untilMs });
        }
        await unreached(without, content(undefined));
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
