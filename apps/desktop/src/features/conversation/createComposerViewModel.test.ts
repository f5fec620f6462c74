import { createFakeClock, createFakeEngine, eventIdOf, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { settle } from "../../../test/createTestApp.ts";
import { createComposerViewModel, maxMessageBytes } from "./createComposerViewModel.ts";

const roomId = roomIdOf("!room");
const eventId = eventIdOf("$event");

function compose() {
    const engine = createFakeEngine({ demo: true });
    const clock = createFakeClock();
    const composer = createComposerViewModel(engine, roomId, clock);
    const drafts = () =>
        engine.calls
            .filter((call) => call.method === "writeDraft")
            .map((call) => (call.input as { text: string }).text);
    return { engine, clock, composer, drafts };
}

describe("the composer", () => {
    it("keeps a draft after a pause in typing, and at once when the room is closed", () => {
        const { clock, composer, drafts } = compose();
        composer.changeDraft("B");
        composer.changeDraft("Bo");
        expect(drafts()).toEqual([]);
        clock.advance(400);
        expect(drafts()).toEqual(["Bo"]);
        composer.changeDraft("Bon");
        composer[Symbol.dispose]();
        expect(drafts()).toEqual(["Bo", "Bon"]);
    });

    it("tells the engine that somebody writes, once a second, and that the draft became what is sent", async () => {
        const { engine, clock, composer } = compose();
        await settle();
        composer.changeDraft("B");
        composer.changeDraft("Bo");
        clock.advance(1_000);
        composer.changeDraft("Bon");
        const told = () => engine.calls.map((call) => call.method).filter((method) => method !== "readDraft");
        expect(told()).toEqual(["prepareSend", "writeDraft", "prepareSend"]);
        await composer.send();
        expect(told().slice(3)).toEqual(["sendText"]);
        expect(engine.calls.at(-1)?.input).toMatchObject({ body: "Bon", clearsDraft: true });
    });

    it("shows the draft of last time, but not over what is being typed already", async () => {
        const { engine, clock } = compose();
        await engine.commands.writeDraft({ roomId, text: "<img src=x onerror=alert(1)>" });
        const again = createComposerViewModel(engine, roomId, clock);
        const typing = createComposerViewModel(engine, roomId, clock);
        typing.changeDraft("new");
        await settle();
        expect(again.getState().draft).toBe("<img src=x onerror=alert(1)>");
        expect(typing.getState().draft).toBe("new");
    });

    it("is empty the moment a message is sent, and full again when it was refused", async () => {
        const { engine, composer } = compose();
        engine.refuse("sendText", { kind: "store-full" });
        composer.changeDraft("  Important  ");
        const sending = composer.send();
        expect(composer.getState().draft).toBe("");
        expect((await sending).ok).toBe(false);
        expect(composer.getState().draft).toBe("  Important  ");
    });

    it("answers a message of another room, keeping what is already written here, and says which when sending", async () => {
        const { engine, composer } = compose();
        const elsewhere = { roomId: roomIdOf("!other"), eventId };
        composer.changeDraft("Agreed");
        composer.quote({ ...elsewhere, authorName: "Nadia", excerpt: "(DR) words", carries: () => true });
        expect(composer.getState()).toMatchObject({ draft: "Agreed", context: { kind: "quote" } });
        await composer.send();
        expect(engine.calls.at(-1)?.input).toMatchObject({ roomId, body: "Agreed", replyTo: null, quotes: elsewhere });
        composer.changeDraft("next");
        await composer.send();
        expect(engine.calls.at(-1)?.input).toMatchObject({ body: "next", quotes: null });
    });

    it("sends all of several messages that follow each other at once", async () => {
        const { engine, composer } = compose();
        const words = ["one", "two", "three"];
        await Promise.all(
            words.map((word) => {
                composer.changeDraft(word);
                return composer.send();
            }),
        );
        const sent = engine.calls.filter((call) => call.method === "sendText").map(({ input }) => input);
        expect(sent).toMatchObject(words.map((body) => ({ body })));
    });

    it("sends one message as real, and the next in the exercise again", async () => {
        const { composer, engine } = compose();
        composer.markReal(true);
        composer.changeDraft("Injured at gate C");
        await composer.send();
        composer.changeDraft("Two coaches");
        await composer.send();
        const sent = engine.calls.filter((call) => call.method === "sendText").map(({ input }) => input);
        expect(sent).toMatchObject([
            { body: "Injured at gate C", noDuff: true },
            { body: "Two coaches", noDuff: false },
        ]);
    });

    it("sends an answer with its event, once", async () => {
        const { engine, composer } = compose();
        composer.reply({ eventId, authorName: "Ann", excerpt: "61 need transport" });
        composer.changeDraft("Two aircraft");
        await composer.send();
        composer.changeDraft("More");
        await composer.send();
        const sent = engine.calls.filter((call) => call.method === "sendText").map((call) => call.input);
        expect(sent).toEqual([
            {
                roomId,
                body: "Two aircraft",
                html: null,
                label: null,
                noDuff: false,
                replyTo: eventId,
                quotes: null,
                clearsDraft: true,
            },
            { ...(sent[0] as object), body: "More", replyTo: null },
        ]);
    });

    it("sets the unsent message aside while another is edited, also on disk", async () => {
        const { engine, clock, composer, drafts } = compose();
        composer.changeDraft("unsent");
        composer.edit({ eventId, body: "old words", label: null });
        clock.advance(400);
        expect(drafts()).toEqual(["unsent"]);
        composer.changeDraft("new words");
        await composer.send();
        expect(engine.calls.find((call) => call.method === "editText")?.input).toMatchObject({ body: "new words" });
        expect(composer.getState()).toMatchObject({ draft: "unsent", context: null });
        composer.edit({ eventId, body: "old words", label: null });
        composer.cancelContext();
        expect(composer.getState()).toMatchObject({ draft: "unsent", context: null });
    });

    it("sends neither nothing nor more than fits, counted in bytes", async () => {
        const { engine, composer } = compose();
        composer.changeDraft(" \n ");
        await composer.send();
        composer.changeDraft("é".repeat(maxMessageBytes / 2 + 1));
        expect(composer.getState().usedBytes).toBe(maxMessageBytes + 2);
        await composer.send();
        expect(engine.calls.some((call) => call.method === "sendText")).toBe(false);
    });
});
