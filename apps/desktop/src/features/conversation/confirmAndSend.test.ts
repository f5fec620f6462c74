import { ok } from "@valise/base";
import { roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp, settle } from "../../../test/createTestApp.ts";

const roomId = roomIdOf("!flights");
const gate = { topic: "gate", roomId } as const;
const jonas = "@jonas:mod.example" as never;
const marta = "@marta:intel.example" as never;

async function writing() {
    const made = await createTestApp({ start: "ready", demo: true });
    made.engine.topics.change(gate, (snapshot) => ({ ...snapshot, toConfirm: [jonas] }));
    const conversation = made.openRoom(roomId);
    await settle();
    if (conversation === null) throw new Error("no conversation");
    conversation.composer.changeDraft("40 seats");
    return { ...made, conversation };
}

describe("those who will not read", () => {
    it("are confirmed by one key, which sends what is written, also when the answer outruns the snapshot", async () => {
        const { conversation, engine, inputsOf } = await writing();
        await conversation.send();
        expect(inputsOf("sendText")).toEqual([]);
        engine.answer("confirmReaders", async () => ok());
        await conversation.confirmAndSend();
        expect(inputsOf("sendText")).toMatchObject([{ body: "40 seats" }]);
    });

    it("are asked about again when someone new is among them", async () => {
        const { conversation, engine, inputsOf } = await writing();
        engine.answer("confirmReaders", async () => {
            engine.topics.change(gate, (snapshot) => ({ ...snapshot, toConfirm: [jonas, marta] }));
            return ok();
        });
        await conversation.confirmAndSend();
        expect(inputsOf("sendText")).toEqual([]);
        expect(conversation.composer.getState().draft).toBe("40 seats");
    });

    it("keep the message here when the engine refuses the answer", async () => {
        const { conversation, engine, inputsOf } = await writing();
        engine.refuse("confirmReaders", { kind: "not-found" });
        await conversation.confirmAndSend();
        expect(inputsOf("sendText")).toEqual([]);
    });
});
