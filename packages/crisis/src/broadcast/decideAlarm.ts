import { SKEW_S } from "@valise/clearance";
import { type AlarmPolicy, alarmOf } from "./alarmPolicy.ts";
import { type Addressee, isAddressed } from "./audience.ts";
import { BROADCAST_ROLE } from "./authority.ts";
import { deadlineOf } from "./Broadcast.ts";
import { type BroadcastBook, keyOf, type ReceivedBroadcast, standingOf } from "./BroadcastBook.ts";
import type { Precedence } from "./wire.ts";

/** Everything besides the broadcast that an alarm depends on. */
export interface AlarmSituation {
    /** 0: the sending itself; else a step of the plan. */
    readonly step: number;
    /** Verdict on the message that brought it (protocol 7). */
    readonly verdict: "ok" | "warn" | "refuse";
    /** The agencies of the channel's charter. */
    readonly agencies: readonly string[];
    readonly me: Addressee;
    /** Whether the step names people it is addressed to whose deputy this person is, by the directory. */
    readonly standsIn?: boolean;
    /** For whom a deputy is called by hand, without waiting for their step. */
    readonly byHandFor?: readonly string[] | undefined;
    readonly book: BroadcastBook;
    /** What alarmed before, by {@link alarmKey}; kept across restarts. */
    readonly alarmed: ReadonlySet<string>;
    /** Whether this person has answered it. */
    readonly answered: boolean;
    readonly policy: AlarmPolicy;
    readonly nowS: number;
}

export type NoAlarm =
    | "refused-message"
    | "not-a-broadcaster"
    | "foreign"
    | "replayed"
    | "from-the-future"
    | "own"
    | "not-addressed"
    | "cancel"
    | "test"
    | "expired"
    | "cancelled"
    | "superseded"
    | "unknown-step"
    | "too-early"
    | "already-alarmed"
    | "answered"
    | "precedence";

export type AlarmDecision =
    | { readonly kind: "none"; readonly why: NoAlarm }
    | {
          readonly kind: "alarm";
          readonly key: string;
          readonly precedence: Precedence;
          readonly isExercise: boolean;
          /** `false`: shown as an alarm, but without a sound. */
          readonly sounds: boolean;
          readonly repeatEveryS?: number;
          readonly raisesWindow: boolean;
          /** Whether it sounds and raises the window although the person asked not to be disturbed. */
          readonly throughDoNotDisturb: boolean;
          /** It came after its deadline: shown as missed, with its age. */
          readonly missed: boolean;
          readonly ageS: number;
      };

/**
 * Under what an alarm is remembered: once per broadcast and step, however many lead (protocol 8); a call by hand, once for those
 * it names.
 */
export const alarmKey = (broadcast: string, step: number, byHandFor?: readonly string[]): string =>
    [broadcast, step, ...(byHandFor === undefined ? [] : ["for", ...byHandFor.toSorted()])].join(" ");

/**
 * Whether a broadcast, or a step of its plan, alarms this person on this device now (SPEC 5.4, in the order of its table).
 * The caller remembers `key` before it sounds.
 */
export function decideAlarm(received: ReceivedBroadcast, now: AlarmSituation): AlarmDecision {
    const why = whyNot(received, now);
    if (why !== undefined) return { kind: "none", why };
    const { wire } = received;
    const does = alarmOf(now.policy, wire.precedence);
    if (does === null) return { kind: "none", why: "precedence" };
    const isExercise = wire.status === "exercise";
    const { sounds, repeatS, raisesWindow } = does;
    const isLetThrough = !isExercise || now.policy.exercisesThroughDoNotDisturb === true;
    const deadlineS = deadlineOf(wire);
    return {
        kind: "alarm",
        key: alarmKey(keyOf(received), now.step, now.byHandFor),
        precedence: wire.precedence,
        isExercise,
        sounds,
        ...(sounds && repeatS !== null && { repeatEveryS: repeatS }),
        raisesWindow,
        throughDoNotDisturb: does.throughDoNotDisturb && isLetThrough,
        missed: deadlineS !== undefined && now.nowS > deadlineS,
        ageS: Math.max(0, now.nowS - wire.iat),
    };
}

function whyNot(received: ReceivedBroadcast, now: AlarmSituation): NoAlarm | undefined {
    return whyNotBelieved(received, now) ?? whyNotInForce(received, now) ?? whyNotNow(received, now);
}

function whyNotBelieved(received: ReceivedBroadcast, now: AlarmSituation): NoAlarm | undefined {
    const { wire, author } = received;
    if (now.verdict === "refuse") return "refused-message";
    if (!author.roles.includes(BROADCAST_ROLE)) return "not-a-broadcaster";
    if (!now.agencies.includes(author.agency)) return "foreign";
    const known = now.book.get(keyOf(received));
    if (known !== undefined && (known.digest !== received.digest || known.room !== received.room)) return "replayed";
    return wire.iat > now.nowS + SKEW_S ? "from-the-future" : undefined;
}

function whyNotInForce(received: ReceivedBroadcast, now: AlarmSituation): NoAlarm | undefined {
    const { wire, author } = received;
    if (author.sub === now.me.sub) return "own";
    if (!isAddressed(wire, now.me) && !isCalledAsDeputy(received, now)) return "not-addressed";
    if (wire.msgType === "cancel") return "cancel";
    if (wire.status === "test") return "test";
    if (now.nowS >= wire.expires) return "expired";
    const standing = standingOf(now.book, received);
    return standing.kind === "in-force" ? undefined : standing.kind;
}

/** A deputy is called by a step of the plan that calls deputies or those who stand behind the cell, and by no other. */
const isCalledAsDeputy = ({ wire }: ReceivedBroadcast, { step, standsIn }: AlarmSituation): boolean =>
    standsIn === true && wire.plan.some((each) => each.step === step && calling.has(each.do));

const calling: ReadonlySet<string> = new Set(["deputies", "second-cell"]);

function whyNotNow(received: ReceivedBroadcast, now: AlarmSituation): NoAlarm | undefined {
    const { wire } = received;
    if (now.step !== 0) {
        const step = wire.plan.find((each) => each.step === now.step);
        if (step === undefined) return "unknown-step";
        const isByHand = now.byHandFor !== undefined && step.do === "deputies";
        if (!isByHand && now.nowS < wire.iat + step.afterS - SKEW_S) return "too-early";
    }
    if (now.alarmed.has(alarmKey(keyOf(received), now.step, now.byHandFor))) return "already-alarmed";
    // Whoever has answered for themselves is still wanted for another.
    return now.answered && !isCalledAsDeputy(received, now) ? "answered" : undefined;
}
