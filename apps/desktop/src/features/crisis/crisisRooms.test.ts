import { epochMs } from "@valise/base";
import type { CrisisRoomSnapshot } from "@valise/bridge";
import { buildCrisis, demoNowMs, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { currentCrisis, formatSince } from "./crisisRooms.ts";
import { windowFrame } from "./openAlarms.ts";

const crisis = (id: string, values: Partial<CrisisRoomSnapshot> = {}): CrisisRoomSnapshot => ({
    ...{ crisisId: id, roomId: roomIdOf(`!${id}`), name: id, phase: "response", lead: "urn:valise:agency:mfa" },
    ...{ exercise: false, startedAtMs: demoNowMs, sitrep: { dueAtMs: null, state: "none" } },
    ...values,
});

describe("the crisis that goes on", () => {
    it("is the newest that is not closed", () => {
        const older = crisis("older", { startedAtMs: epochMs(demoNowMs - 1000) });
        expect(currentCrisis([older, crisis("newer")])?.crisisId).toBe("newer");
        expect(currentCrisis([older, crisis("newer", { phase: "closed" })])?.crisisId).toBe("older");
        expect(currentCrisis([crisis("over", { phase: "closed" })])).toBeNull();
    });

    it("says since when in hours and minutes", () => {
        expect(formatSince(demoNowMs, demoNowMs + 59 * 60_000)).toBe("T + 59 min");
        expect(formatSince(demoNowMs, demoNowMs + (4 * 60 + 7) * 60_000)).toBe("T + 4 h 07 min");
        expect(formatSince(demoNowMs, demoNowMs - 5)).toBe("T + 0 min");
    });

    it.each([
        ["nothing", [], null],
        ["an exercise", [crisis("a", { exercise: true })], "exercise"],
        ["an exercise beside what is actual", [crisis("a", { exercise: true }), crisis("b")], "actual"],
        ["one that is closed", [crisis("a", { phase: "closed" })], null],
    ] as const)("frames the window: %s", (_name, crises, frame) => {
        expect(windowFrame(buildCrisis({ crises }), demoNowMs)).toBe(frame);
    });
});
