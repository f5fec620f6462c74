import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { BroadcastSnapshot, CoverageRowSnapshot, EngineInput, RoomId, UserId } from "@valise/bridge";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { until } from "../../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { parseRoomId, readText } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { confirmWhileSending } from "../gate.ts";
import { mimeTypeOf } from "../mimeTypeOf.ts";
import { reallySent } from "../send.ts";
import { establish } from "./establish.ts";

type Wish = EngineInput<"previewBroadcast">;

/** Files may be large, and their link slow. */
const FILES_S = 300;

export interface BroadcastOptions {
    readonly room: string;
    readonly precedence: Wish["precedence"];
    /** Seconds. */
    readonly ackBy?: number;
    readonly ack: boolean;
    readonly label?: string;
    readonly option?: readonly string[];
    readonly file?: string;
    readonly supersedes?: string;
    readonly exercise?: boolean;
    readonly preview?: boolean;
    /** It is a roll call: everybody says how they are. */
    readonly rollCall?: { readonly location: boolean; readonly deputies: boolean };
    /** Answers in one's own words are taken. */
    readonly free?: boolean;
    readonly language: string;
    readonly timeout: number;
}

/** Ends when the server has it. Who will not be able to read it is named on stderr before it leaves. */
export function broadcast(context: Context, said: string | undefined, given: BroadcastOptions): Promise<void> {
    // `--option A B TEXT`: the list of answers has taken the text after it.
    const taken = said === undefined ? given.option : undefined;
    const text = said ?? taken?.at(-1);
    const options = taken === undefined ? given : { ...given, option: taken.slice(0, -1) };
    const roomId = parseRoomId(options.room);
    const body = text === undefined ? "" : readText(text);
    if (body === "") throw badUsage("usage.nothingToSend");
    return withReadySession(context, async (engine, _session, profile) => {
        await establish(engine, roomId);
        const earlier = options.supersedes === undefined ? null : await findBroadcast(engine, options.supersedes);
        const wish = wishOf(roomId, body, options, earlier);
        const preview = must(await engine.commands.previewBroadcast(wish));
        sayNotReading(context, preview.notReading);
        if (options.preview === true) {
            context.output.data(preview, String(preview.readers));
            return;
        }
        if (preview.overQuota !== null) {
            const { ordinal } = preview;
            context.output.say(context.output.words("say.overQuota", { ordinal, precedence: options.precedence }));
        }
        const files = options.file === undefined ? [] : [fileAt(options.file)];
        const { broadcastId, key } = must(await engine.commands.sendBroadcast({ ...wish, files }));
        using _confirming = confirmWhileSending(context, engine, roomId, { key, onlyIfAllRead: false });
        await reallySent(profile, engine, roomId, key, options.timeout);
        if (files.length > 0) await filesThere(engine, broadcastId);
        context.output.data({ broadcastId }, broadcastId);
    });
}

function wishOf(roomId: RoomId, body: string, options: BroadcastOptions, earlier: BroadcastSnapshot | null): Wish {
    const { precedence, label = null, exercise = false, ackBy, option = [], language, rollCall = null } = options;
    const ask = {
        withinMs: ackBy === undefined ? null : ackBy * 1000,
        options: option.map((said, at) => ({ id: `option-${at + 1}`, texts: { [language]: said } })),
        text: options.free ?? true,
        rollCall,
    };
    const supersedes = earlier === null ? null : { senderId: earlier.senderId, broadcastId: earlier.broadcastId };
    const status = exercise ? "exercise" : "actual";
    return {
        roomId,
        precedence,
        texts: { [language]: body },
        label,
        status,
        ask: options.ack ? ask : null,
        supersedes,
    };
}

function fileAt(path: string) {
    const name = basename(path);
    return { name, mimeType: mimeTypeOf(name), bytes: Uint8Array.from(readFileSync(path)) };
}

/** The files of one's own broadcast are in the channel, behind it. */
function filesThere(engine: EngineConnection, broadcastId: string): Promise<true> {
    const isThere = ({ rows }: { readonly rows: readonly BroadcastSnapshot[] }) => {
        const own = rows.find((row) => row.broadcastId === broadcastId);
        return own?.attachments.every(({ eventId }) => eventId !== null) === true ? true : null;
    };
    return until(engine, { topic: "crisis" }, isThere, FILES_S);
}

function sayNotReading(
    { output }: Context,
    people: readonly { readonly userId: UserId; readonly code: string }[],
): void {
    for (const { userId, code } of people) output.say(output.words("say.notReading", { userId, code }));
}

