import type { BroadcastSnapshot, CoverageSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { must } from "../../output/foldFailure.ts";
import { demoAgencyUrn } from "../demoPeople.ts";
import type { DrillAct } from "./DrillPlan.ts";
import { broadcastOf, type DrillStage } from "./DrillStage.ts";
import { EXERCISE_NAME } from "./earthquake.ts";
import { sendPlayed } from "./sendPlayed.ts";

export interface DrillCount {
    readonly addressed: number;
    readonly acknowledged: number;
    readonly cannotComply: number;
}
type Act<K extends DrillAct["do"]> = Extract<DrillAct, { do: K }>;

/** Sends, and remembers under the act's name. */
export async function sendBroadcast(stage: DrillStage, engine: EngineConnection, act: Act<"broadcast">): Promise<void> {
    const { broadcastId } = await sendPlayed(
        engine,
        stage.channel,
        engine.commands.sendBroadcast({
            ...{ roomId: stage.channel, precedence: act.precedence, texts: act.texts },
            ...{ status: "exercise", exerciseName: EXERCISE_NAME },
            ask: {
                withinMs: act.withinS * 1000,
                options: act.options.map(({ id, texts }) => ({ id, texts })),
                rollCall: act.rollCall ? { location: true, deputies: true } : null,
            },
        }),
    );
    const mine = ({ rows }: { rows: readonly BroadcastSnapshot[] }) =>
        rows.find((row) => row.broadcastId === broadcastId) ?? null;
    const { senderId } = await until(engine, { topic: "crisis" }, mine, 60);
    stage.broadcasts.set(act.as, { senderId, broadcastId });
}

/** Reads it, then answers. Whether the cell has confirmed it is the outbox's matter from then on. */
export async function answerBroadcast(stage: DrillStage, engine: EngineConnection, act: Act<"answer">): Promise<void> {
    const { senderId, broadcastId } = await broadcastOf(stage, engine, act.to);
    const broadcast = { senderId, broadcastId };
    must(await engine.commands.markBroadcastSeen({ broadcast }));
    const { kind, option, text, triage, place: location } = act;
    must(await engine.commands.answerBroadcast({ broadcast, kind, option, text, triage, location }));
}

export async function standIn(stage: DrillStage, engine: EngineConnection, act: Act<"stand-in">): Promise<void> {
    const { senderId, broadcastId, mayAnswerFor } = await broadcastOf(stage, engine, act.to);
    for (const { userId, triage } of mayAnswerFor) {
        if (triage !== null) continue;
        must(
            await engine.commands.answerBroadcast({
                ...{ broadcast: { senderId, broadcastId }, kind: "acknowledged", triage: "safe" },
                ...{ text: act.text, insteadOf: userId },
            }),
        );
    }
}

/** Where somebody else's cell collects, that cell sees it; nothing is waited for. */
export async function waitForAnswers(
    stage: DrillStage,
    engine: EngineConnection,
    { to, agency }: Act<"converge">,
): Promise<void> {
    const { key, collects } = await broadcastOf(stage, engine, to);
    if (!collects) return;
    const has = ({ rows }: CoverageSnapshot) =>
        rows
            .find((row) => row.key === key)
            ?.agencies.find((row) => row.agency === demoAgencyUrn(agency) && row.acknowledged > 0) ?? null;
    await until(engine, { topic: "coverage" }, has, 120);
}

/** The end, said to everybody who was addressed. */
export async function standDown({ channel, broadcasts }: DrillStage, engine: EngineConnection): Promise<void> {
    const reason = { en: "End of exercise.", fr: "Fin de l’exercice.", de: "Ende der Übung." };
    for (const broadcast of broadcasts.values())
        await sendPlayed(engine, channel, engine.commands.cancelBroadcast({ broadcast, reason }));
}

/** How the answers to each broadcast stand in the sender's cell; empty where somebody else has its watch. */
export async function countAnswers(stage: DrillStage, engine: EngineConnection): Promise<Record<string, DrillCount>> {
    const { rows } = await until(engine, { topic: "coverage" }, (snapshot) => snapshot, 10);
    const counts = [...stage.broadcasts].flatMap(([as, { broadcastId }]) => {
        const total = rows.find((row) => row.broadcastId === broadcastId)?.total;
        if (total === undefined) return [];
        const { addressed, acknowledged, cannotComply } = total;
        return [[as, { addressed, acknowledged, cannotComply }] as const];
    });
    return Object.fromEntries(counts);
}

/** Whoever is played answers what newcomers broadcast, each after a while of their own. */
export function answerNewcomers(
    engine: EngineConnection,
    isPlayed: (userId: string) => boolean,
    afterMs: number,
): Disposable {
    const answered = new Set<string>();
    return engine.subscribe({ topic: "crisis" }, ({ rows }) => {
        for (const row of rows) {
            const isOpen = row.ask !== null && row.standing === "in-force" && row.refused === null;
            const isMine = row.mine.addressed && row.mine.answeredAtMs === null;
            if (!isOpen || !isMine || isPlayed(row.senderId) || answered.has(row.key)) continue;
            answered.add(row.key);
            const broadcast = { senderId: row.senderId, broadcastId: row.broadcastId };
            const [option] = row.ask?.options ?? [];
            const triage = row.ask?.rollCall == null ? null : "safe";
            const answer = { broadcast, kind: "acknowledged", option: option?.id ?? null, triage } as const;
            setTimeout(() => void engine.commands.answerBroadcast(answer), afterMs).unref();
        }
    });
}
