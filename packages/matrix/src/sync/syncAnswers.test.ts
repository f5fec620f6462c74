import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { buildSlidingRequest, firstWindow, growWindow, isWhole, parseSlidingAnswer } from "./slidingSync.ts";
import { parseV2Answer } from "./syncV2.ts";

const value = fc.jsonValue({ maxDepth: 3 });
const sliding = fc.record({
    pos: fc.oneof(fc.constant("1"), value),
    lists: fc.oneof(value, fc.record({ all: fc.oneof(value, fc.record({ count: value })) })),
    rooms: fc.oneof(value, fc.dictionary(fc.constantFrom("!a:x", "b", ""), value)),
    extensions: fc.oneof(
        value,
        fc.record({ to_device: value, e2ee: value, account_data: value, receipts: fc.record({ rooms: value }) }),
    ),
});
const v2 = fc.record({
    next_batch: fc.oneof(fc.constant("1"), value),
    rooms: fc.oneof(value, fc.record({ join: fc.dictionary(fc.constantFrom("!a:x", "b"), value), invite: value })),
    to_device: value,
    device_lists: value,
    device_one_time_keys_count: value,
});

describe("answers of a sync", () => {
    it("never throw, whatever a server sends", () => {
        fc.assert(fc.property(sliding, (answer) => void parseSlidingAnswer(answer as JsonObject, firstWindow, null)));
        fc.assert(fc.property(v2, (answer) => void parseV2Answer(answer as JsonObject, false)));
    });

    it("are refused without a position to go on from", () => {
        expect(parseSlidingAnswer({ rooms: {} }, firstWindow, null)).toBeNull();
        expect(parseV2Answer({ rooms: {} }, true)).toBeNull();
    });

    it("keep the last to-device position when none is given", () => {
        const parsed = parseSlidingAnswer({ pos: "2", rooms: {} }, firstWindow, "41");
        expect(parsed?.update.position).toMatchObject({ pos: "2", toDevicePos: "41" });
    });
});

describe("the window of the room list", () => {
    it("starts with a screenful and grows until it holds every room", () => {
        const first = buildSlidingRequest(firstWindow, true, [], null);
        expect(first).toMatchObject({ lists: { all: { ranges: [[0, 19]], timeline_limit: 1 } } });
        expect(first.lists).not.toHaveProperty("recent");
        const next = { recent: { ranges: [[0, 19]], timeline_limit: 20 } };
        expect(buildSlidingRequest(firstWindow, false, [], null)).toMatchObject({ lists: next });
        const grown = { ...next, all: { ranges: [[20, 119]], timeline_limit: 1 } };
        expect(buildSlidingRequest({ size: 120, total: 90 }, false, [], null)).toMatchObject({ lists: grown });
        const { window: counted } = parseSlidingAnswer(
            { pos: "1", lists: { recent: { count: 7 } } },
            firstWindow,
            null,
        )!;
        expect(isWhole(counted)).toBe(true);
        let window = parseSlidingAnswer({ pos: "1", lists: { all: { count: 250 } } }, firstWindow, null)?.window;
        const sizes: number[] = [];
        while (window !== undefined && !isWhole(window)) {
            window = growWindow(window);
            sizes.push(window.size);
        }
        expect(sizes).toEqual([120, 220, 320]);
    });
});
