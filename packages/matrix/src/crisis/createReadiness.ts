import { createInOrder } from "@valise/base";
import type { Account } from "../session/Account.ts";
import { isFollowed } from "../timeline/createCatchUp.ts";
import { createUnread, type Unread } from "./createUnread.ts";
import type { Happening } from "./log/Happenings.ts";
import { createKeptSessions, type KeptSessions } from "./sessions/createKeptSessions.ts";
import { createStandby, type Standby } from "./standby/createStandby.ts";
import { roomTypes } from "./wire.ts";

/** What an account does for crises in peacetime, and goes on with after a kill. */
export interface Readiness {
    readonly keptSessions: KeptSessions;
    readonly standby: Standby;
    readonly unread: Unread;
    /** Begins to watch what rooms and sessions follow. To be called once, when the account is whole. */
    watch(): void;
    /** What was held of rooms in which every message counts is looked at again: a kill may have come before it was judged. */
    resume(): Promise<void>;
    stop(): void;
}

export function createReadiness(account: () => Account, changed: () => void): Readiness {
    const keptSessions = createKeptSessions(account);
    const standby = createStandby(account);
    const unread = createUnread(account);
    standby.onChanged(changed);
    const inOrder = createInOrder();
    // Loaded with the first thing that happens.
    const write = (happening: Happening) =>
        inOrder(async () => (await import("./log/writeHappening.ts")).writeHappening(account(), happening));
    return {
        ...{ keptSessions, standby, unread },
        watch() {
            const { book, crisis, crypto, gates } = account();
            crisis.happenings.onTold((happening) => void write(happening).catch(() => {}));
            crisis.watch.onChanged(standby.consider);
            crypto.onDevices(keptSessions.consider);
            gates.onChanged((roomId) => {
                if (book.get(roomId)?.record.standby === true) standby.consider();
            });
            book.onChanged((roomIds) => {
                const records = [...roomIds].map((roomId) => book.get(roomId)?.record);
                if (records.some((record) => record?.standby === true)) standby.consider();
                if (records.some((record) => record?.type === roomTypes.channel)) keptSessions.consider();
            });
        },
        async resume() {
            const { book, messages, roomStore, healer, crisis, recipients } = account();
            standby.consider();
            keptSessions.consider();
            for (const entry of [...book.all()].filter(isFollowed)) {
                const { roomId } = entry.record;
                await messages.prepare(roomId);
                await roomStore.loadRoom(roomId);
                await healer.retryRoom(roomId);
                crisis.take(entry, entry.timeline.events);
                unread.note(entry);
            }
            await crisis.taken();
            await crisis.broadcasts.resume(recipients.establish);
        },
        stop() {
            standby.stop();
            keptSessions.stop();
            unread.stop();
        },
    };
}
