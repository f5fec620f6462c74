import { describe, expect, it } from "vitest";
import { createRoomTimeline } from "./RoomTimeline.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

function event(id: string): TimelineEvent {
    const raw = { event_id: `$${id}`, sender: "@a:x", type: "m.x", content: {}, origin_server_ts: 1 };
    const parsed = parseEvent(raw, null, "!r:x");
    if (parsed === null) throw new Error("not an event");
    return parsed;
}
const events = (ids: string) => [...ids].map(event);
const held = (ids: string) => {
    const timeline = createRoomTimeline("!r:x");
    timeline.reset(events(ids), null);
    return timeline;
};
const shown = ({ events: all }: ReturnType<typeof held>) => all.map(({ eventId }) => eventId.slice(1)).join("");

describe("weaving a page in", () => {
    it("puts what is missing where the server has it", () => {
        const timeline = held("adf");
        expect(timeline.weave(events("abcdef"), false).length).toBe(3);
        expect(shown(timeline)).toBe("abcdef");
        expect(timeline.weave(events("abcdef"), false)).toEqual([]);
    });

    it("puts a page that has nothing of what is held before it", () => {
        const timeline = held("xy");
        timeline.weave(events("ab"), true);
        expect(shown(timeline)).toBe("abxy");
    });

    it("leaves what is newer than all that is held to the server to tell, but for what it has told before", () => {
        const timeline = held("ab");
        timeline.weave(events("abc"), true);
        expect(shown(timeline)).toBe("ab");
        timeline.append(events("cd"));
        timeline.reset(events("x"), null);
        timeline.weave(events("axbcde"), true);
        expect(shown(timeline)).toBe("axbcd");
    });

    it("puts the end of an older page after the last of it that is held", () => {
        const timeline = held("az");
        timeline.weave(events("abc"), false);
        expect(shown(timeline)).toBe("abcz");
    });

    it("says that what was held has been dropped", () => {
        const timeline = held("abc");
        const { stretch } = timeline;
        timeline.weave(events("ab"), true);
        expect(timeline.stretch).toBe(stretch);
        timeline.trim(2);
        expect(timeline.stretch).not.toBe(stretch);
    });
});
