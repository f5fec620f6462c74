import { expect, it } from "vitest";
import { createFakeClock } from "../../outbox/testing/fakeClock.ts";
import { createSitrepRhythms } from "./createSitrepRhythms.ts";

const ROOM = "!r:mfa.example";
const agencies = ["urn:valise:agency:mfa"];
const label = { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: {} };
const retention = { maxAgeS: null, hold: true };
const plan = { label, agencies, admission: "roster", retention, roles: [{ agency: agencies[0], role: "OPS" }] };

/** A crisis whose plan asks for a report each hour, opened `openedS` ago. */
function play({
    phase = "response",
    everyS = 3_600 as number | null,
    nextS = undefined as number | undefined,
    written = [] as readonly string[],
} = {}) {
    const clock = createFakeClock();
    const nowS = Math.floor(clock.nowMs() / 1000);
    const sitrep = { kind: "sitrep", number: 1, ...(nextS !== undefined && { nextS: nowS + nextS }) };
    const bodies = [
        ...(nextS === undefined ? [] : [sitrep]),
        ...written.map((checklist) => ({ kind: "task", task: checklist, state: "open", text: checklist, checklist })),
    ];
    const entries = bodies.map((body) => ({ author: "@a:mfa.example", wire: { iat: nowS, body } }));
    const charter = { label, agencies, admission: "roster", retention, cells: { [agencies[0] ?? ""]: ["OPS"] } };
    let tell = () => {};
    const rhythm = createSitrepRhythms({
        clock,
        gates: { ruling: () => ({ kind: "ruled", charter }) } as never,
        logs: { log: () => ({ merged: { entries } }), onChanged: () => {} } as never,
        phases: {
            of: () => ({ phase, startedS: nowS }),
            all: () => [{ roomId: ROOM }],
            onChanged: (listener: () => void) => {
                tell = listener;
            },
        } as never,
        plans: {
            templates: () => [
                { ...plan, sitrepEveryS: everyS, checklist: [] },
                { ...plan, sitrepEveryS: 600, checklist: [{ id: "airfield" }] },
            ],
        } as never,
    });
    let reminders = 0;
    rhythm.onChanged(() => reminders++);
    tell();
    return { clock, nowS, rhythm, reminders: () => reminders };
}

it("counts a plan's rhythm from the opening, and reminds when a report is due soon and when it is late", async () => {
    const { clock, nowS, rhythm, reminders } = play();
    expect(rhythm.of(ROOM)).toEqual({ dueS: nowS + 3_600, state: "ahead" });
    await clock.advance(3_299_000);
    expect(reminders()).toBe(0);
    await clock.advance(1_000);
    expect([reminders(), rhythm.of(ROOM).state]).toEqual([1, "soon"]);
    await clock.advance(300_000);
    expect([reminders(), rhythm.of(ROOM).state]).toEqual([2, "late"]);
    await clock.advance(3_600_000);
    expect(reminders()).toBe(2);
});

it("goes by what the last report says, and asks for none where no plan does, or when the crisis is closed", () => {
    const { nowS, rhythm } = play({ nextS: 900 });
    expect(rhythm.of(ROOM)).toEqual({ dueS: nowS + 900, state: "ahead" });
    const none = { dueS: null, state: "none" };
    expect(play({ everyS: null }).rhythm.of(ROOM)).toEqual(none);
    expect(play({ phase: "closed" }).rhythm.of(ROOM)).toEqual(none);
});

it("goes, of two plans that call the same people, by the one whose checklist the room began with", () => {
    const { nowS, rhythm } = play({ written: ["airfield"] });
    expect(rhythm.of(ROOM).dueS).toBe(nowS + 600);
    expect(play().rhythm.of(ROOM).dueS).toBe(nowS + 3_600);
});
