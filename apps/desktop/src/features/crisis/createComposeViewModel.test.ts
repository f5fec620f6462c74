import type { BroadcastSnapshot } from "@valise/bridge";
import { demoFlash, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp, settle } from "../../../test/createTestApp.ts";
import { draftOfUpdate, emptyDraft, formatOrdinal, wishOf } from "./broadcastDraft.ts";
import { maySend } from "./createComposeViewModel.ts";

const roomId = roomIdOf("!flights");
const written = { ...emptyDraft, roomId, texts: { en: " Stay indoors. ", fr: "" } };

describe("a broadcast being written", () => {
    it.each([
        [{ roomId: null }, "channel"],
        [{ texts: { en: "  " } }, "text"],
        [{ status: "exercise" }, "exercise-name"],
        [{ texts: { en: "a", fr: "b" }, answers: { en: "Yes\nNo", fr: "Oui" } }, "answers-differ"],
        [{ answers: { en: "1\n2\n3\n4\n5\n6\n7\n8\n9" } }, "answers-long"],
        [{ answers: { en: "x".repeat(81) } }, "answers-long"],
    ] as const)("with %j is not whole: %s", (values, problem) => {
        expect(wishOf({ ...written, ...values })).toBe(problem);
    });

    it("becomes a wish: texts trimmed, answers side by side, an empty audience for everyone", () => {
        const wish = wishOf({
            ...written,
            texts: { en: "Stay", de: "Bleiben", fr: " " },
            headlines: { en: "Now", fr: "no text in French" },
            answers: { en: "Yes\n\nNo", de: "Ja\nNein" },
            minutes: "5",
            posts: "consulate, ,visa,consulate",
        });
        expect(wish).toMatchObject({
            texts: { en: "Stay", de: "Bleiben" },
            headlines: { en: "Now" },
            ask: {
                withinMs: 300_000,
                options: [
                    { id: "o1", texts: { en: "Yes", de: "Ja" } },
                    { id: "o2", texts: { en: "No", de: "Nein" } },
                ],
            },
            audience: { agencies: [], roles: [], posts: ["consulate", "visa"] },
            exerciseName: null,
        });
        expect(wish).not.toHaveProperty("texts.fr");
        expect(wishOf({ ...written, asks: false })).toMatchObject({ ask: null });
    });

    it("begins as what it updates", () => {
        const row: BroadcastSnapshot = demoFlash({
            ask: { options: [{ id: "x", texts: [{ lang: "en", text: "Yes" }] }], text: true, rollCall: null },
        });
        const wish = wishOf(draftOfUpdate(row));
        expect(wish).toMatchObject({
            supersedes: { senderId: row.senderId, broadcastId: row.broadcastId },
            precedence: "FLASH",
            label: row.marking?.label,
        });
    });

    it("says which of its kind it would be", () => {
        expect([1, 2, 3, 4, 11, 21].map((value) => formatOrdinal("en", value)).join(" ")).toBe(
            "1st 2nd 3rd 4th 11th 21st",
        );
        expect(formatOrdinal("fr", 1) + formatOrdinal("fr", 3) + formatOrdinal("de", 3)).toBe("1er3e3.");
    });
});

async function withDraft() {
    const test = await createTestApp({ start: "ready", demo: true, crisis: true });
    const { app, clock } = test;
    app.compose.begin();
    const write = async (text: string) => {
        app.compose.change({ texts: { en: text } });
        clock.advance(400);
        await settle();
    };
    return { ...test, write };
}

describe("sending a broadcast", () => {
    it("previews once what was typed in one go, and sends only what was previewed", async () => {
        const { app, write, inputsOf } = await withDraft();
        app.compose.change({ texts: { en: "Stay" } });
        await write("Stay indoors.");
        expect(inputsOf("previewBroadcast")).toHaveLength(1);
        expect(app.compose.getState().preview).toMatchObject({ readers: 3, ordinal: 2 });
        app.compose.change({ precedence: "PRIORITY" });
        await app.compose.send();
        expect(inputsOf("sendBroadcast")).toEqual([]);
        await write("Stay indoors!");
        await app.compose.send();
        expect(inputsOf("confirmReaders")).toHaveLength(1);
        expect(inputsOf("sendBroadcast")).toMatchObject([{ precedence: "PRIORITY", texts: { en: "Stay indoors!" } }]);
        expect(app.compose.getState().texts).toEqual({});
        expect(app.navigation.getState()).toMatchObject({ view: "crisis", dialog: null });
    });

    it("asks once more over the quota, and keeps what is not sent", async () => {
        const { app, write, engine, inputsOf } = await withDraft();
        engine.answer("previewBroadcast", async () => ({
            ok: true,
            value: { readers: 1, notReading: [], ordinal: 3, overQuota: 2, plan: [] },
        }));
        await write("Third");
        expect(maySend(app.compose.getState())).toBe(false);
        await app.compose.send();
        expect(inputsOf("sendBroadcast")).toEqual([]);
        app.navigation.closeDialog();
        app.compose.begin();
        expect(app.compose.getState().texts).toEqual({ en: "Third" });
        app.compose.change({ isOverQuotaMeant: true });
        await app.compose.send();
        expect(inputsOf("sendBroadcast")).toHaveLength(1);
    });

    it("is refused in place where nobody lets one broadcast", async () => {
        const { app, write, engine } = await withDraft();
        engine.refuse("previewBroadcast", { kind: "refused", code: "CRS_NOT_BROADCASTER" });
        await write("Mine");
        expect(app.compose.getState().previewFailure).toMatchObject({ code: "CRS_NOT_BROADCASTER" });
        expect(maySend(app.compose.getState())).toBe(false);
    });

    it("is called off with a reason, also where none was written", async () => {
        const { app, inputsOf } = await withDraft();
        const { senderId, broadcastId } = demoFlash();
        await app.compose.cancelBroadcast({ senderId, broadcastId });
        expect(inputsOf("cancelBroadcast")).toMatchObject([{ reason: { en: "Cancelled by its sender." } }]);
    });
});
