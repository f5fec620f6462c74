import { epochMs } from "@valise/base";
import type { EventId, NotificationSnapshot, NotificationsSnapshot, RoomId } from "@valise/bridge";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import { nameOf } from "../rooms/RoomRecord.ts";
import { displayName } from "../rooms/roomRow.ts";
import { isMessage, isRefused } from "../rooms/roomSummary.ts";
import { isNoDuff, mentions } from "../timeline/messageContent.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";

const KEPT = 20;
/** An older message that only now can be read is no news. */
const NEWS_MS = 10 * 60_000;

/** Tells of new messages of others: sender and room, never content; once each; never of what is read. Whether one looks at the room is the page's to know. */
export function createNotifications(myUserId: () => string | null, changed: () => void) {
    let snapshot: NotificationsSnapshot = { rows: [] };
    const told = new Set<string>();

    const worthTelling = (entry: RoomEntry, event: TimelineEvent): boolean => {
        const { record } = entry;
        if (record.membership !== "join" || told.has(event.eventId)) return false;
        if (event.senderId === myUserId() || !isMessage(event) || event.redactedBy !== null) return false;
        // Something in clear in an encrypted room is nobody's message.
        const readable = event.body === "decrypted" || (event.body === "clear" && record.encryption === null);
        if (!readable || isRefused(entry, event)) return false;
        return event.sentAtMs > Date.now() - NEWS_MS && record.unreadCount > 0;
    };

    return {
        current: () => snapshot,
        clear() {
            told.clear();
            snapshot = { rows: [] };
        },
        arrived(entry: RoomEntry, events: readonly TimelineEvent[]) {
            const fresh: NotificationSnapshot[] = [];
            for (const event of events) {
                if (!worthTelling(entry, event)) continue;
                told.add(event.eventId);
                fresh.push({
                    roomId: entry.record.roomId as RoomId,
                    eventId: event.eventId as EventId,
                    senderName: displayName(entry, event.senderId),
                    roomName: nameOf(entry.record),
                    marking: entry.judge?.judge(event).marking ?? null,
                    noDuff: entry.record.exercise && isNoDuff(event.content),
                    mention: mentions(event.content, myUserId() ?? ""),
                    atMs: epochMs(event.sentAtMs),
                });
            }
            if (fresh.length === 0) return;
            snapshot = { rows: [...snapshot.rows, ...fresh].slice(-KEPT) };
            changed();
        },
    };
}
