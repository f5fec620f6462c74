import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RoomId, UserId } from "@valise/bridge";
import { exportWordsOf } from "../../commands/exportRoom.ts";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { must } from "../../output/foldFailure.ts";
import { createWords } from "../../words/words.ts";
import { newcomersOf } from "./cast.ts";
import type { DrillAct } from "./DrillPlan.ts";
import { type DrillStage, playerOf, roomOf } from "./DrillStage.ts";
import { EXERCISE_NAME } from "./earthquake.ts";
import { sendPlayed } from "./sendPlayed.ts";
import { verifyDrillArchive } from "./verifyDrillArchive.ts";

type Act<K extends DrillAct["do"]> = Extract<DrillAct, { do: K }>;

/** The first room begins the crisis. Newcomers who are not on watch are invited: they accept by themselves. */
export async function openRoom(
    stage: DrillStage,
    engine: EngineConnection,
    act: Act<"activate" | "open-room">,
): Promise<void> {
    const { crisisId, roomId, from } = must(
        await engine.commands.openEmergencyRoom({
            ...{ template: act.template, crisisId: stage.crisisId, name: act.name, language: "en" },
            ...{ exercise: true, exerciseName: EXERCISE_NAME },
        }),
    );
    stage.crisisId = crisisId;
    stage.opened.push(from);
    stage.rooms.set(act.do, roomId);
    const { dataDir, ready } = stage.stack;
    const members = await until(
        engine,
        { topic: "members", roomId },
        ({ rows }) => (rows.length === 0 ? null : rows),
        60,
    );
    const newcomers = (await newcomersOf(dataDir, ready, stage.cast)).filter(
        (userId) => !members.some((member) => member.userId === userId),
    );
    // Whoever may not come, as somebody revoked, is refused; the exercise goes on.
    if (newcomers.length > 0) await engine.commands.invite({ roomId, userIds: newcomers as UserId[] });
}

export async function say(stage: DrillStage, engine: EngineConnection, act: Act<"say">): Promise<void> {
    const roomId = roomOf(stage, act.in);
    await readyIn(engine, roomId);
    const message = { roomId, body: act.text, html: null, replyTo: null };
    await sendPlayed(engine, roomId, engine.commands.sendText(message));
}

export async function writeLog(stage: DrillStage, engine: EngineConnection, act: Act<"log">): Promise<void> {
    const roomId = roomOf(stage, "activate");
    await readyIn(engine, roomId);
    const { kind, title, text, instead, owner } = act;
    const ownerId = owner === null ? null : playerOf(stage, owner).userId;
    const dueAtMs = kind === "task" ? Date.now() + 600_000 : null;
    const entry = { roomId, kind, title, text, instead, ownerId, dueAtMs };
    await sendPlayed(engine, roomId, engine.commands.writeLog(entry));
}

export async function finishTask(stage: DrillStage, engine: EngineConnection, act: Act<"task-done">): Promise<void> {
    const roomId = roomOf(stage, "activate");
    const task = await until(
        engine,
        { topic: "log", roomId },
        ({ rows }) => rows.find(({ kind, title }) => kind === "task" && title === act.title) ?? null,
        60,
    );
    const done = { roomId, kind: "task-done", title: act.title, of: task.key } as const;
    await sendPlayed(engine, roomId, engine.commands.writeLog(done));
}

/** In every room of the crisis; one that was opened a moment ago has its phase once the server has told it. */
export async function setPhase({ rooms }: DrillStage, engine: EngineConnection, phase: "recovery" | "closed") {
    for (const roomId of rooms.values()) {
        await until(
            engine,
            { topic: "crisis" },
            ({ crises }) => crises.find((row) => row.roomId === roomId) ?? null,
            30,
        );
        must(await engine.commands.setPhase({ roomId, phase, note: null }));
    }
}

/** Everything of the first room in one signed file, which is then checked as anybody would who was given it. */
export async function makeArchive(stage: DrillStage, engine: EngineConnection): Promise<void> {
    const roomId = roomOf(stage, "activate");
    const words = exportWordsOf(createWords("en"), EXERCISE_NAME);
    using _open = engine.subscribe({ topic: "timeline", roomId }, () => {});
    const { bytes, name } = must(await engine.commands.exportArchive({ roomId, words }));
    mkdirSync(stage.folder, { recursive: true, mode: 0o700 });
    const path = join(stage.folder, name);
    writeFileSync(path, bytes, { flag: "wx", mode: 0o600 });
    await verifyDrillArchive(stage.stack, path);
    stage.archive = path;
}

async function readyIn(engine: EngineConnection, roomId: RoomId): Promise<void> {
    const isIn = ({ rows }: { rows: readonly { roomId: string; membership: string }[] }) =>
        rows.some((row) => row.roomId === roomId && row.membership === "join") || null;
    await until(engine, { topic: "rooms" }, isIn, 60);
    await until(engine, { topic: "gate", roomId }, ({ state }) => (state === "ready" ? true : null), 60);
}
