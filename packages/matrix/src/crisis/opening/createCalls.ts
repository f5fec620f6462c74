import type { Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import {
    parseStatement,
    payloadDigest,
    type StatementWire,
    type TrustContext,
    verifyStatement,
} from "@valise/clearance";
import { CALL_TYPE, type Call, decideInvitation, type Invitation, readCall } from "@valise/crisis";
import type { Leave } from "../../gate/holder/createLeave.ts";
import { mayPass } from "../../gate/trust/mayPass.ts";
import type { JsonObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import { claimedRoom } from "../claimedRoom.ts";
import { createHeldCalls } from "./createHeldCalls.ts";
import { createKeptCalls, isBy, type KeptCall } from "./createKeptCalls.ts";

export interface CallsParts extends Pick<CrisisParts, "store" | "clock" | "book" | "gates" | "community" | "toDevice"> {
    readonly leave: Leave;
    join(roomId: string): Promise<Result<void, EngineFailure>>;
}

/** Follows signed calls into emergency rooms without being asked (protocol 5, crisis SPEC 15). */
export interface Calls {
    load(): Promise<void>;
    stop(): void;
}

const RETRY_MS = 5_000;

export function createCalls(parts: CallsParts): Calls {
    const { clock, book, gates, community, leave } = parts;
    const kept = createKeptCalls(parts);
    const held = createHeldCalls(parts);
    const busy = new Set<string>();
    let stopped = false;
    const nowS = () => nowSOf(clock);

    const remember = async (call: Call): Promise<void> => {
        const isIn = () => book.get(call.room)?.record.membership === "join";
        if (await kept.add(call, isIn)) considerAll();
    };
    parts.toDevice.on(CALL_TYPE, async ({ senderId, content, isSenderSigned }) => {
        await community.loaded();
        const call = await readCallFrom(senderId, content, community.context());
        if (call === null || !(await isSenderSigned())) return;
        if (call === "not-yet") return held.hold(senderId, content);
        await remember(call);
    });
    const readHeld = () =>
        held.retry(async ({ senderId, content }) => {
            const call = await readCallFrom(senderId, content, community.context());
            if (call !== null && call !== "not-yet") await remember(call);
            return call !== "not-yet";
        });

    const consider = async (entry: RoomEntry): Promise<void> => {
        const { roomId } = entry.record;
        const context = community.context();
        const calls = kept.all().filter(({ call }) => call.room === roomId);
        if (context === null || calls.length === 0) return;
        // A kill came after it was written as used: what was begun is gone on with.
        const isBegun = ({ call, usedS, joined }: KeptCall) => usedS !== null && !joined && nowS() < call.exp;
        const begun = calls.find((one) => isBegun(one) && isBy(one.call, entry.record.inviterId));
        const next = begun ?? (await decide(entry, calls, context));
        if (next !== null) await joinUntil(entry, next);
    };
    const decide = async (entry: RoomEntry, calls: readonly KeptCall[], context: TrustContext) => {
        const invitation = await invitationOf(entry, context);
        const offered = calls.map(({ call }) => call);
        const decided = decideInvitation(offered, invitation, kept.memory(context.bundle.crisis));
        if (decided.kind === "wait") return null;
        const used = { call: decided.call, usedS: nowS(), joined: false };
        // What is not on the disk as used could be used again.
        return (await kept.keep(used)) ? used : null;
    };

    const joinUntil = async (entry: RoomEntry, { call }: KeptCall): Promise<void> => {
        // The call says that it has a charter: a server that hides it makes no unlabelled room of it.
        entry.record.charterTold = true;
        book.changed(call.room);
        while (!stopped && entry.record.membership === "invite" && nowS() < call.exp) {
            const joined = await parts.join(call.room);
            if (joined.ok) return arrived(call.room);
            if (!isPassing(joined.error)) return;
            await new Promise<void>((resolve) => void clock.after(RETRY_MS, resolve));
        }
    };
    const arrived = async (roomId: string): Promise<void> => {
        for (const one of kept.all())
            if (one.call.room === roomId && !one.joined) await kept.keep({ ...one, joined: true });
    };
    const considerAll = () => {
        for (const entry of book.all()) {
            const { roomId, membership } = entry.record;
            if (membership !== "invite" || busy.has(roomId)) continue;
            busy.add(roomId);
            void consider(entry)
                .catch(() => {})
                .finally(() => busy.delete(roomId));
        }
    };

    /** The crisis rule: who came by a call shows the room what its signed gate asks, without being asked (protocol 3). */
    const present = (roomId: string) => {
        if (leave.askOf(roomId) === null) return;
        const heads = gates.gateOf(roomId)?.state().record.pins?.heads ?? [];
        const isCalled = kept
            .all()
            .some(
                ({ call, usedS }) =>
                    call.room === roomId && usedS !== null && heads.some(({ gateText }) => gateText === call.gate),
            );
        if (isCalled) void leave.answer(roomId, true).catch(() => {});
    };
    book.onChanged((roomIds) => {
        const memberships = [...roomIds].map((roomId) => [roomId, book.get(roomId)?.record.membership] as const);
        for (const [roomId, membership] of memberships) if (membership === "join") void arrived(roomId);
        if (memberships.some(([, membership]) => membership === "invite")) considerAll();
    });
    community.onChanged(() => {
        considerAll();
        void readHeld().catch(() => {});
    });
    gates.onChanged(present);
    leave.onChanged(() => {
        for (const { call } of kept.all()) present(call.room);
    });

    return {
        async load() {
            await kept.load();
            await held.load();
            await community.loaded();
            await readHeld();
            considerAll();
        },
        stop() {
            stopped = true;
        },
    };
}

const passing: ReadonlySet<string> = new Set(["server-unreachable", "server-error", "rate-limited"]);
const isPassing = ({ kind }: EngineFailure): boolean => passing.has(kind);

/** Null: nobody is called by it. `not-yet`: newer trust data may prove it. */
async function readCallFrom(
    senderId: string,
    content: JsonObject,
    context: TrustContext | null,
): Promise<Call | "not-yet" | null> {
    const room = claimedRoom(content.payload);
    if (room === null) return null;
    if (context === null) return "not-yet";
    const verified = await verifyStatement(content, "call", room, context);
    if (!verified.ok) return mayPass(verified.error.code) ? "not-yet" : null;
    const call = readCall(verified.value);
    const isWhole = call.ok && call.value.room === room && call.value.by.some(({ sub }) => sub === senderId);
    return isWhole ? call.value : null;
}

/** What the server shows of the invitation; its charter counts only where its signatures hold. */
async function invitationOf({ record, gate }: RoomEntry, context: TrustContext): Promise<Invitation> {
    const invitation = { room: record.roomId, inviter: record.inviterId ?? "", charterVerifies: false };
    const parsed = gate.charter === null ? null : parseStatement(gate.charter, "charter");
    if (parsed === null) return invitation;
    if (!parsed.ok) return { ...invitation, charter: "" };
    const statement: StatementWire = parsed.value;
    const verified = await verifyStatement(statement, "charter", record.roomId, context);
    const charter = await payloadDigest(context.crypto, statement.payload);
    return { ...invitation, charter, charterVerifies: verified.ok };
}
