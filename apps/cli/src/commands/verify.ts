import { createInterface } from "node:readline/promises";
import type { UserId, VerificationSnapshot } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { foldFailure, must } from "../output/foldFailure.ts";
import type { Output } from "../output/Output.ts";
import { parseUserId } from "./arguments.ts";
import { type Context, chooseProfile, openSession } from "./Context.ts";
import { recoverFrom } from "./login.ts";

export interface VerifyOptions {
    readonly recoveryFile?: string;
    readonly user?: string;
    readonly accept?: boolean;
    readonly timeout: number;
}

/** This device by recovery code; or by emoji this device with another of one's own, or another person. */
export async function verify(context: Context, options: VerifyOptions): Promise<void> {
    const { output } = context;
    const other = options.user === undefined ? null : parseUserId(options.user);
    const { engine, session } = await openSession(chooseProfile(context));
    using _engine = engine;
    if (session.userId === null) throw foldFailure({ kind: "not-signed-in" });
    if (options.recoveryFile !== undefined) {
        await recoverFrom(engine, options.recoveryFile);
        output.say(output.words("say.recovered"));
        output.data({ verified: true, by: "recovery-code" }, "");
        return;
    }
    const { userId } = session;
    const flowId = options.accept === true ? await acceptNext(engine, options) : await start(engine, other ?? userId);
    output.say(output.words("say.waitingForOther"));
    const row = await flow(engine, flowId, options.timeout, (each) => each.emoji !== null);
    await compare(engine, output, row);
    await flow(engine, flowId, options.timeout, (each) => each.phase === "done");
    output.say(output.words("say.verified"));
    output.data({ verified: true, by: "emoji", userId: row.userId, deviceId: row.deviceId }, "");
}

async function start(engine: EngineConnection, userId: UserId): Promise<string> {
    return must(await engine.commands.startVerification({ userId, deviceId: null })).flowId;
}

async function acceptNext(engine: EngineConnection, options: VerifyOptions): Promise<string> {
    const isWanted = (row: VerificationSnapshot) =>
        row.incoming && row.phase === "requested" && (options.user === undefined || row.userId === options.user);
    const topic = { topic: "verifications" } as const;
    const row = await until(engine, topic, ({ rows }) => rows.find(isWanted) ?? null, options.timeout);
    must(await engine.commands.acceptVerification({ flowId: row.flowId }));
    return row.flowId;
}

/** Asks the person. Anything but a clear yes or no is asked about, never guessed; a no verifies nobody. */
async function compare(engine: EngineConnection, output: Output, row: VerificationSnapshot): Promise<void> {
    const emoji = row.emoji ?? [];
    output.say(output.words("say.emoji", { emoji: emoji.map((each) => `${each.symbol} ${each.name}`).join("  ") }));
    if (output.json) output.line({ flowId: row.flowId, userId: row.userId, emoji });
    output.say(output.words("say.match"));
    using input = createInterface({ input: process.stdin });
    const { value } = await input[Symbol.asyncIterator]().next();
    const answer = String(value ?? "")
        .trim()
        .toLowerCase();
    if (!["yes", "oui", "ja", "no", "non", "nein"].includes(answer)) {
        await engine.commands.cancelVerification({ flowId: row.flowId });
        throw badUsage("usage.answer");
    }
    const match = ["yes", "oui", "ja"].includes(answer);
    must(await engine.commands.confirmEmoji({ flowId: row.flowId, match }));
    if (!match) throw mismatch();
}

/** The flow once it is as wanted; ends the command when it was cancelled. */
function flow(
    engine: EngineConnection,
    flowId: string,
    timeoutS: number,
    wanted: (row: VerificationSnapshot) => boolean,
): Promise<VerificationSnapshot> {
    return until(
        engine,
        { topic: "verifications" },
        ({ rows }) => {
            const row = rows.find((each) => each.flowId === flowId);
            if (row === undefined) return null;
            if (row.phase === "cancelled") throw row.failure === null ? mismatch() : foldFailure(row.failure);
            return wanted(row) ? row : null;
        },
        timeoutS,
    );
}

const mismatch = () =>
    new CommandFailure("verification-cancelled", exitCodes.refused, "failure.verification-cancelled");
