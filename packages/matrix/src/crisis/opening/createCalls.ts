import type { Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import {
    parseStatement,
    payloadDigest,
    type StatementWire,
    type TrustContext,
    verifyStatement,
} from "@valise/clearance";
import {
    CALL_TYPE,
    CALLS_A_DAY,
    type Call,
    type CallMemory,
    decideInvitation,
    type Invitation,
    readCall,
} from "@valise/crisis";
import type { Leave } from "../../gate/holder/createLeave.ts";
import { mayPass } from "../../gate/trust/mayPass.ts";
import type { JsonObject } from "../../json.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";
import { claimedRoom } from "../claimedRoom.ts";
import { createHeldCalls } from "./createHeldCalls.ts";

export interface CallsParts extends Pick<CrisisParts, "store" | "clock" | "book" | "gates" | "community" | "toDevice"> {
    readonly leave: Leave;
    join(roomId: string): Promise<Result<void, EngineFailure>>;
}

/** A call whose signature held when it came, and what became of it. */
interface KeptCall {
    readonly call: Call;
    /** Written before anything is joined by it. */
    readonly usedS: number | null;
    /** This person has been in the room since, by this call or another: it leads nowhere any more. */
    readonly joined: boolean;
}

/** Follows signed calls into emergency rooms without being asked (protocol 5, crisis SPEC 15). */
export interface Calls {
    load(): Promise<void>;
    stop(): void;
}

const MAX_KEPT = 200;
/** One authority who calls again and again must not push out the others'. */
const MAX_OF_ONE = 2 * CALLS_A_DAY;
const RETRY_MS = 5_000;
const DAY_S = 86_400;

export function createCalls(parts: CallsParts): Calls {
    const { clock, book, gates, community, leave } = parts;
    const table = createCrisisTable<KeptCall>(parts.store, "call");
    const kept = new Map<string, KeptCall>();
    const held = createHeldCalls(parts);
    const busy = new Set<string>();
    let stopped = false;
    const nowS = () => nowSOf(clock);

    /** Null: nobody is called by it. `not-yet`: newer trust data may prove it. */
    const read = async (senderId: string, content: JsonObject): Promise<Call | "not-yet" | null> => {
        const room = claimedRoom(content.payload);
        const context = community.context();
        if (room === null) return null;
        if (context === null) return "not-yet";
        const verified = await verifyStatement(content, "call", room, context);
        if (!verified.ok) return mayPass(verified.error.code) ? "not-yet" : null;
        const call = readCall(verified.value);
        const isWhole = call.ok && call.value.room === room && call.value.by.some(({ sub }) => sub === senderId);
        return isWhole ? call.value : null;
    };
    parts.toDevice.on(CALL_TYPE, async ({ senderId, content, isSenderSigned }) => {
        await community.loaded();
        const call = await read(senderId, content);
        if (call === null || !(await isSenderSigned())) return;
        if (call === "not-yet") return held.hold(senderId, content);
        await remember(call);
    });
    const readHeld = () =>
        held.retry(async ({ senderId, content }) => {
            const call = await read(senderId, content);
            if (call !== null && call !== "not-yet") await remember(call);
            return call !== "not-yet";
        });

    const remember = async (call: Call): Promise<void> => {
        await forgetOld();
        const ofSigner = [...kept.values()].filter((one) => one.call.by.some(({ sub }) => isBy(call, sub)));
        const isFull = kept.size >= MAX_KEPT || ofSigner.length >= MAX_OF_ONE;
        if (kept.has(call.digest) || nowS() >= call.exp || isFull) return;
        // Who is in the room came by another: this one leads nowhere any more.
        const joined = book.get(call.room)?.record.membership === "join";
        await keep({ call, usedS: null, joined });
        considerAll();
    };
    const keep = async (one: KeptCall): Promise<boolean> => {
        kept.set(one.call.digest, one);
        return table.put([[one.call.digest, one]]);
    };
    /** A used one is remembered for as long as it could be tried again, and for the day's count; another while it can be used. */
    const forgetOld = async () => {
        const goneS = ({ call, usedS }: KeptCall) => (usedS === null ? call.exp : Math.max(call.exp, usedS) + DAY_S);
        const old = [...kept.values()].filter((one) => goneS(one) < nowS());
        for (const { call } of old) kept.delete(call.digest);
        await table.remove(old.map(({ call }) => call.digest));
    };
    const memoryOf = ({ bundle }: TrustContext): CallMemory => {
        const used = [...kept.values()].filter(({ usedS }) => usedS !== null);
        const usedAt = new Map<string, number[]>();
        for (const { call, usedS } of used)
            for (const { sub } of call.by) usedAt.set(sub, [...(usedAt.get(sub) ?? []), usedS ?? 0]);
        return {
            crisisAgencies: bundle.crisis,
            used: new Set([...kept.values()].flatMap((one) => (isSpent(one) ? [one.call.digest] : []))),
            usedAt,
            nowS: nowS(),
        };
    };

    const consider = async (entry: RoomEntry): Promise<void> => {
        const { roomId } = entry.record;
        const context = community.context();
        const calls = [...kept.values()].filter(({ call }) => call.room === roomId);
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
        const decided = decideInvitation(offered, invitation, memoryOf(context));
        if (decided.kind === "wait") return null;
        const used = { call: decided.call, usedS: nowS(), joined: false };
        // What is not on the disk as used could be used again.
        return (await keep(used)) ? used : null;
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
        for (const one of kept.values())
            if (one.call.room === roomId && !one.joined) await keep({ ...one, joined: true });
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
        const isCalled = [...kept.values()].some(
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
        for (const { call } of kept.values()) present(call.room);
    });

    return {
        async load() {
            for (const { id, value } of await table.list()) {
                if (!kept.has(id)) kept.set(id, value);
            }
            await forgetOld();
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
const isSpent = ({ usedS, joined }: KeptCall): boolean => usedS !== null || joined;
const isBy = ({ by }: Call, userId: string | null): boolean => by.some(({ sub }) => sub === userId);
const isPassing = ({ kind }: EngineFailure): boolean => passing.has(kind);

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
