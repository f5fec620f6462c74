import type { EngineInput, RoomId, RoomRowSnapshot, RoomsSnapshot, UserId } from "@valise/bridge";
import type { EngineConnection } from "../engine/connectEngine.ts";
import { until } from "../engine/until.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { must } from "../output/foldFailure.ts";
import { parseRoomId, parseUserId } from "./arguments.ts";
import { type Context, withReadySession } from "./Context.ts";
import { showToRoom } from "./gate.ts";

/** `label` in short notation; null: unlabelled. */
interface ListedRoom {
    readonly roomId: RoomId;
    readonly name: string | null;
    readonly kind: RoomRowSnapshot["kind"];
    readonly label: string | null;
    readonly unread: number;
    readonly membership: "join" | "invite";
}

export function rooms(context: Context): Promise<void> {
    return withReadySession(context, async (engine) => {
        const { rows, loaded } = await listRooms(engine);
        if (loaded !== "all") context.output.say(context.output.words("say.fromStore"));
        const listed = rows.map(
            (row): ListedRoom => ({
                roomId: row.roomId,
                name: row.name,
                kind: row.kind,
                label: row.marking?.label ?? null,
                unread: row.unreadCount,
                membership: row.membership,
            }),
        );
        const plain = listed.map((room) =>
            [room.roomId, room.kind, room.membership, String(room.unread), room.name ?? "-", room.label ?? "-"].join(
                "\t",
            ),
        );
        if (listed.length === 0) context.output.say(context.output.words("say.noRooms"));
        context.output.data(listed, plain.join("\n"));
    });
}

/** All rooms as the server has them; after 10 s without its word, as they were last known. */
export async function listRooms(engine: EngineConnection): Promise<RoomsSnapshot> {
    let last: RoomsSnapshot = { loaded: "none", rows: [] };
    const whole = (snapshot: RoomsSnapshot) => {
        last = snapshot;
        return snapshot.loaded === "all" ? snapshot : null;
    };
    return await until(engine, { topic: "rooms" }, whole, 10).catch((error) => {
        if (error instanceof CommandFailure && error.code === "timeout") return last;
        throw error;
    });
}

export interface CreateRoomOptions {
    readonly name: string;
    readonly topic?: string;
    readonly invite?: readonly string[];
    readonly kind: EngineInput<"createRoom">["kind"];
    readonly label?: string;
    readonly admission?: "cleared" | "roster";
    readonly agency?: readonly string[];
    /** `AGENCY=ROLE`, of a channel. */
    readonly cell?: readonly string[];
    /** Who may write into a channel beside its maker. */
    readonly broadcaster?: readonly string[];
}

export function createRoom(context: Context, options: CreateRoomOptions): Promise<void> {
    const invite = (options.invite ?? []).map(parseUserId);
    const cells = parseCells(options.cell ?? []);
    const broadcasters = (options.broadcaster ?? []).map(parseUserId);
    if (options.kind === "direct" && invite.length !== 1) throw badUsage("usage.direct");
    return withReadySession(context, async (engine) => {
        const { name, topic = null, kind, label = null, admission = null, agency = [] } = options;
        const wish = { name, topic, invite, kind, label, admission, agencies: [...agency], cells, broadcasters };
        const { roomId, notInvited = [] } = must(await engine.commands.createRoom(wish));
        // The room stands whatever became of the invitations: its id is printed first.
        context.output.data({ roomId, ...(notInvited.length > 0 && { notInvited }) }, roomId);
        requireAllInvited(notInvited);
    });
}

/** Agency, with its duty roles. */
function parseCells(texts: readonly string[]): Record<string, string[]> {
    const cells: Record<string, string[]> = {};
    for (const text of texts) {
        const [, agency = "", role = ""] = /^(urn:[^=\s]+)=([A-Z0-9][A-Z0-9_.-]*)$/.exec(text) ?? [];
        if (role === "") throw badUsage("usage.cell", { value: text });
        cells[agency] = [...(cells[agency] ?? []), role];
    }
    return cells;
}

export function inviteToRoom(context: Context, users: readonly string[], options: { room: string }): Promise<void> {
    const roomId = parseRoomId(options.room);
    const userIds: UserId[] = users.map(parseUserId);
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId);
        const { notInvited } = must(await engine.commands.invite({ roomId, userIds }));
        const invited = userIds.filter((userId) => !notInvited.includes(userId));
        context.output.data({ roomId, invited, ...(notInvited.length > 0 && { notInvited }) }, "");
        requireAllInvited(notInvited);
    });
}

/** Someone missing is a failure (exit code 1) of a command that asked for everyone, though the rest was done. */
export function requireAllInvited(notInvited: readonly UserId[]): void {
    if (notInvited.length === 0) return;
    const users = notInvited.join(", ");
    throw new CommandFailure("not-invited", exitCodes.failed, "failure.notInvited", { users });
}

/** Waits for an invitation that is still on its way, and tries a 403 of a race again for 20 s (protocol 5). */
export function joinRoom(context: Context, options: { room: string }): Promise<void> {
    const roomId = parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId, true);
        const untilMs = performance.now() + 20_000;
        for (;;) {
            const joined = await engine.commands.joinRoom({ roomId });
            const race = !joined.ok && ["not-allowed", "not-found"].includes(joined.error.kind);
            if (!race || performance.now() > untilMs) {
                must(joined);
                break;
            }
            await new Promise((resolve) => setTimeout(resolve, 1_000));
        }
        await showToRoom(context, engine, roomId);
        context.output.data({ roomId }, "");
    });
}

/** Leaves a room, or declines an invitation to it. */
export function leaveRoom(context: Context, options: { room: string }): Promise<void> {
    const roomId = parseRoomId(options.room);
    return withReadySession(context, async (engine) => {
        await knownRoom(engine, roomId);
        must(await engine.commands.leaveRoom({ roomId }));
        context.output.data({ roomId }, "");
    });
}

/**
 * Waits until the room is known here. Goes on without it once the server's whole list does not have it (so that the
 * refusal comes at once), or, with `invitation`, after 10 s in which one could still have come over federation.
 */
export async function knownRoom(engine: EngineConnection, roomId: RoomId, invitation = false): Promise<void> {
    const isKnown = ({ rows, loaded }: RoomsSnapshot) =>
        rows.some((row) => row.roomId === roomId) || (!invitation && loaded === "all") || null;
    await until(engine, { topic: "rooms" }, isKnown, 10).catch((error) => {
        if (!(error instanceof CommandFailure) || error.code !== "timeout") throw error;
    });
}
