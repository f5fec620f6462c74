import { broadcastKey } from "../broadcast/Broadcast.ts";
import { type BroadcastBook, keyOf, type ReceivedBroadcast, standingOf } from "../broadcast/BroadcastBook.ts";
import type { PlanStep } from "../broadcast/wire.ts";
import type { Ledger } from "../ledger/Ledger.ts";
import { personRungs } from "../ledger/rungs.ts";
import type { LedgerEntry } from "../ledger/wire.ts";
import { type GatewayCallWire, gatewayCall } from "./gatewayCall.ts";
import { callerOf, type DutyDevice, isSilent, leaderOf } from "./leader.ts";

/** What one device of a cell sees when it asks whether to go on with a plan. */
export interface EscalationView {
    readonly received: ReceivedBroadcast;
    readonly book: BroadcastBook;
    readonly ledger: Ledger;
    readonly me: DutyDevice;
    /** Whether a person holds one of the cell's duty roles now. */
    readonly isOnDuty: (who: string) => boolean;
    /** The deputies of a person, by the directory. */
    readonly deputiesOf: (sub: string) => readonly string[];
    /** Who stands behind the cell: called by a step, and leading while nobody of the cell is at work. */
    readonly secondCell: readonly string[];
    readonly nowS: number;
}

/** What is to be done for one step. `people`: those of one's own agency who have not answered. */
export type EscalationAct = { readonly step: number; readonly people: readonly string[] } & (
    | { readonly do: "alarm" | "list" | "decide" }
    | {
          readonly do: "deputies";
          readonly deputies: readonly { readonly sub: string; readonly for: readonly string[] }[];
      }
    | { readonly do: "second-cell"; readonly to: readonly string[] }
    | { readonly do: "gateway"; readonly call: GatewayCallWire }
);

export type EscalationDecision =
    | {
          readonly kind: "over";
          readonly why: "no-plan" | "test" | "expired" | "cancelled" | "superseded" | "all-answered";
      }
    /** The sender's manifest has not come yet. */
    | { readonly kind: "nobody-known" }
    | { readonly kind: "paused" }
    /** Another device leads; this one stands by. */
    | { readonly kind: "led-by"; readonly leader: DutyDevice | undefined }
    | { readonly kind: "waiting"; readonly nextAtS: number | undefined }
    /** In order; each with the entry to write to the ledger once it is done. */
    | { readonly kind: "act"; readonly acts: readonly { readonly act: EscalationAct; readonly entry: StepEntry }[] };

type StepEntry = Extract<LedgerEntry, { t: "step" }>;

/**
 * Whether this device does something for a broadcast's plan now (SPEC 9.3). Doing a step twice harms nobody: recipients alarm
 * once a step, and a gateway's call names its step.
 */
export function decideEscalation(view: EscalationView): EscalationDecision {
    const { received, ledger, me, nowS } = view;
    const key = keyOf(received);
    const why = whyOver(view);
    if (why !== undefined) return { kind: "over", why };
    const rungs = [...personRungs(ledger, key).values()];
    if (rungs.length === 0) return { kind: "nobody-known" };
    const people = rungs.filter(({ answer }) => answer === undefined).map(({ sub }) => sub);
    if (people.length === 0) return { kind: "over", why: "all-answered" };
    if (isPaused(ledger, key)) return { kind: "paused" };
    const counts = isSilent(view) ? (who: string) => view.secondCell.includes(who) : view.isOnDuty;
    const leader = leaderOf(ledger, counts, nowS);
    const leads = isSame(leader, me);
    const calls = isSame(callerOf(ledger, counts, nowS), me);
    const open = received.wire.plan.filter(({ step }) => !isDone(ledger, key, step));
    const mine = open.filter((step) => (step.do === "gateway" ? calls : leads));
    const due = mine.filter(({ afterS }) => received.wire.iat + afterS <= nowS);
    if (due.length === 0 && !leads) return { kind: "led-by", leader };
    const next = open.find((step) => mine.includes(step) || received.wire.iat + step.afterS > nowS);
    if (due.length === 0)
        return { kind: "waiting", nextAtS: next === undefined ? undefined : received.wire.iat + next.afterS };
    const broadcast = { sub: received.author.sub, id: received.wire.id };
    return {
        kind: "act",
        acts: due.map((step) => ({
            act: actOf(step, people, view),
            entry: { t: "step" as const, broadcast, step: step.step, by: me.who, atS: nowS },
        })),
    };
}

function whyOver({ received, book, nowS }: EscalationView) {
    const { wire } = received;
    if (wire.plan.length === 0) return "no-plan";
    if (wire.status === "test") return "test";
    if (nowS >= wire.expires) return "expired";
    const standing = standingOf(book, received);
    return standing.kind === "in-force" ? undefined : standing.kind;
}

const isSame = (a: DutyDevice | undefined, b: DutyDevice): boolean => a?.who === b.who && a.device === b.device;

const isPaused = (ledger: Ledger, key: string): boolean =>
    [...ledger.values()].some((entry) => entry.t === "pause" && broadcastKey(entry.broadcast) === key && entry.paused);

const isDone = (ledger: Ledger, key: string, step: number): boolean =>
    [...ledger.values()].some(
        (entry) => entry.t === "step" && entry.step === step && broadcastKey(entry.broadcast) === key,
    );

function actOf({ step, do: what }: PlanStep, people: readonly string[], view: EscalationView): EscalationAct {
    switch (what) {
        case "deputies":
            return { do: what, step, people, deputies: deputiesFor(people, view.deputiesOf) };
        case "second-cell":
            return { do: what, step, people, to: view.secondCell };
        case "gateway":
            return { do: what, step, people, call: gatewayCall(view.received.wire, step, people) };
        default:
            return { do: what, step, people };
    }
}

/** Each deputy once, with all for whom they are asked to stand in. */
export function deputiesFor(people: readonly string[], deputiesOf: EscalationView["deputiesOf"]) {
    const found = new Map<string, string[]>();
    for (const person of people)
        for (const deputy of deputiesOf(person)) found.set(deputy, [...(found.get(deputy) ?? []), person]);
    return [...found].map(([sub, instead]) => ({ sub, for: instead.slice(0, 32) }));
}
