import { err, ok, unwrap } from "@valise/base";
import type { EventId, RoomId } from "@valise/bridge";
import { beforeEach, describe, expect, it } from "vitest";
import type { AttachmentCipher, EncryptedFileInfo } from "../files/AttachmentCipher.ts";
import type { Outbox } from "./Outbox.ts";
import type { OutboxDraft, OutboxPriority } from "./OutboxEntry.ts";
import { openOutbox } from "./openOutbox.ts";
import { createFakeClock, type FakeClock } from "./testing/fakeClock.ts";
import { createFakeServer, type Fault } from "./testing/fakeServer.ts";
import { createFakeDisk } from "./testing/fakeStore.ts";

const room = "!room" as RoomId;
const other = "!other" as RoomId;
const info = { v: "v2", iv: "iv" } as EncryptedFileInfo;
/** Turns every byte round, so that a test sees whether plaintext was stored. */
const cipher: AttachmentCipher = {
    encrypt: (bytes) => ({ bytes: bytes.map((byte) => byte ^ 0xff), info }),
    decrypt: (bytes) => ok(bytes),
};

describe("outbox", () => {
    let clock: FakeClock;
    let server: ReturnType<typeof createFakeServer>;
    let disk: ReturnType<typeof createFakeDisk>;
    let store: ReturnType<typeof disk.open>;
    let carrier: ReturnType<typeof server.carrier>;
    let outbox: Outbox;
    let signedOut: boolean[];

    async function boot() {
        store = disk.open();
        carrier = server.carrier();
        const parts = {
            store,
            carrier,
            cipher,
            clock,
            random: () => 0.5,
            signedOut: (soft: boolean) => signedOut.push(soft),
        };
        outbox = unwrap(await openOutbox(parts));
    }
    async function reboot() {
        store.kill();
        carrier.kill();
        await boot();
        outbox.resume();
    }
    const faults = (...list: Fault[]) => {
        server.nextFault = () => list.shift() ?? "none";
    };
    async function say(text: string, roomId = room, priority: OutboxPriority = "chat") {
        const payload = { kind: "event", roomId, type: "m.room.message", content: { body: text } } as const;
        return unwrap(await outbox.enqueue({ payload, priority }));
    }
    async function attach(sizeBytes: number, thumbnailBytes: number | null = null) {
        const content = { body: `file ${sizeBytes}`, info: { size: sizeBytes } };
        const attachments = {
            file: new Uint8Array(sizeBytes),
            ...(thumbnailBytes !== null && { thumbnail: new Uint8Array(thumbnailBytes) }),
        };
        const payload = { kind: "file", roomId: room, type: "m.room.message", content } as const;
        return unwrap(await outbox.enqueue({ payload, priority: "file", attachments }));
    }
    const texts = () => server.arrived.map((event) => event.text);
    const states = () => outbox.entriesOf(room).map((entry) => entry.state);

    beforeEach(async () => {
        clock = createFakeClock();
        server = createFakeServer(clock);
        disk = createFakeDisk();
        signedOut = [];
        await boot();
    });

    it("counts what it can no longer read, after each restart", async () => {
        expect(outbox.snapshot().damagedCount).toBe(0);
        disk.setDamaged(2);
        await reboot();
        expect(outbox.snapshot()).toMatchObject({ queuedCount: 0, damagedCount: 2 });
    });

    it("keeps what was queued before the session was up, and shows it", async () => {
        await say("one");
        await clock.advance(60_000);
        expect(states()).toEqual(["queued"]);
        expect(outbox.snapshot()).toMatchObject({ queuedCount: 1, failedCount: 0 });
        await reboot();
        await clock.settle();
        expect(texts()).toEqual(["one"]);
        expect(states()).toEqual(["sent"]);
        await outbox.settle(outbox.entriesOf(room)[0]!.key);
        expect(states()).toEqual([]);
    });

    it("does not show as queued what the disk refused", async () => {
        disk.setFull(true);
        const payload = { kind: "event", roomId: room, type: "m.room.message", content: {} } as const;
        expect(await outbox.enqueue({ payload, priority: "chat" })).toEqual({
            ok: false,
            error: { kind: "store-full" },
        });
        expect(states()).toEqual([]);
    });

    it("writes what comes alongside together with the entry, or neither", async () => {
        const payload = { kind: "event", roomId: room, type: "m.room.message", content: {} } as const;
        const key = { group: "", id: room };
        const alongside = [{ kind: "put", table: "drafts", key, value: { text: "" } }] as const;
        disk.setFull(true);
        expect((await outbox.enqueue({ payload, priority: "chat", alongside })).ok).toBe(false);
        expect(unwrap(await store.get("drafts", key))).toBeNull();
        disk.setFull(false);
        unwrap(await outbox.enqueue({ payload, priority: "chat", alongside }));
        expect(unwrap(await store.get("drafts", key))).toEqual({ text: "" });
    });

    it("seals while the disk writes what leaves at once, and nothing leaves when the disk refuses", async () => {
        outbox.resume();
        let written = (_isDone: boolean) => {};
        const { write } = store;
        store.write = async (changes, durability) => {
            store.write = write;
            server.calls.push("disk asked");
            const mayWrite = await new Promise<boolean>((resolve) => {
                written = resolve;
            });
            return mayWrite ? write(changes, durability) : err({ kind: "store-full" });
        };
        const hold = store.write;
        const first = say("one");
        await clock.settle();
        expect(server.calls.map((call) => call.split(" ")[0])).toEqual(["seal", "disk"]);
        expect(states()).toEqual([]);
        written(true);
        await first;
        await clock.settle();
        expect(server.calls.map((call) => call.split(" ")[0])).toEqual(["seal", "disk", "send"]);
        await outbox.settle(outbox.entriesOf(room)[0]!.key);

        store.write = hold;
        const second = say("two").catch(() => "refused");
        await clock.settle();
        written(false);
        expect(await second).toBe("refused");
        await clock.advance(60_000);
        expect(texts()).toEqual(["one"]);
    });

    it("seals in its own turn what must wait behind another", async () => {
        outbox.resume();
        faults("429");
        await say("one");
        await say("two");
        await clock.advance(60_000);
        expect(texts()).toEqual(["one", "two"]);
        const steps = server.calls.map((call) => call.split(" ").slice(0, 2).join(" "));
        const [one, two] = server.arrived.map((event) => event.key);
        expect(steps.lastIndexOf(`send ${one}`)).toBeLessThan(steps.lastIndexOf(`seal ${two}`));
    });

    it("sends nothing that it could not note on the disk first", async () => {
        await say("one");
        disk.setFull(true);
        outbox.resume();
        await clock.advance(5_000);
        expect(texts()).toEqual([]);
        disk.setFull(false);
        await clock.advance(60_000);
        expect(texts()).toEqual(["one"]);
    });

    it("waits as long as a 429 says, counts down, and does not ask meanwhile", async () => {
        outbox.resume();
        faults("429");
        await say("one");
        await say("two", other);
        await clock.settle();
        const asked = server.calls.length;
        const waiting = outbox.entriesOf(room)[0];
        expect(waiting).toMatchObject({ state: "queued", failure: { kind: "rate-limited" } });
        expect(waiting?.retryAtMs).toBeGreaterThanOrEqual(clock.nowMs() + 4000);
        outbox.connectionReturned();
        await clock.advance(3_900);
        expect(server.calls.slice(asked).filter((call) => call.startsWith("send"))).toEqual([]);
        await clock.advance(1_000);
        expect(texts().sort()).toEqual(["one", "two"]);
    });

    it("sends the same bytes again when the outcome was unclear, also after a restart", async () => {
        outbox.resume();
        faults("lost-before");
        await say("one");
        await clock.settle();
        await reboot();
        await clock.advance(1_000);
        const sends = server.calls.filter((call) => call.startsWith("send"));
        expect(sends).toHaveLength(2);
        expect(new Set(sends).size).toBe(1);
    });

    it("seals anew, for the recipients of that moment, when the server surely refused", async () => {
        outbox.resume();
        faults("429", "refused");
        await say("one");
        await clock.advance(60_000);
        const sends = server.calls.filter((call) => call.startsWith("send"));
        expect(new Set(sends).size).toBe(3);
        expect(texts()).toEqual(["one"]);
    });

    it("looks before it repeats an old unclear attempt", async () => {
        outbox.resume();
        faults("lost-after");
        const key = await say("one");
        await clock.settle();
        store.kill();
        carrier.kill();
        await clock.advance(3 * 3_600_000);
        await reboot();
        await clock.settle();
        expect(server.calls.at(-1)).toBe(`find ${key}`);
        expect(texts()).toEqual(["one"]);
        expect(outbox.entry(key)).toMatchObject({ state: "sent", eventId: `$${key}` });
    });

    it("marks a refused message failed, lets later ones go, and sends it last when tried again", async () => {
        outbox.resume();
        server.refuse = { kind: "answered", status: 403, errcode: "M_FORBIDDEN" };
        const first = await say("first");
        await clock.settle();
        server.refuse = null;
        await say("second");
        await clock.settle();
        expect(states()).toEqual(["failed", "sent"]);
        expect(outbox.entry(first)?.failure).toEqual({ kind: "not-allowed", errcode: "M_FORBIDDEN" });
        await reboot();
        expect(outbox.entry(first)?.state).toBe("failed");
        unwrap(await outbox.retry(first));
        await clock.settle();
        expect(texts()).toEqual(["second", "first"]);
    });

    it("pauses when the server no longer knows the session, and goes on after signing in again", async () => {
        outbox.resume();
        server.refuse = { kind: "answered", status: 401, errcode: "M_UNKNOWN_TOKEN", softLogout: true };
        await say("one");
        await clock.advance(60_000);
        expect(signedOut).toEqual([true]);
        expect(states()).toEqual(["queued"]);
        server.refuse = null;
        outbox.resume();
        await clock.settle();
        expect(texts()).toEqual(["one"]);
    });

    it("waits for recipients until woken, without asking the server", async () => {
        const seal = carrier.seal.bind(carrier);
        carrier.seal = async () => ({ ok: false, error: { kind: "not-ready" } });
        outbox.resume();
        await say("one");
        await clock.advance(60_000);
        expect(outbox.entriesOf(room)[0]).toMatchObject({ state: "queued", failure: { kind: "encryption-not-ready" } });
        carrier.seal = seal;
        outbox.wake(room);
        await clock.settle();
        expect(texts()).toEqual(["one"]);
    });

    it("is tried again when it is woken while an attempt still looks", async () => {
        const seal = carrier.seal.bind(carrier);
        carrier.seal = async () => {
            carrier.seal = seal;
            for (let turn = 0; turn < 50; turn++) await Promise.resolve();
            outbox.wake(room);
            return { ok: false, error: { kind: "not-ready" } };
        };
        outbox.resume();
        await say("one");
        await clock.settle();
        expect(texts()).toEqual(["one"]);
    });

    it("says what is said without waiting for the room's name; of two names the later stands", async () => {
        outbox.resume();
        faults("never");
        const state = (content: string) =>
            ({ kind: "state", roomId: room, type: "m.room.name", stateKey: "", content: { name: content } }) as const;
        const enqueue = async (payload: OutboxDraft["payload"]) =>
            unwrap(await outbox.enqueue({ payload, priority: "chat" }));
        const first = await enqueue(state("one"));
        const later = await enqueue(state("two"));
        await say("three");
        await clock.settle();
        expect(texts()).toEqual(["three"]);
        expect([outbox.entry(first)?.state, outbox.entry(later)?.state]).toEqual(["sending", "queued"]);
    });

    it("takes the timeline's word that something arrived", async () => {
        outbox.resume();
        faults("never");
        const key = await say("one");
        await say("two");
        await clock.settle();
        expect(states()).toEqual(["sending", "queued"]);
        expect(await outbox.discard(key)).toEqual({ ok: false, error: { kind: "already-sending" } });
        await outbox.confirm(key, "$seen" as EventId);
        await clock.settle();
        expect(states()).toEqual(["sent", "sent"]);
        expect(outbox.entry(key)?.eventId).toBe("$seen");
    });

    it("forgets what was discarded, for good", async () => {
        const key = await say("one");
        unwrap(await outbox.discard(key));
        await reboot();
        await clock.advance(60_000);
        expect(server.calls).toEqual([]);
        expect(await outbox.retry(key)).toEqual({ ok: false, error: { kind: "not-in-outbox" } });
    });

    it("lets crisis pass chat as soon as the server listens again", async () => {
        outbox.resume();
        faults("429");
        await say("limited");
        await clock.settle();
        for (let index = 0; index < 8; index++) await say(`chat ${index}`, `!${index}` as RoomId);
        await say("FLASH", other, "crisis");
        await clock.advance(10_000);
        expect(texts()[0]).toBe("FLASH");
        expect(texts()).toHaveLength(10);
    });

    it("comes back one by one after an outage, not all at once", async () => {
        outbox.resume();
        faults("refused", "refused", "refused", "refused");
        for (let index = 0; index < 8; index++) await say(`chat ${index}`, `!${index}` as RoomId);
        await clock.settle();
        const asked = server.calls.length;
        faults(...Array<Fault>(100).fill("refused"));
        await clock.advance(60_000);
        expect(server.calls.slice(asked).filter((call) => call.startsWith("send")).length).toBeLessThan(12);
    });

    it("lets other rooms try when one entry never gets through", async () => {
        const send = carrier.send.bind(carrier);
        carrier.send = async (entry, ...rest) =>
            entry.payload.kind === "event" && entry.payload.roomId === room
                ? { ok: false, error: { kind: "no-answer", reached: false, cause: null } }
                : send(entry, ...rest);
        outbox.resume();
        await say("poison");
        await clock.settle();
        await say("healthy", other);
        await clock.advance(30_000);
        expect(texts()).toEqual(["healthy"]);
        expect(outbox.entriesOf(room)[0]).toBe(outbox.entriesOf(room)[0]);
    });

    describe("files", () => {
        it("keeps only ciphertext, uploads file and thumbnail once, and fills them into the event", async () => {
            const key = await attach(1000, 10);
            const stored = unwrap(await store.list("outboxFiles")).records.map((record) => record.value);
            expect(stored).toEqual([new Uint8Array(1000).fill(255), new Uint8Array(10).fill(255)]);
            const seen: unknown[] = [];
            const send = carrier.send.bind(carrier);
            carrier.send = (entry, ...rest) => {
                seen.push(entry.payload);
                return send(entry, ...rest);
            };
            outbox.resume();
            await clock.settle();
            expect(seen).toMatchObject([
                {
                    content: {
                        file: { v: "v2", url: "mxc://mfa.example/1000" },
                        info: { size: 1000, thumbnail_file: { url: "mxc://mfa.example/10" } },
                    },
                },
            ]);
            expect(outbox.entry(key)?.state).toBe("sent");
            expect(unwrap(await store.list("outboxFiles")).records).toEqual([]);
        });

        it("go on after a restart with the part that is not up yet", async () => {
            await attach(1000, 10);
            faults("none", "lost-before");
            outbox.resume();
            await clock.settle();
            await reboot();
            await clock.advance(60_000);
            expect(server.calls.filter((call) => call.startsWith("upload"))).toEqual([
                "upload 1000",
                "upload 10",
                "upload 10",
            ]);
            expect(texts()).toEqual(["file 1000"]);
        });

        it("show progress and can be cancelled while they go up", async () => {
            outbox.resume();
            faults("never");
            const key = await attach(1000);
            await clock.settle();
            expect(outbox.entry(key)).toMatchObject({ state: "sending", progress: 0.5 });
            unwrap(await outbox.discard(key));
            await clock.advance(60_000);
            expect(states()).toEqual([]);
            expect(server.calls).toEqual(["upload 1000"]);
        });

        it("keep their place when small, and are passed at once when large", async () => {
            await attach(1000);
            await say("after small");
            outbox.resume();
            await clock.settle();
            expect(texts()).toEqual(["file 1000", "after small"]);

            outbox.pause();
            faults("never");
            await attach(5_000_000);
            await say("after large");
            outbox.resume();
            await clock.settle();
            expect(texts().at(-1)).toBe("after large");
        });

        it("are passed when a small one is stuck", async () => {
            faults("never");
            await attach(1000);
            await say("after stuck");
            outbox.resume();
            await clock.advance(1_400);
            expect(texts()).toEqual([]);
            await clock.advance(200);
            expect(texts()).toEqual(["after stuck"]);
        });

        it("too large are refused before anything is kept", async () => {
            const payload = { kind: "file", roomId: room, type: "m.room.message", content: {} } as const;
            const attachments = { file: new Uint8Array(101 * 1024 * 1024) };
            const refused = await outbox.enqueue({ payload, priority: "file", attachments });
            expect(refused).toMatchObject({ error: { kind: "too-large" } });
        });
    });
});
