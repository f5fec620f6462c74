import { createInOrder } from "@valise/base";
import { decideSessionRenewal, type SessionUse } from "@valise/crisis";
import { signedDevices } from "../../crypto/signedDevices.ts";
import { powerOf } from "../../rooms/applyState.ts";
import type { RoomRecord } from "../../rooms/RoomRecord.ts";
import type { Account } from "../../session/Account.ts";
import { POWER_TO_SEND, roomTypes } from "../wire.ts";

/** Sessions of this device that are shared before they are needed, so that no FLASH and no opening meets a rotation (crisis SPEC 15.5). */
export interface KeptSessions {
    /** Shares or renews the session of a room where that is due. True: everybody who reads there has its keys. */
    keep(roomId: string, use: SessionUse): Promise<boolean>;
    /** A message was encrypted in the room. */
    used(roomId: string): void;
    /** Who is in a channel, or with what device, may be another: looked at soon. */
    consider(): void;
    stop(): void;
}

interface Kept {
    readonly members: string;
    readonly sharedMs: number;
    readonly usedMs: number;
    readonly messages: number;
}

/** Changes come in bunches. */
const SETTLE_MS = 3_000;
/** A little more than the rest after which a used session is renewed. */
const AFTER_USE_MS = 61_000;
const LOOK_MS = 600_000;

export function createKeptSessions(account: () => Account): KeptSessions {
    const kept = new Map<string, Kept>();
    let timer: Disposable | null = null;
    let dueMs = Number.POSITIVE_INFINITY;
    const inOrder = createInOrder();
    let stopped = false;

    /** Who is there, reads and by which devices: with another answer the session is another. */
    const membersOf = async (roomId: string): Promise<string> => {
        const { book, gates, crypto } = account();
        const joined = [...(book.get(roomId)?.members.values() ?? [])].filter(
            ({ membership }) => membership === "join",
        );
        const rows: (readonly [string, boolean, readonly string[]])[] = [];
        for (const { userId } of joined) {
            const devices = await signedDevices(crypto, userId);
            const reads = gates.memberOf(roomId, userId)?.reads === true;
            rows.push([userId, reads, devices.map(({ deviceId }) => deviceId)]);
        }
        return JSON.stringify(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
    };

    const keep = async (roomId: string, use: SessionUse): Promise<boolean> => {
        const { recipients, gates, encryptor, clock, prepare } = account();
        await recipients.establish(roomId);
        await gates.gateOf(roomId)?.looked();
        const members = await membersOf(roomId);
        const before = kept.get(roomId);
        const nowMs = clock.monotonicMs();
        const state = {
            messages: before?.messages ?? 0,
            ageS: (nowMs - (before?.sharedMs ?? nowMs)) / 1000,
            idleS: (nowMs - (before?.usedMs ?? nowMs)) / 1000,
            membersChanged: before?.members !== members,
        };
        if (decideSessionRenewal(use, state) === "keep") return true;
        // Whoever left or came makes it another one by itself.
        if (before !== undefined && !state.membersChanged) encryptor.rotate(roomId);
        if (!(await prepare(roomId))) return false;
        kept.set(roomId, { members, sharedMs: nowMs, usedMs: nowMs, messages: 0 });
        return true;
    };

    const isMine = (record: RoomRecord) =>
        record.type === roomTypes.channel &&
        record.membership === "join" &&
        powerOf(record, account().session.userId) >= POWER_TO_SEND;
    const look = async () => {
        const { book, clearances, connection } = account();
        const mayBroadcast = clearances.holder.credential()?.disclosures.has("role:BROADCAST") === true;
        const isOnline = book.loaded === "all" && connection.snapshot().state === "online";
        const channels = [...book.all()].map(({ record }) => record).filter(isMine);
        let isWhole = true;
        for (const { roomId } of mayBroadcast && isOnline ? channels : [])
            isWhole = (await keep(roomId, "channel").catch(() => false)) && isWhole;
        if (mayBroadcast && channels.length > 0) schedule(isWhole && isOnline ? LOOK_MS : AFTER_USE_MS);
    };
    const schedule = (ms: number) => {
        const { clock } = account();
        const at = clock.monotonicMs() + ms;
        if (stopped || at >= dueMs) return;
        timer?.[Symbol.dispose]();
        dueMs = at;
        timer = clock.after(ms, () => {
            dueMs = Number.POSITIVE_INFINITY;
            void inOrder(look).catch(() => {});
        });
    };

    return {
        keep,
        used(roomId) {
            const before = kept.get(roomId);
            if (before === undefined) return;
            kept.set(roomId, { ...before, usedMs: account().clock.monotonicMs(), messages: before.messages + 1 });
            schedule(AFTER_USE_MS);
        },
        consider: () => schedule(SETTLE_MS),
        stop() {
            stopped = true;
            timer?.[Symbol.dispose]();
        },
    };
}
