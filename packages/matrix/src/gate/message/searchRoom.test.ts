import { describe, expect, it } from "vitest";
import { createRoomEntry } from "../../rooms/RoomBook.ts";
import { createRoomRecord } from "../../rooms/RoomRecord.ts";
import { parseEvent, type TimelineEvent } from "../../timeline/TimelineEvent.ts";
import type { SenderStanding } from "./RoomLabels.ts";
import { searchRoom } from "./searchRoom.ts";
import { editOf, makeJudge, message, roomId, stands } from "./testing/labelledRoom.ts";

async function room(events: readonly TimelineEvent[], standing: SenderStanding = stands) {
    const entry = createRoomEntry({ ...createRoomRecord(roomId), encryption: {} });
    entry.judge = (await makeJudge(standing)).judge;
    entry.timeline.append(events);
    return entry;
}
const excerpts = async (events: readonly TimelineEvent[], text: string, standing?: SenderStanding) =>
    searchRoom(await room(events, standing), text).map(({ excerpt }) => excerpt);

describe("search in a labelled room", () => {
    it("finds without case, newest first, each message under its marking and without its mark", async () => {
        const events = [message("FR/DR", { body: "Two coaches" }), message(null, { body: "COACHES at six" })];
        const found = searchRoom(await room(events), "coaches");
        expect(found.map(({ excerpt, marking, code }) => [excerpt, marking?.label, code])).toEqual([
            ["COACHES at six", "FR/S REL=FRA,DEU", "VRD-LABEL-MISSING"],
            ["Two coaches", "FR/DR", null],
        ]);
    });

    it("finds what a message says now, not what it said before", async () => {
        const original = message("FR/DR", { body: "gate A" });
        const events = [original, message("FR/DR", { content: editOf(original, "gate B") })];
        expect(await excerpts(events, "gate a")).toEqual([]);
        expect(await excerpts(events, "gate b")).toEqual(["gate B"]);
    });

    it("never finds what is refused, deleted or came in clear", async () => {
        const refused: SenderStanding = { kind: "refused", code: "ATT_MISSING" };
        expect(await excerpts([message("FR/DR", { body: "secret" })], "secret", refused)).toEqual([]);
        expect(await excerpts([message("FR/TS", { body: "secret" })], "secret")).toEqual([]);
        const raw = { event_id: "$c", sender: "@paul:b.example", type: "m.room.message", origin_server_ts: 1 };
        const clear = parseEvent({ ...raw, content: { msgtype: "m.text", body: "secret" } }, null, roomId);
        expect(clear?.body).toBe("clear");
        expect(await excerpts(clear === null ? [] : [clear], "secret")).toEqual([]);
        const entry = await room([message("FR/DR", { body: "secret" })]);
        entry.timeline.redact(entry.timeline.events[0]?.eventId ?? "", "@paul:b.example");
        expect(searchRoom(entry, "secret")).toEqual([]);
    });

    it("shows the place in a long message", async () => {
        const body = `${"before ".repeat(50)}here ${"after ".repeat(50)}`;
        const [excerpt] = await excerpts([message("FR/DR", { body })], "here");
        expect(excerpt).toMatch(/^….*here.*…$/);
        expect(excerpt?.length).toBeLessThan(170);
    });
});
