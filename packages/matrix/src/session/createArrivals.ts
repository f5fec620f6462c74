import type { SendKey } from "@valise/bridge";
import type { ReceivedToDeviceMessage } from "matrix-js-sdk/lib/sync-accumulator.js";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import { sendKeyOf } from "../timeline/buildItem.ts";
import { isFollowed } from "../timeline/createCatchUp.ts";
import { isAboutDevice } from "../timeline/createHealer.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import type { Account } from "./Account.ts";

/** New events of rooms, on their way to whatever follows from them. */
export interface Arrivals {
    added(entry: RoomEntry, events: readonly TimelineEvent[], live: readonly TimelineEvent[]): void;
    /** Read only now, since their key came. */
    healed(entry: RoomEntry, events: readonly TimelineEvent[]): void;
    /** Older ones, as somebody scrolls or what was missed is read back. */
    readBack(entry: RoomEntry, events: readonly TimelineEvent[]): void;
    /** Messages to this device. */
    messages(received: readonly ReceivedToDeviceMessage[]): Promise<void>;
    /** Tells of what came, once the room's counts are right and the answer is on the disk. */
    tell(): void;
}

export function createArrivals(
    account: () => Account,
    told: (entry: RoomEntry, events: readonly TimelineEvent[]) => void,
): Arrivals {
    let waiting: [RoomEntry, readonly TimelineEvent[]][] = [];
    /** Own messages leave the outbox when the room is on the disk with them, so that a kill between costs neither. */
    let unsettled: (() => Promise<void>)[] = [];
    return {
        added(entry, events, live) {
            const { session, book, encryptor, outbox, messages, crisis, unread } = account();
            // Whoever is not followed yet looks like a stranger: their devices are asked for, and the healer reads again.
            const strangers = new Set(events.filter(isAboutDevice).map((event) => event.senderId));
            if (strangers.size > 0) encryptor.track([...strangers]).catch(() => {});
            for (const event of events) {
                const key = event.senderId === session.userId ? sendKeyOf(event) : null;
                if (key === null) continue;
                const confirmed = outbox.confirm(key as SendKey, event.eventId as never);
                unsettled.push(() => confirmed.then(() => outbox.settle(key as SendKey)));
            }
            // The judge is in place before it is told, also while the charter is still being verified.
            void messages.prepare(entry.record.roomId);
            entry.judge?.told(live);
            crisis.take(entry, events);
            if (isFollowed(entry) && events.some(({ body }) => body === "unreadable")) unread.note(entry);
            const others = live.filter((event) => event.senderId !== session.userId);
            for (const { senderId, sentAtMs } of others) crisis.weather.heard(senderId, sentAtMs);
            if (others.length > 0 && !book.hidden.has(entry.record.roomId)) waiting.push([entry, others]);
        },
        healed(entry, events) {
            account().crisis.take(entry, events);
            told(entry, events);
        },
        readBack(entry, events) {
            // Their alarms and logs count, however late they are read.
            if (isFollowed(entry)) account().crisis.take(entry, events);
        },
        messages(received) {
            const { crisis, toDevice } = account();
            for (const { message } of received) crisis.weather.heard(message.sender, null);
            return toDevice.received(received);
        },
        tell() {
            for (const settle of unsettled) void settle();
            unsettled = [];
            for (const [entry, events] of waiting) told(entry, events);
            waiting = [];
        },
    };
}
