import type { GateSnapshot, RoomId, SendKey, UserId } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";
import { parseRoomId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { knownRoom } from "./rooms.ts";

/** How long a room may take to be known whole. */
const READY_S = 20;
/** How long one's own presentation may take to count. */
const SHOWN_S = 10;

/** Each member and whether the next key goes to them; those who do not read come first. */
export function whoCanRead(context: Context, options: { readonly room: string }): Promise<void> {
    const roomId = parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId);
        const { rows, code, state } = await readGate(engine, roomId);
        if (state === "refused" && code !== null) context.output.say(context.output.words("say.nothingSent", { code }));
        const listed = rows.map(({ userId, agency, reads, code: why }) => ({ userId, agency, reads, code: why }));
        const plain = listed.map((row) =>
            [row.userId, row.agency ?? "-", row.reads ? "yes" : "no", row.code ?? "-"].join("\t"),
        );
        context.output.data(listed, plain.join("\n"));
    });
}

/**
 * The gate once the room's charter and members are known (rows are named only then); as far as it is known where a server
 * does not answer.
 */
async function readGate(engine: EngineConnection, roomId: RoomId): Promise<GateSnapshot> {
    let last: GateSnapshot | null = null;
    const settled = (gate: GateSnapshot) => {
        last = gate;
        return gate.state === "refused" || (gate.state !== "checking" && gate.rows.length > 0) ? gate : null;
    };
    return until(engine, { topic: "gate", roomId }, settled, READY_S).catch((error: unknown) => {
        onlyTimeout(error);
        if (last === null) throw error;
        return last;
    });
}

/**
 * Shows a room what it asks of one's clearance, and says so: whoever joins or writes on purpose allows it. Waits until it
 * counts, so that others can write to this account when the command has ended.
 */
export async function showToRoom(context: Context, engine: EngineConnection, roomId: RoomId): Promise<GateSnapshot> {
    const gate = await readGate(engine, roomId);
    if (gate.state === "unlabelled" || gate.mine.reads) return gate;
    using _allowing = allowWhatIsAsked(context, engine, roomId);
    const counts = (now: GateSnapshot) => (now.mine.reads || isFinal(now.mine.code) ? now : null);
    return await until(engine, { topic: "gate", roomId }, counts, SHOWN_S).catch(async (error: unknown) => {
        onlyTimeout(error);
        return readGate(engine, roomId);
    });
}

/** What is shown is still under way while nothing, or only something to an earlier gate, stands there. */
const isFinal = (code: string | null) => code !== null && code !== "ATT_MISSING" && code !== "ATT_KB_NONCE";

function allowWhatIsAsked({ output }: Context, engine: EngineConnection, roomId: RoomId): Disposable {
    let asked = "";
    return engine.subscribe({ topic: "gate", roomId }, ({ mine, agencies }) => {
        if (mine.ask === null || asked === mine.ask.join(", ")) return;
        asked = mine.ask.join(", ");
        const names = agencies.map(({ name }) => name).join(", ");
        output.say(output.words("say.showing", { claims: asked, agencies: names }));
        void engine.commands.answerPresentation({ roomId, allow: true });
    });
}

/** Refuses before anything is queued when somebody in the room would not read it. */
export function requireAllRead({ state, rows }: GateSnapshot): void {
    const others = rows.filter(({ membership, reads }) => membership === "join" && !reads);
    if (state !== "unlabelled" && others.length > 0) throw notAllRead(others.map(({ userId }) => userId));
}

/**
 * While a message waits to leave: shows the room what it asks first, names on stderr who will not read it and goes on, or
 * with `onlyIfAllRead` takes it out of the outbox and ends with exit code 3.
 */
export function confirmWhileSending(
    context: Context,
    engine: EngineConnection,
    roomId: RoomId,
    { key, onlyIfAllRead }: { readonly key: SendKey; readonly onlyIfAllRead: boolean },
): Disposable & { readonly refused: Promise<never> } {
    const { output } = context;
    const { promise: refused, reject } = Promise.withResolvers<never>();
    refused.catch(() => {});
    const allowing = allowWhatIsAsked(context, engine, roomId);
    let named = "";
    const subscription = engine.subscribe({ topic: "gate", roomId }, ({ toConfirm, rows }) => {
        if (toConfirm === null || named === toConfirm.join(" ")) return;
        named = toConfirm.join(" ");
        if (onlyIfAllRead) {
            void engine.commands.discardSend({ key }).then(() => reject(notAllRead(toConfirm)));
            return;
        }
        const why = (userId: UserId) => rows.find((row) => row.userId === userId)?.code ?? "-";
        const people = toConfirm.map((userId) => `${userId} (${why(userId)})`).join(", ");
        output.say(output.words("say.willNotRead", { people }));
        void engine.commands.confirmReaders({ roomId }).then(must);
    });
    return {
        refused,
        [Symbol.dispose]() {
            subscription[Symbol.dispose]();
            allowing[Symbol.dispose]();
        },
    };
}

const notAllRead = (userIds: readonly UserId[]) =>
    new CommandFailure("GATE_NOT_ALL_READ", exitCodes.refused, "refused.notAllRead", { people: userIds.join(", ") });

function onlyTimeout(error: unknown): void {
    if (!(error instanceof CommandFailure) || error.code !== "timeout") throw error;
}
