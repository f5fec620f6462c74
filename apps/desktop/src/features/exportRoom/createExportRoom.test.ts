import { err, ok } from "@valise/base";
import { demoMarkings, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const roomId = roomIdOf("!flights");
const made = {
    name: "FR-DR Flights.html",
    mimeType: "text/html",
    text: "<p>",
    marking: demoMarkings.frDr,
    messageCount: 7,
    gapCount: 1,
    complete: false,
};

describe("exporting a conversation", () => {
    it("saves what the engine made and says under which marking and with which gaps", async () => {
        const { app, engine, shell } = await createTestApp({ start: "ready", demo: true });
        engine.answer("exportRoom", async () => ok(made));
        await app.exportRoom(roomId, "Flights");
        const saved = shell.calls.find((call) => call.method === "saveFile")?.input;
        expect(saved).toMatchObject({ name: "FR-DR Flights.html", bytes: new TextEncoder().encode("<p>") });
        expect(app.toasts.getState().at(-1)?.text).toBe(
            "Exported under FR · DIFFUSION RESTREINTE – REL TO FRA, DEU: 7 messages, 1 not readable here and older messages are missing",
        );
    });

    it("makes nothing that was not confirmed outside the page, and says why it was refused", async () => {
        const { app, engine, shell, inputsOf } = await createTestApp({ start: "ready", demo: true });
        shell.decide(false);
        await app.exportRoom(roomId, "Flights");
        expect(inputsOf("exportRoom")).toEqual([]);
        shell.decide(true);
        engine.answer("exportRoom", async () => err({ kind: "refused", code: "ATT_EXPIRED" }));
        await app.exportRoom(roomId, "Flights");
        expect(app.toasts.getState().at(-1)?.text).toContain("ATT_EXPIRED");
        expect(shell.calls.some((call) => call.method === "saveFile")).toBe(false);
    });
});
