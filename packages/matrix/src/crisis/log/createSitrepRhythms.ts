import { sitrepRhythm, tasksOf } from "@valise/crisis";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import type { Phases } from "../opening/createPhases.ts";
import { planOf } from "../standby/standbyRooms.ts";
import type { PlanBook } from "../watch/createPlanBook.ts";
import type { Logs } from "./createLogs.ts";

export interface Rhythm {
    /** Of the next situation report, in seconds; null: none is asked for. */
    readonly dueS: number | null;
    readonly state: "none" | "ahead" | "soon" | "late";
}

/** When each crisis' next situation report is due, and a reminder when it is (crisis SPEC 16.6). */
export interface SitrepRhythms {
    of(roomId: string): Rhythm;
    /** Something is due soon, or late, from now on. */
    onChanged(listener: () => void): void;
    stop(): void;
}

export interface RhythmParts extends Pick<CrisisParts, "clock" | "gates"> {
    readonly logs: Logs;
    readonly phases: Phases;
    readonly plans: PlanBook;
}

const SOON_S = 300;
const none: Rhythm = { dueS: null, state: "none" };

export function createSitrepRhythms({ clock, gates, logs, phases, plans }: RhythmParts): SitrepRhythms {
    const listeners: (() => void)[] = [];
    let timer: Disposable | null = null;

    const of = (roomId: string): Rhythm => {
        const { merged } = logs.log(roomId);
        const phase = phases.of(roomId);
        const charter = gates.ruling(roomId);
        const items = tasksOf(merged).flatMap(({ checklist }) => checklist ?? []);
        const plan =
            phase === null || charter.kind !== "ruled" ? null : planOf(plans.templates(), charter.charter, items);
        if (phase?.phase === "closed") return none;
        const everyS = plan?.sitrepEveryS ?? null;
        const nowS = nowSOf(clock);
        const { dueS } = sitrepRhythm(merged, { everyS, openedS: phase?.startedS ?? nowS, nowS });
        if (dueS === undefined) return none;
        return { dueS, state: nowS >= dueS ? "late" : nowS >= dueS - SOON_S ? "soon" : "ahead" };
    };

    /** Waits for the next moment at which something is told of anew. */
    const wait = () => {
        timer?.[Symbol.dispose]();
        const nowS = nowSOf(clock);
        const moments = phases.all().flatMap(({ roomId }) => {
            const { dueS } = of(roomId);
            return dueS === null ? [] : [dueS - SOON_S, dueS].filter((at) => at > nowS);
        });
        const next = Math.min(...moments);
        timer = moments.length === 0 ? null : clock.after((next - nowS) * 1000, remind);
    };
    const remind = () => {
        for (const listener of listeners) listener();
        wait();
    };
    phases.onChanged(wait);
    logs.onChanged(wait);

    return {
        of,
        onChanged: (listener) => void listeners.push(listener),
        stop: () => timer?.[Symbol.dispose](),
    };
}
