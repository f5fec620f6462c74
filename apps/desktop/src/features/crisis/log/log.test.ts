import { demoNowMs, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../../test/createTestApp.ts";
import { createI18n } from "../../../i18n/createI18n.ts";
import { autoTitle } from "./autoWords.ts";
import { mayWrite, minutesOf } from "./createLogViewModel.ts";
import { agenciesOf, countLog, filterLog } from "./decideLog.ts";

const room = roomIdOf("!flights");

async function logApp() {
    const made = await createTestApp({ start: "ready", demo: true, crisis: true });
    const rows = () => made.engine.topics.read({ topic: "log", roomId: room })?.rows ?? [];
    return { ...made, rows };
}

describe("the log", () => {
    it("is shown newest first, by kind, agency and words", async () => {
        const { rows } = await logApp();
        const titles = (...args: [Parameters<typeof filterLog>[1], string | null, string]) =>
            filterLog(rows(), ...args).map(({ key }) => key);
        expect(titles("all", null, "")).toEqual(["move", "sitrep", "buses", "navy", "hotline"]);
        expect(titles("task", null, "")).toEqual(["buses", "hotline"]);
        expect(titles("decision", "Ministry of Defence", "")).toEqual(["navy"]);
        expect(titles("all", null, "n2 BRIDGE")).toEqual(["sitrep"]);
        expect(countLog(rows(), "decision")).toBe(2);
        expect(agenciesOf(rows())).toEqual(["Foreign Ministry", "Ministry of Defence"]);
    });

    it("says in words what happened by itself", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const translator = i18n.getState();
        const say = (code: string, facts: Readonly<Record<string, string | number>>) =>
            autoTitle({ code, facts, broadcastId: null, noDuff: false }, translator, (id) => `<${id}>`);
        expect(say("room-opened", { from: "standby", reads: 3, waits: 1, refused: 0 })).toBe(
            "Room opened (prepared): 3 can read, 1 not yet, 0 refused",
        );
        expect(say("watch-changed", { agency: "mfa", role: "OPS", to: "@b:x" })).toBe(
            "Watch OPS of <mfa>: nobody → <@b:x>",
        );
        expect(say("gateway-called", { agency: "mfa", people: 2, state: "timed-out" })).toBe(
            "Gateway of <mfa> called for 2 people: timed out",
        );
        expect(say("meteor-seen", {})).toBe("meteor-seen");
    });

    it("takes an entry with what belongs to its kind and nothing else", async () => {
        const { app, inputsOf } = await logApp();
        app.log.begin(room, "decision");
        expect(mayWrite(app.log.getState())).toBe(false);
        app.log.change({ title: " Close the road ", instead: "Wait", minutes: "30" });
        await app.log.write(room);
        app.log.begin(room, "task");
        app.log.change({ title: "Buses", instead: "left over", minutes: "30" });
        await app.log.write(room);
        expect(inputsOf("writeLog")).toEqual([
            expect.objectContaining({ kind: "decision", title: "Close the road", instead: "Wait", dueAtMs: null }),
            expect.objectContaining({ kind: "task", instead: null, dueAtMs: demoNowMs + 30 * 60_000 }),
        ]);
        expect(app.navigation.getState().dialog).toBeNull();
        expect(app.log.getState().title).toBe("");
    });

    it("marks a task done by an entry of its own", async () => {
        const { app, rows, inputsOf } = await logApp();
        const task = rows().find(({ key }) => key === "buses");
        if (task === undefined) throw new Error("no such task");
        await app.log.done(room, task);
        expect(inputsOf("writeLog")).toMatchObject([{ kind: "task-done", of: "buses" }]);
        expect(rows().find(({ key }) => key === "buses")?.done).toBe(true);
    });

    it("leaves as an archive whose marking is said, after a question outside the page", async () => {
        const { app, shell, inputsOf } = await logApp();
        await app.log.exportArchive(room, "Flights", true);
        expect(shell.calls.map(({ method }) => method)).toEqual(
            expect.arrayContaining(["confirmSensitive", "saveFile"]),
        );
        expect(inputsOf("exportArchive")).toMatchObject([{ roomId: room, files: true }]);
        expect(app.toasts.getState()[0]?.text).toContain("FR · DIFFUSION RESTREINTE");
    });

    it.each([
        ["", null],
        ["30", 30],
        ["0", undefined],
        ["1.5", undefined],
        ["soon", undefined],
        ["10081", undefined],
    ])("reads %j minutes as %j", (text, minutes) => {
        expect(minutesOf(text)).toBe(minutes);
    });
});
