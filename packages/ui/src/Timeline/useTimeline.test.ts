import { describe, expect, it } from "vitest";
import type { TimelineItem } from "./Timeline.tsx";
import { countNew, nextMessage } from "./useTimeline.ts";

const said = (key: string, isOwn = false): TimelineItem => ({
    kind: "message",
    key,
    message: {
        id: key,
        author: { userId: "@a:b", displayName: "A", initials: "A" },
        sentAtMs: 0,
        isOwn,
        continuesPrevious: false,
        content: { kind: "text", body: "" },
        mayReply: true,
        mayEdit: false,
        mayDelete: false,
        mayForward: false,
        hasReaders: false,
    },
});
const items: readonly TimelineItem[] = [
    said("a"),
    { kind: "unread", key: "line" },
    said("b"),
    said("c", true),
    said("d"),
];

describe("a timeline", () => {
    it("counts as new what others said since one was last at the end", () => {
        expect(countNew(items, "a")).toBe(2);
        expect(countNew(items, "d")).toBe(0);
    });

    it("leads from message to message by arrow keys, past lines that are none", () => {
        expect(nextMessage(items, 0, "ArrowDown")).toBe("b");
        expect(nextMessage(items, 2, "ArrowUp")).toBe("a");
        expect(nextMessage(items, 0, "ArrowUp")).toBeUndefined();
        expect(nextMessage(items, 4, "ArrowDown")).toBeUndefined();
        expect(nextMessage(items, 0, "End")).toBe("d");
    });
});
