import { describe, expect, it } from "vitest";
import { mergeTimeline } from "./mergeTimeline.ts";
import { createRoomTimeline } from "./RoomTimeline.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

function event(eventId: string): TimelineEvent {
    const content = { msgtype: "m.text", body: eventId };
    const raw = { event_id: eventId, sender: "@a:x", type: "m.room.message", content, origin_server_ts: 1 };
    const parsed = parseEvent(raw, null, "!r:x");
    if (parsed === null) throw new Error("not an event");
    return parsed;
}

function held(...ids: string[]) {
    const timeline = createRoomTimeline("!r:x");
    timeline.reset(ids.map(event), "before");
    return timeline;
}

const shown = (timeline: ReturnType<typeof held>) => timeline.events.map((it) => it.eventId);

describe("joining what the server tells to what is held", () => {
    it("appends what follows", () => {
        const timeline = held("$1", "$2");
        const merge = mergeTimeline(timeline, [event("$3")], { mayHaveGap: false, prevBatch: "x" });
        expect(shown(timeline)).toEqual(["$1", "$2", "$3"]);
        expect(merge.added.map((it) => it.eventId)).toEqual(["$3"]);
        expect(timeline.prevBatch).toBe("before");
    });

    it("takes only what is new of a stretch that overlaps", () => {
        const timeline = held("$1", "$2");
        const merge = mergeTimeline(timeline, [event("$2"), event("$3")], { mayHaveGap: true, prevBatch: "x" });
        expect(shown(timeline)).toEqual(["$1", "$2", "$3"]);
        expect(merge.gap).toBe(false);
    });

    it("puts an expanded stretch before what is held, and goes on from its start", () => {
        const timeline = held("$3");
        mergeTimeline(timeline, [event("$1"), event("$2"), event("$3")], { mayHaveGap: true, prevBatch: "earlier" });
        expect(shown(timeline)).toEqual(["$1", "$2", "$3"]);
        expect(timeline.prevBatch).toBe("earlier");
    });

    it("never pretends that nothing is missing: without a common event the new stretch replaces the old", () => {
        const timeline = held("$1", "$2");
        const merge = mergeTimeline(timeline, [event("$8"), event("$9")], { mayHaveGap: true, prevBatch: "gap" });
        expect(shown(timeline)).toEqual(["$8", "$9"]);
        expect(merge.gap).toBe(true);
        expect(timeline.prevBatch).toBeNull();
        expect(timeline.startReached).toBe(false);
    });
});
