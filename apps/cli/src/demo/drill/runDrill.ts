import type { ExerciseChapter } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import {
    answerBroadcast,
    countAnswers,
    type DrillCount,
    sendBroadcast,
    standDown,
    standIn,
    waitForAnswers,
} from "./broadcastActs.ts";
import type { DrillAct, DrillStep } from "./DrillPlan.ts";
import { type DrillStage, playerOf } from "./DrillStage.ts";
import { carryBag, setLinks } from "./linkActs.ts";
import { finishTask, makeArchive, openRoom, say, setPhase, writeLog } from "./roomActs.ts";
import { chapterOf, decideTurn, type StepState } from "./schedule.ts";
import { offerWatch } from "./watchActs.ts";

/** One line of progress. */
export interface DrillEvent {
    readonly step: string;
    readonly chapter: ExerciseChapter;
    readonly state: StepState;
    /** Milliseconds from the beginning. */
    readonly atMs: number;
    /** Why it failed; never what somebody wrote. */
    readonly reason?: string;
}

export interface DrillOutcome {
    readonly kind: "over" | "stopped";
    readonly tookMs: number;
    readonly done: number;
    readonly failed: readonly string[];
    readonly skipped: readonly string[];
    readonly rooms: readonly ("standby" | "cold")[];
    /** By broadcast, as the leading cell has them. */
    readonly answers: Readonly<Record<string, DrillCount>>;
    readonly archive: string | null;
}

/** Plays the plan to its end or until `signal`. Whatever was cut is whole again, and every room closed, in either case. */
export async function runDrill(
    plan: readonly DrillStep[],
    stage: DrillStage,
    signal: AbortSignal,
    tell: (event: DrillEvent) => void,
): Promise<DrillOutcome> {
    const startedMs = performance.now();
    const elapsedMs = () => Math.round(performance.now() - startedMs);
    const progress = new Map<string, StepState>();
    let wake = Promise.withResolvers<void>();
    const settle = (step: DrillStep, state: StepState, reason?: string) => {
        progress.set(step.id, state);
        const chapter = chapterOf(plan, progress);
        tell({ step: step.id, chapter, state, atMs: elapsedMs(), ...(reason !== undefined && { reason }) });
        wake.resolve();
    };
    const openings: Promise<void>[] = [];
    const begin = (step: DrillStep) => {
        settle(step, "running");
        const ended = perform(stage, step).then(
            () => settle(step, "done"),
            // What was under way when it was stopped met the clean-up, and has not failed.
            (error: unknown) => settle(step, signal.aborted ? "skipped" : "failed", reasonOf(error)),
        );
        if (step.act.do === "activate" || step.act.do === "open-room") openings.push(ended);
    };
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    while (!signal.aborted) {
        wake = Promise.withResolvers<void>();
        const turn = decideTurn(plan, progress, elapsedMs());
        if (turn.isOver) break;
        for (const step of turn.skip) settle(step, "skipped");
        for (const step of turn.due) begin(step);
        if (turn.skip.length + turn.due.length > 0) continue;
        let timer: NodeJS.Timeout | undefined;
        const time = new Promise<void>((resolve) => {
            if (turn.nextInMs !== null) timer = setTimeout(resolve, turn.nextInMs);
        });
        await Promise.race([wake.promise, time, aborted]);
        clearTimeout(timer);
    }
    if (signal.aborted) await cleanUp(stage, plan, openings);
    const of = (wanted: StepState) => [...progress].flatMap(([id, state]) => (state === wanted ? [id] : []));
    return {
        ...{ kind: signal.aborted ? "stopped" : "over", tookMs: elapsedMs() },
        ...{ done: of("done").length, failed: of("failed"), skipped: of("skipped") },
        ...{ rooms: stage.opened, archive: stage.archive },
        answers: await countAnswers(stage, playerOf(stage, "lead").engine).catch(() => ({})),
    };
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A room that is being opened is waited for: it would stay open. */
async function cleanUp(
    stage: DrillStage,
    plan: readonly DrillStep[],
    openings: readonly Promise<void>[],
): Promise<void> {
    for (const { act } of plan) if (act.do === "cut") await setLinks(stage.stack, act.agency, false);
    await Promise.all(openings);
    const { engine } = playerOf(stage, "lead");
    await Promise.allSettled([setPhase(stage, engine, "closed"), standDown(stage, engine)]);
}

async function perform(stage: DrillStage, { act, by }: DrillStep): Promise<void> {
    const player = playerOf(stage, by);
    if (act.do === "offer-watch") return offerWatch(stage, player);
    await doAct(stage, player.engine, act);
}

function doAct(
    stage: DrillStage,
    engine: EngineConnection,
    act: Exclude<DrillAct, { do: "offer-watch" }>,
): Promise<void> {
    switch (act.do) {
        case "activate":
        case "open-room":
            return openRoom(stage, engine, act);
        case "broadcast":
            return sendBroadcast(stage, engine, act);
        case "answer":
            return answerBroadcast(stage, engine, act);
        case "stand-in":
            return standIn(stage, engine, act);
        case "say":
            return say(stage, engine, act);
        case "log":
            return writeLog(stage, engine, act);
        case "task-done":
            return finishTask(stage, engine, act);
        case "cut":
        case "heal":
            return setLinks(stage.stack, act.agency, act.do === "cut");
        case "bag":
            return carryBag(stage, engine, act);
        case "converge":
            return waitForAnswers(stage, engine, act);
        case "phase":
            return setPhase(stage, engine, act.phase);
        case "stand-down":
            return standDown(stage, engine);
        case "archive":
            return makeArchive(stage, engine);
    }
}
