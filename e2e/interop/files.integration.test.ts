import { randomBytes } from "node:crypto";
import type { EventId, RoomId } from "@valise/bridge";
import { startTestStack, type TestStack, type TestUser } from "@valise/homeserver";
import type { NodeEngine } from "@valise/matrix/node";
import { createRoom, memoryEngine, must, row, signUp } from "@valise/matrix/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decryptAttachment, type EncryptedFileWire, encryptAttachment } from "./attachment.ts";
import { patiently } from "./encryptedRoom.ts";
import { StockClient } from "./stockClient.ts";

let stack: TestStack;
let ours: NodeEngine;
let stock: StockClient;
let bob: TestUser;
let roomId: RoomId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2 });
    bob = stack.user("bob");
    ours = await memoryEngine();
    await signUp(ours, stack.user("alice"));
    stock = await StockClient.start(bob.clientUrl, bob.userId, bob.password);
    roomId = await createRoom(ours, "Files", bob.userId);
    await patiently(() => stock.client.joinRoom(roomId));
    await row(ours, roomId, (r) => r.system?.kind === "joined" && r.senderId === bob.userId);
});
afterAll(async () => {
    stock?.[Symbol.dispose]();
    await ours?.close();
    await stack?.[Symbol.asyncDispose]();
});

const bytes = new Uint8Array(randomBytes(100_001));

async function fetchSealed(mxc: string): Promise<Response> {
    const media = `/_matrix/client/v1/media/download/${mxc.slice("mxc://".length)}`;
    const headers = { authorization: `Bearer ${stock.client.getAccessToken()}` };
    return fetch(new URL(media, bob.clientUrl), { headers });
}

it("a file of ours opens with WebCrypto alone; on the server it has neither name nor type", async () => {
    const none = { thumbnail: null, widthPx: null, heightPx: null, replyTo: null };
    const file = { roomId, name: "crossing.pdf", mimeType: "application/pdf", bytes: bytes.slice(), ...none };
    must(await ours.commands.sendFile(file));
    const event = await patiently(async () => {
        const found = stock.messages(roomId).find((message) => message.getContent().msgtype === "m.file");
        if (found === undefined) throw new Error("no file yet");
        return found;
    });
    const content = event.getContent() as { body: string; file: EncryptedFileWire; url?: string };
    expect(content).toMatchObject({ body: "crossing.pdf", info: { mimetype: "application/pdf", size: bytes.length } });
    expect(content.url).toBeUndefined();
    const answer = await fetchSealed(content.file.url);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition") ?? "").not.toContain("crossing");
    const sealed = new Uint8Array(await answer.arrayBuffer());
    expect(Buffer.from(sealed).equals(Buffer.from(bytes))).toBe(false);
    expect((await decryptAttachment(sealed, content.file)).equals(Buffer.from(bytes))).toBe(true);
});

it("ours opens a stock client's file, and refuses it when the server changed one byte", async () => {
    const send = async (body: string, damage: (sealed: Uint8Array) => void) => {
        const { sealed, file } = await encryptAttachment(bytes.slice());
        damage(sealed);
        const { content_uri } = await stock.client.uploadContent(new Blob([sealed]), {
            type: "application/octet-stream",
            includeFilename: false,
        });
        const info = { mimetype: "application/pdf", size: bytes.length };
        const content = { msgtype: "m.file", body, info, file: { ...file, url: content_uri } };
        await stock.client.sendMessage(roomId, content as never);
        const seen = await row(ours, roomId, (r) => r.file?.name === body);
        return ours.commands.readFile({ roomId, eventId: seen.eventId as EventId });
    };
    const whole = must(await send("whole.pdf", () => {}));
    expect(whole).toMatchObject({ name: "whole.pdf", mimeType: "application/pdf" });
    expect(Buffer.from(whole.bytes).equals(Buffer.from(bytes))).toBe(true);

    const damaged = await send("damaged.pdf", (sealed) => sealed.set([(sealed[5] ?? 0) ^ 1], 5));
    expect(damaged).toEqual({ ok: false, error: { kind: "file-damaged" } });
});
