import { describe, expect, it } from "vitest";
import { decideWindowBounds, formatWindowState } from "./windowState.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const left = { x: 100, y: 50, width: 1000, height: 700 };

describe("decideWindowBounds", () => {
    it("opens where the window was left", () => {
        expect(decideWindowBounds(formatWindowState(left, true), [screen])).toEqual({
            bounds: left,
            isMaximized: true,
        });
    });

    it("comes back from a screen that is gone", () => {
        const elsewhere = formatWindowState({ ...left, x: 3000 }, false);
        expect(decideWindowBounds(elsewhere, [screen]).bounds).toEqual({ width: 1280, height: 800 });
        expect(decideWindowBounds(elsewhere, [screen, { ...screen, x: 1920 }]).bounds).toMatchObject({ x: 3000 });
    });

    it("shrinks to a smaller screen and never below what the app can show", () => {
        const small = { x: 0, y: 0, width: 1024, height: 600 };
        const big = formatWindowState({ x: 0, y: 0, width: 4000, height: 3000 }, false);
        expect(decideWindowBounds(big, [small]).bounds).toMatchObject({ width: 1024, height: 600 });
        const tiny = formatWindowState({ x: 0, y: 0, width: 120, height: 110 }, false);
        expect(decideWindowBounds(tiny, [screen]).bounds).toMatchObject({ width: 640, height: 480 });
    });

    it.each([null, "", "{", "[]", '{"version":2}', '{"version":1,"bounds":{"x":1e99},"isMaximized":false}'])(
        "starts afresh from %j",
        (text) => {
            expect(decideWindowBounds(text, [screen])).toEqual({
                bounds: { width: 1280, height: 800 },
                isMaximized: false,
            });
        },
    );
});
