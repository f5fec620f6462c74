import type { EngineOutput, RoomId } from "@valise/bridge";
import type { FakeTopics } from "./fakeTopics.ts";

/** The fake's messages that contain the text, newest first; as on a device that does not hold everything. */
export function searchFake(topics: FakeTopics, text: string, roomId: RoomId | null): EngineOutput<"searchMessages"> {
    const rooms = topics.read({ topic: "rooms" })?.rows ?? [];
    const searched = rooms.filter((room) => roomId === null || room.roomId === roomId);
    const rows = searched.flatMap((room) =>
        (topics.read({ topic: "timeline", roomId: room.roomId })?.rows ?? []).flatMap((row) => {
            const { eventId, body } = row;
            if (eventId === null || !body.toLowerCase().includes(text.toLowerCase())) return [];
            return [
                {
                    ...{ roomId: room.roomId, eventId, senderId: row.senderId, senderName: row.senderName },
                    ...{ sentAtMs: row.sentAtMs, excerpt: body.slice(0, 160), marking: row.marking, code: null },
                },
            ];
        }),
    );
    return { rows: rows.sort((a, b) => b.sentAtMs - a.sentAtMs), complete: false };
}
