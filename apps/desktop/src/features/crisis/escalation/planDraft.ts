import type { EngineInput, EscalationActName, Precedence } from "@valise/bridge";

/** What a plan can do, in the order in which it does it, by shares of the time to answer (crisis SPEC 3.5). */
export const planActs = ["alarm", "deputies", "list", "gateway", "second-cell", "decide"] as const;
export type PlanAct = EscalationActName;
const shares: Readonly<Record<PlanAct, number>> = {
    alarm: 0.2,
    deputies: 0.5,
    list: 1,
    gateway: 1.1,
    "second-cell": 1.3,
    decide: 1.8,
};
const shortestMs = 30_000;

/** What is done where nobody chooses otherwise. */
export const usualActs: readonly PlanAct[] = ["alarm", "deputies", "list", "gateway", "decide"];

const usualMinutes: Readonly<Record<Precedence, number | null>> = {
    FLASH: 10,
    IMMEDIATE: 30,
    PRIORITY: null,
    ROUTINE: null,
};

/** By when people are to answer; null: there is no deadline, so nothing follows it. */
export function withinOf(precedence: Precedence, minutes: string): number | null {
    const within = minutes === "" ? usualMinutes[precedence] : Number(minutes);
    return within === null ? null : within * 60_000;
}

/** When a step would come, after sending. */
export const afterOf = (act: PlanAct, withinMs: number): number =>
    Math.max(shortestMs, Math.round(shares[act] * withinMs));

type WishedPlan = NonNullable<EngineInput<"sendBroadcast">["plan"]>;

/** What is asked of the engine; null where it is what is usual anyway. */
export function planOf(acts: readonly PlanAct[] | null, withinMs: number | null): WishedPlan | null {
    if (acts === null) return null;
    if (withinMs === null) return [];
    return planActs.filter((act) => acts.includes(act)).map((act) => ({ do: act, afterMs: afterOf(act, withinMs) }));
}
