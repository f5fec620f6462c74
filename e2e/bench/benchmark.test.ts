import { describe, expect, it } from "vitest";
import { formatFigure, median, meetsBar, percentile } from "./benchmark.ts";

describe("a figure", () => {
    it("is held to its bar in the direction it names", () => {
        expect(meetsBar({ measure: "latency", value: 1.6, unit: "x", bar: 1.5 })).toBe(false);
        expect(meetsBar({ measure: "rate", value: 85, unit: "%", bar: 80, atLeast: true })).toBe(true);
        expect(meetsBar({ measure: "heap", value: 3, unit: "MB" })).toBeNull();
    });

    it("says plainly that a bar was missed", () => {
        expect(formatFigure({ measure: "latency", value: 1.6, unit: "x", bar: 1.5 })).toContain("MISSED");
    });
});

describe("percentiles", () => {
    it("take the nearest rank", () => {
        expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
        expect(median([3, 1, 2])).toBe(2);
        expect(() => median([])).toThrow();
    });
});
