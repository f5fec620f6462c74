import type { UserId } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createTestApp } from "../../../test/createTestApp.ts";

const request = {
    id: "c1",
    kind: "charter",
    audience: "!r:x",
    role: "CHARTER",
    signers: 1,
    summary: "Open Evacuation",
};
const file = JSON.stringify({ version: 1, requests: [{ ...request, payload: { seq: 1 } }], signed: [] });

describe("what an administrator asks to be signed", () => {
    it("is shown with its payload, signed one by one, and given back as a file", async () => {
        const { app, shell, inputsOf } = await createTestApp({ start: "ready" });
        const { deskSignatures } = app;
        deskSignatures.show();
        await deskSignatures.choose({ name: "signatures.json", text: file });
        expect(deskSignatures.getState()).toMatchObject({
            rows: [{ id: "c1", isOpen: true, signedCount: 0, payload: expect.stringContaining('"seq": 1') }],
            signedText: null,
        });
        await deskSignatures.sign("c1");
        expect(inputsOf("signRequest")).toMatchObject([{ id: "c1", text: file }]);
        expect(deskSignatures.getState().rows).toMatchObject([{ isOpen: false, signedCount: 1 }]);
        await deskSignatures.save();
        expect(shell.calls.at(-1)).toMatchObject({ method: "saveFile", input: { name: "signatures.json" } });
    });

    it("is put into its room once all have signed", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        const { deskSignatures } = app;
        const payload = { room: "!r:x", seq: 2 };
        await deskSignatures.begin({ ...request, kind: "charter", payload, role: "CHARTER RELEASE", signers: 2 });
        expect(app.navigation.getState().dialog).toEqual({ kind: "signatures" });
        expect(deskSignatures.getState().rows).toMatchObject([{ isOpen: true, signedCount: 1, statement: null }]);
        await deskSignatures.file("c1");
        expect(inputsOf("publishStatement")).toEqual([]);
        await deskSignatures.sign("c1");
        await deskSignatures.file("c1");
        expect(inputsOf("publishStatement")).toMatchObject([{ roomId: "!r:x", statement: { kind: "charter" } }]);
        expect(deskSignatures.getState().filedIds).toEqual(["c1"]);
    });

    it("is given back to the officer who asked for it once all have signed, and is asked no more", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        const { deskSignatures } = app;
        const ask = { id: "a1", text: file, userId: "@ann:mfa.example" as UserId };
        await deskSignatures.take(ask);
        expect(app.navigation.getState().dialog).toEqual({ kind: "signatures" });
        expect(inputsOf("askSignature")).toEqual([]);
        await deskSignatures.sign("c1");
        expect(inputsOf("askSignature")).toMatchObject([
            { userId: ask.userId, text: expect.stringContaining("signed") },
        ]);
        deskSignatures.close();
        expect(deskSignatures.getState()).toMatchObject({ doneAskIds: ["a1"], askedBy: null });
    });

    it("is asked no more once it was dismissed, whatever is opened and closed after", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        const { deskSignatures } = app;
        deskSignatures.dismiss("a1");
        await deskSignatures.take({ id: "a2", text: file, userId: "@ann:mfa.example" as UserId });
        deskSignatures.close();
        deskSignatures.show();
        expect(deskSignatures.getState().doneAskIds).toEqual(["a1"]);
        expect([inputsOf("signRequest"), inputsOf("askSignature")]).toEqual([[], []]);
    });

    it("is not taken where the file is another, and the place is said", async () => {
        const { app, inputsOf } = await createTestApp({ start: "ready" });
        app.deskSignatures.show();
        await app.deskSignatures.choose({ name: "x.json", text: file.replace("charter", "order") });
        expect(app.deskSignatures.getState()).toMatchObject({ rows: [], malformedAt: "requests.0.kind" });
        expect(inputsOf("signRequest")).toEqual([]);
    });

    it("leaves nothing behind when it is closed", async () => {
        const { app } = await createTestApp({ start: "ready" });
        await app.deskSignatures.choose({ name: "signatures.json", text: file });
        app.deskSignatures.close();
        expect(app.deskSignatures.getState()).toMatchObject({ fileName: null, rows: [] });
        expect(app.navigation.getState().dialog).toBeNull();
    });
});
