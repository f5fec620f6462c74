import type { EventId, SendKey } from "@valise/bridge";
import { buildMessage, roomIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createTestApp, settle } from "../../../test/createTestApp.ts";

const roomId = roomIdOf("!flights");
const eventId = "$plan" as EventId;
const file = { name: "plan.pdf", mimeType: "x", sizeBytes: 1000, widthPx: null, heightPx: null, hasThumbnail: false };

/** A room with one file of somebody else's, and one of one's own that waits. */
async function withFiles() {
    const made = await createTestApp({ start: "ready", demo: true });
    const send = {
        key: "waiting" as SendKey,
        state: "queued",
        failure: null,
        retryAtMs: null,
        progress: null,
    } as const;
    const rows = [
        buildMessage(eventId, "@paul:mod.example", "Paul", "", { kind: "file", file }),
        buildMessage("mine", "@me:mfa.example", "Me", "", { kind: "file", file, own: true, eventId: null, send }),
    ];
    made.engine.topics.change({ topic: "timeline", roomId }, (snapshot) => ({ ...snapshot, rows }));
    const conversation = made.openRoom(roomId);
    await settle();
    if (conversation === null) throw new Error("no conversation");
    const transferOf = (key: string) => {
        const item = conversation.timeline.getState().items.find((candidate) => candidate.key === key);
        const content = item?.kind === "message" ? item.message.content : null;
        return content?.kind === "file" ? content.file.transfer : null;
    };
    return { ...made, conversation, transferOf };
}

describe("a file", () => {
    it("that is fetched tells how much has come, and can be stopped", async () => {
        const { conversation, engine, transferOf, shell, inputsOf } = await withFiles();
        const { promise, resolve } = Promise.withResolvers<never>();
        engine.answer("readFile", () => promise);
        conversation.askOpen(eventId);
        const opening = conversation.confirm("open");
        expect(transferOf(eventId)).toEqual({ kind: "downloading", doneBytes: 0 });
        engine.topics.publish({ topic: "downloads" }, { rows: [{ eventId, receivedBytes: 400 }] });
        expect(transferOf(eventId)).toEqual({ kind: "downloading", doneBytes: 400 });

        conversation.cancelTransfer(eventId);
        expect(inputsOf("cancelReadFile")).toEqual([{ eventId }]);
        resolve({ ok: false, error: { kind: "cancelled" } } as never);
        await opening;
        expect(transferOf(eventId)).toEqual({ kind: "none", isOnDevice: false });
        expect(shell.calls.map(({ method }) => method)).not.toContain("openFile");
    });

    it("that could not be fetched says so, and is no longer followed", async () => {
        const { conversation, engine, transferOf } = await withFiles();
        engine.refuse("readFile", { kind: "server-unreachable" });
        conversation.askOpen(eventId);
        await conversation.confirm("open");
        expect(transferOf(eventId)).toMatchObject({ kind: "failed" });
        engine.topics.publish({ topic: "downloads" }, { rows: [{ eventId, receivedBytes: 400 }] });
        expect(transferOf(eventId)).toMatchObject({ kind: "failed" });
    });

    it("that waits to be sent is taken back by its key", async () => {
        const { conversation, transferOf, inputsOf } = await withFiles();
        expect(transferOf("mine")).toEqual({ kind: "waiting" });
        conversation.cancelTransfer("mine");
        expect(inputsOf("discardSend")).toEqual([{ key: "waiting" }]);
        expect(inputsOf("cancelReadFile")).toEqual([]);
    });
});
