import type { BroadcastSnapshot } from "@valise/bridge";
import { buildAlarm, buildCrisis, demoFlash } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const alarm = buildAlarm();

async function withAlarm(...rows: readonly BroadcastSnapshot[]) {
    const test = await createTestApp({ start: "ready", demo: true });
    const publish = (...next: readonly BroadcastSnapshot[]) =>
        test.engine.topics.publish({ topic: "crisis" }, buildCrisis({ rows: next }));
    publish(...rows);
    const asked = (method: string) =>
        test.shell.calls.filter((call) => call.method === method).map(({ input }) => input);
    return { ...test, publish, asked };
}

describe("an alarm", () => {
    it("sounds at once and again, brings the window up once, and says precedence and sender only", async () => {
        const { sounded, clock, asked, publish } = await withAlarm(demoFlash({ alarm }));
        expect(sounded).toHaveLength(1);
        publish(demoFlash({ alarm }));
        expect(sounded).toHaveLength(1);
        clock.advance(20_000);
        clock.advance(20_000);
        expect(sounded).toHaveLength(3);
        expect(asked("raiseAlarm")).toEqual([{}]);
        expect(asked("notify")).toMatchObject([{ title: "FLASH", body: "Paul Estève, Ministry of Defence" }]);
        expect(JSON.stringify(asked("notify"))).not.toContain("Tamrin");
    });

    it("sounds and reads otherwise when it is real, in the middle of an exercise", async () => {
        const real = demoFlash({ key: "real", broadcastId: "real", alarm, noDuff: true });
        const played = demoFlash({ key: "played", broadcastId: "played", alarm, status: "exercise" });
        const { sounds, asked } = await withAlarm(played, real);
        expect(sounds.toSorted()).toEqual(["actual", "exercise"]);
        const titles = asked("notify").map((input) => (input as { title: string }).title);
        expect(titles.toSorted()).toEqual(["EXERCISE FLASH", "NO-DUFF – REAL FLASH"]);
    });

    it("stops on silence, answer, cancellation and expiry, and sounds anew for the next step", async () => {
        const { sounded, clock, publish, asked, app, engine } = await withAlarm(demoFlash({ alarm }));
        app.crisisView.silence(demoFlash({ alarm }));
        await Promise.resolve();
        expect(engine.topics.read({ topic: "crisis" })?.rows[0]?.alarm?.sounds).toBe(false);
        clock.advance(60_000);
        expect(sounded).toHaveLength(1);
        publish(demoFlash({ alarm: { ...alarm, step: 1 } }));
        expect(sounded).toHaveLength(2);
        expect(asked("raiseAlarm")).toHaveLength(2);
        await app.crisisView.acknowledge(demoFlash());
        clock.advance(60_000);
        expect(sounded).toHaveLength(2);
        publish(demoFlash({ alarm: { ...alarm, step: 2 } }));
        publish(demoFlash({ alarm: { ...alarm, step: 2 }, standing: "cancelled" }));
        clock.advance(60_000);
        expect(sounded).toHaveLength(3);
        publish(demoFlash({ alarm: { ...alarm, step: 3 } }));
        clock.advance(86_400_000);
        const whenExpired = sounded.length;
        clock.advance(86_400_000);
        expect(sounded).toHaveLength(whenExpired);
    });

    it("is none of a refused one, and quiet where the agency's policy says so", async () => {
        const { sounded, asked } = await withAlarm(
            demoFlash({ alarm, refused: "CRS_NOT_BROADCASTER", key: "a" }),
            demoFlash({ alarm: { ...alarm, sounds: false }, key: "b", status: "exercise", exerciseName: "Séisme" }),
        );
        expect(sounded).toEqual([]);
        expect(asked("notify")).toMatchObject([{ title: "EXERCISE FLASH" }]);
    });

    it("sounds once, and leaves the window where it is, where the agency's policy says so", async () => {
        const quiet = { ...alarm, repeatEveryMs: null, raisesWindow: false };
        const { sounded, clock, asked } = await withAlarm(demoFlash({ alarm: quiet }));
        clock.advance(600_000);
        expect(sounded).toHaveLength(1);
        expect(asked("raiseAlarm")).toEqual([]);
        expect(asked("notify")).toHaveLength(1);
    });

    it("passes do-not-disturb only where the agency lets it, and is heard when that ends", async () => {
        const { sounded, clock, asked, app, publish } = await withAlarm();
        app.preferences.change({ doNotDisturb: true });
        const passing = demoFlash({ alarm, key: "let", broadcastId: "let" });
        const held = demoFlash({ alarm: { ...alarm, throughDoNotDisturb: false }, key: "held", broadcastId: "held" });
        publish(held);
        clock.advance(60_000);
        expect([sounded.length, asked("raiseAlarm").length, asked("notify").length]).toEqual([0, 0, 0]);
        publish(held, passing);
        expect([sounded.length, asked("raiseAlarm").length, asked("notify").length]).toEqual([1, 1, 1]);
        app.preferences.change({ doNotDisturb: false });
        expect([sounded.length, asked("raiseAlarm").length, asked("notify").length]).toEqual([2, 2, 2]);
    });

    it("leads to its screen when its notification is clicked", async () => {
        const { app, shell } = await withAlarm(demoFlash({ alarm }));
        shell.clickNotification(demoFlash().roomId);
        expect(app.navigation.getState().view).toBe("crisis");
        expect(app.rail.getState().top[0]).toMatchObject({ id: "crisis", isCrisis: true, badge: { count: 1 } });
    });
});

describe("an answer", () => {
    it("carries what was asked and nothing else", async () => {
        const { app, inputsOf } = await withAlarm(demoFlash());
        app.crisisView.change({ option: "x", triage: "safe", location: "Tamrin", reason: "No vehicle" });
        await app.crisisView.acknowledge(demoFlash());
        await app.crisisView.decline(demoFlash());
        expect(inputsOf("answerBroadcast")).toMatchObject([
            { kind: "acknowledged", option: "x", text: null, triage: null, location: null },
            { kind: "cannot-comply", option: null, text: "No vehicle" },
        ]);
    });

    it("is said to be refused in place, and leaves what was written", async () => {
        const { app, engine } = await withAlarm(demoFlash());
        engine.refuse("answerBroadcast", { kind: "refused", code: "CRS_EXPIRED" });
        app.crisisView.change({ isDeclining: true, reason: "No vehicle" });
        await app.crisisView.decline(demoFlash());
        expect(app.crisisView.getState()).toMatchObject({
            isDeclining: true,
            reason: "No vehicle",
            failure: { code: "CRS_EXPIRED" },
        });
    });

    it("marks as seen once, and never what is refused", async () => {
        const { app, inputsOf } = await withAlarm(demoFlash());
        app.crisisView.seen(demoFlash());
        app.crisisView.seen(demoFlash());
        app.crisisView.seen(demoFlash({ key: "other", refused: "CRS_MALFORMED" }));
        expect(inputsOf("markBroadcastSeen")).toHaveLength(1);
    });
});