export interface AckOptions {
    readonly broadcast: string;
    readonly answer?: string;
    readonly text?: string;
    readonly cannotComply?: boolean;
    /** Of a roll call. */
    readonly state?: "safe" | "need-help" | "hurt";
    readonly place?: string;
    /** For whom a deputy answers. */
    readonly for?: string;
    readonly timeout: number;
}

/** Ends when the own agency's cell has confirmed it. After the time-out it stays in the outbox and goes on from there. */
export function acknowledge(context: Context, options: AckOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        const row = await findBroadcast(engine, options.broadcast);
        await establish(engine, row.roomId);
        const named = { senderId: row.senderId, broadcastId: row.broadcastId };
        const option = options.answer === undefined ? null : optionOf(row, options.answer);
        const kind = options.cannotComply === true ? "cannot-comply" : "acknowledged";
        const { text = null, state: triage = null, place: location = null } = options;
        const insteadOf = (options.for as UserId | undefined) ?? null;
        const answer = { broadcast: named, kind, option, text, triage, location, insteadOf } as const;
        must(await engine.commands.answerBroadcast(answer));
        const confirmed = await until(
            engine,
            { topic: "crisis" },
            ({ rows }) =>
                confirmationIn(
                    rows.find(({ key }) => key === row.key),
                    insteadOf,
                ),
            options.timeout,
            () =>
                new CommandFailure("not-confirmed-yet", exitCodes.failed, "failure.ackTimeout", {
                    seconds: options.timeout,
                }),
        );
        context.output.data({ broadcastId: row.broadcastId, confirmed }, confirmed);
    });
}

/** How far the cell has confirmed the own answer, or a deputy's; null: not at all yet. */
function confirmationIn(row: BroadcastSnapshot | undefined, insteadOf: UserId | null): "received" | "ledger" | null {
    const own = insteadOf === null ? row?.mine : row?.mayAnswerFor.find(({ userId }) => userId === insteadOf);
    const confirmed = own?.confirmed;
    return confirmed === "received" || confirmed === "ledger" ? confirmed : null;
}

/** An answer is named by its id or by its words in any language. */
function optionOf({ ask }: BroadcastSnapshot, said: string): string {
    const found = ask?.options.find(({ id, texts }) => id === said || texts.some(({ text }) => text === said));
    if (found === undefined) {
        const options = (ask?.options ?? []).map(({ texts }) => texts[0]?.text).join(", ");
        throw badUsage("usage.option", { option: said, options });
    }
    return found.id;
}

/** Who has a broadcast and who has not, where this person's cell collects the answers. */
export function coverage(context: Context, options: { readonly broadcast: string }): Promise<void> {
    return withReadySession(context, async (engine) => {
        const { key, roomId } = await findBroadcast(engine, options.broadcast);
        const row = await coverageOf(engine, key, roomId);
        const agencies = row.agencies.map(({ agencyName: _name, source: _source, ...counts }) => counts);
        const plain = row.agencies.map((each) =>
            [each.agency, each.addressed, each.acknowledged, each.cannotComply, each.seen, each.delivered].join("\t"),
        );
        context.output.data({ broadcastId: row.broadcastId, agencies, people: row.people }, plain.join("\n"));
    });
}

/** The ledger's word, for somebody of the cell. */
export async function coverageOf(engine: EngineConnection, key: string, roomId: RoomId): Promise<CoverageRowSnapshot> {
    // Who is of the cell is known when the channel's charter and its handovers have been verified.
    await establish(engine, roomId);
    await until(
        engine,
        { topic: "crisis" },
        ({ rows }) => rows.find((each) => each.key === key && each.collects) ?? null,
        10,
        () => new CommandFailure("not-of-the-cell", exitCodes.refused, "failure.notOfTheCell"),
    );
    const find = ({ rows }: { rows: readonly CoverageRowSnapshot[] }) => rows.find((row) => row.key === key) ?? null;
    return until(engine, { topic: "coverage" }, find, 10);
}

/** One that this device has read, by its id; a broadcast that may still be on its way is waited for. */
export async function findBroadcast(engine: EngineConnection, broadcastId: string): Promise<BroadcastSnapshot> {
    if (!/^[A-Za-z0-9_-]{22}$/.test(broadcastId)) throw badUsage("usage.broadcastId", { value: broadcastId });
    return until(
        engine,
        { topic: "crisis" },
        ({ rows }) => rows.find((row) => row.broadcastId === broadcastId) ?? null,
        20,
        () => new CommandFailure("not-found", exitCodes.failed, "failure.not-found"),
    );
}
