import { unwrap } from "@valise/base";
import type { EventId, RoomId } from "@valise/bridge";
import { beforeEach, describe, expect, it } from "vitest";
import type { OutboxDraft } from "./OutboxEntry.ts";
import type { Fault } from "./testing/fakeServer.ts";
import { other, room, type StartedOutbox, startOutbox } from "./testing/startOutbox.ts";

let at: StartedOutbox;

beforeEach(async () => {
    at = await startOutbox();
});

describe("outbox", () => {
    it("counts what it can no longer read, after each restart", async () => {
        expect(at.outbox.snapshot().damagedCount).toBe(0);
        at.disk.setDamaged(2);
        await at.reboot();
        expect(at.outbox.snapshot()).toMatchObject({ queuedCount: 0, damagedCount: 2 });
    });

    it("keeps what was queued before the session was up, and shows it", async () => {
        await at.say("one");
        await at.clock.advance(60_000);
        expect(at.states()).toEqual(["queued"]);
        expect(at.outbox.snapshot()).toMatchObject({ queuedCount: 1, failedCount: 0 });
        await at.reboot();
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
        expect(at.states()).toEqual(["sent"]);
        await at.outbox.settle(at.outbox.entriesOf(room)[0]!.key);
        expect(at.states()).toEqual([]);
    });

    it("does not show as queued what the disk refused", async () => {
        at.disk.setFull(true);
        const payload = { kind: "event", roomId: room, type: "m.room.message", content: {} } as const;
        expect(await at.outbox.enqueue({ payload, priority: "chat" })).toEqual({
            ok: false,
            error: { kind: "store-full" },
        });
        expect(at.states()).toEqual([]);
    });

    it("writes what comes alongside together with the entry, or neither", async () => {
        const payload = { kind: "event", roomId: room, type: "m.room.message", content: {} } as const;
        const key = { group: "", id: room };
        const alongside = [{ kind: "put", table: "drafts", key, value: { text: "" } }] as const;
        at.disk.setFull(true);
        expect((await at.outbox.enqueue({ payload, priority: "chat", alongside })).ok).toBe(false);
        expect(unwrap(await at.store.get("drafts", key))).toBeNull();
        at.disk.setFull(false);
        unwrap(await at.outbox.enqueue({ payload, priority: "chat", alongside }));
        expect(unwrap(await at.store.get("drafts", key))).toEqual({ text: "" });
    });

    it("waits as long as a 429 says, counts down, and does not ask meanwhile", async () => {
        at.outbox.resume();
        at.faults("429");
        await at.say("one");
        await at.say("two", other);
        await at.clock.settle();
        const asked = at.server.calls.length;
        const waiting = at.outbox.entriesOf(room)[0];
        expect(waiting).toMatchObject({ state: "queued", failure: { kind: "rate-limited" } });
        expect(waiting?.retryAtMs).toBeGreaterThanOrEqual(at.clock.nowMs() + 4000);
        at.outbox.connectionReturned();
        await at.clock.advance(3_900);
        expect(at.server.calls.slice(asked).filter((call) => call.startsWith("send"))).toEqual([]);
        await at.clock.advance(1_000);
        expect(at.texts().sort()).toEqual(["one", "two"]);
    });

    it("looks before it repeats an old unclear attempt", async () => {
        at.outbox.resume();
        at.faults("lost-after");
        const key = await at.say("one");
        await at.clock.settle();
        at.store.kill();
        at.carrier.kill();
        await at.clock.advance(3 * 3_600_000);
        await at.reboot();
        await at.clock.settle();
        expect(at.server.calls.at(-1)).toBe(`find ${key}`);
        expect(at.texts()).toEqual(["one"]);
        expect(at.outbox.entry(key)).toMatchObject({ state: "sent", eventId: `$${key}` });
    });

    it("marks a refused message failed, lets later ones go, and sends it last when tried again", async () => {
        at.outbox.resume();
        at.server.refuse = { kind: "answered", status: 403, errcode: "M_FORBIDDEN" };
        const first = await at.say("first");
        await at.clock.settle();
        at.server.refuse = null;
        await at.say("second");
        await at.clock.settle();
        expect(at.states()).toEqual(["failed", "sent"]);
        expect(at.outbox.entry(first)?.failure).toEqual({ kind: "not-allowed", errcode: "M_FORBIDDEN" });
        await at.reboot();
        expect(at.outbox.entry(first)?.state).toBe("failed");
        unwrap(await at.outbox.retry(first));
        await at.clock.settle();
        expect(at.texts()).toEqual(["second", "first"]);
    });

    it("pauses when the server no longer knows the session, and goes on after signing in again", async () => {
        at.outbox.resume();
        at.server.refuse = { kind: "answered", status: 401, errcode: "M_UNKNOWN_TOKEN", softLogout: true };
        await at.say("one");
        await at.clock.advance(60_000);
        expect(at.signedOut).toEqual([true]);
        expect(at.states()).toEqual(["queued"]);
        at.server.refuse = null;
        at.outbox.resume();
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
    });

    it("says what is said without waiting for the room's name; of two names the later stands", async () => {
        at.outbox.resume();
        at.faults("never");
        const state = (content: string) =>
            ({ kind: "state", roomId: room, type: "m.room.name", stateKey: "", content: { name: content } }) as const;
        const enqueue = async (payload: OutboxDraft["payload"]) =>
            unwrap(await at.outbox.enqueue({ payload, priority: "chat" }));
        const first = await enqueue(state("one"));
        const later = await enqueue(state("two"));
        await at.say("three");
        await at.clock.settle();
        expect(at.texts()).toEqual(["three"]);
        expect([at.outbox.entry(first)?.state, at.outbox.entry(later)?.state]).toEqual(["sending", "queued"]);
    });

    it("lets what people say go before what the device says by itself, which is kept and follows soon", async () => {
        at.outbox.resume();
        const own = { kind: "event", roomId: room, type: "m.room.message", content: { body: "by itself" } } as const;
        const rest = async () => unwrap(await at.outbox.enqueue({ payload: own, priority: "chat", restMs: 3_000 }));
        await rest();
        await at.say("one");
        await at.clock.settle();
        expect([at.texts(), at.states()]).toEqual([["one"], ["queued", "sent"]]);
        await at.clock.advance(2_999);
        expect(at.texts()).toEqual(["one"]);
        await at.clock.advance(1);
        expect(at.texts()).toEqual(["one", "by itself"]);

        // Killed meanwhile, it is the first that leaves.
        await rest();
        await at.reboot();
        await at.say("two");
        await at.clock.settle();
        expect(at.texts()).toEqual(["one", "by itself", "by itself", "two"]);
    });

    it("takes the timeline's word that something arrived", async () => {
        at.outbox.resume();
        at.faults("never");
        const saying = at.say("one");
        await at.clock.advance(100);
        const key = await saying;
        await at.say("two");
        await at.clock.settle();
        expect(at.states()).toEqual(["sending", "queued"]);
        expect(await at.outbox.discard(key)).toEqual({ ok: false, error: { kind: "already-sending" } });
        await at.outbox.confirm(key, "$seen" as EventId);
        await at.clock.settle();
        expect(at.states()).toEqual(["sent", "sent"]);
        expect(at.outbox.entry(key)?.eventId).toBe("$seen");
    });

    it("forgets what was discarded, for good", async () => {
        const key = await at.say("one");
        unwrap(await at.outbox.discard(key));
        await at.reboot();
        await at.clock.advance(60_000);
        expect(at.server.calls).toEqual([]);
        expect(await at.outbox.retry(key)).toEqual({ ok: false, error: { kind: "not-in-outbox" } });
    });

    it("lets crisis pass chat as soon as the server listens again", async () => {
        at.outbox.resume();
        at.faults("429");
        await at.say("limited");
        await at.clock.settle();
        for (let index = 0; index < 8; index++) await at.say(`chat ${index}`, `!${index}` as RoomId);
        await at.say("FLASH", other, "crisis");
        await at.clock.advance(10_000);
        expect(at.texts()[0]).toBe("FLASH");
        expect(at.texts()).toHaveLength(10);
    });

    it("comes back one by one after an outage, not all at once", async () => {
        at.outbox.resume();
        at.faults("refused", "refused", "refused", "refused");
        for (let index = 0; index < 8; index++) await at.say(`chat ${index}`, `!${index}` as RoomId);
        await at.clock.settle();
        const asked = at.server.calls.length;
        at.faults(...Array<Fault>(100).fill("refused"));
        await at.clock.advance(60_000);
        expect(at.server.calls.slice(asked).filter((call) => call.startsWith("send")).length).toBeLessThan(12);
    });

    it("lets other rooms try when one entry never gets through", async () => {
        const send = at.carrier.send.bind(at.carrier);
        at.carrier.send = async (entry, ...rest) =>
            entry.payload.kind === "event" && entry.payload.roomId === room
                ? { ok: false, error: { kind: "no-answer", reached: false, cause: null } }
                : send(entry, ...rest);
        at.outbox.resume();
        await at.say("poison");
        await at.clock.settle();
        await at.say("healthy", other);
        await at.clock.advance(30_000);
        expect(at.texts()).toEqual(["healthy"]);
        expect(at.outbox.entriesOf(room)[0]).toBe(at.outbox.entriesOf(room)[0]);
    });

    describe("files", () => {
        it("keeps only ciphertext, uploads file and thumbnail once, and fills them into the event", async () => {
            const key = await at.attach(1000, 10);
            const stored = unwrap(await at.store.list("outboxFiles")).records.map((record) => record.value);
            expect(stored).toEqual([new Uint8Array(1000).fill(255), new Uint8Array(10).fill(255)]);
            const seen: unknown[] = [];
            const send = at.carrier.send.bind(at.carrier);
            at.carrier.send = (entry, ...rest) => {
                seen.push(entry.payload);
                return send(entry, ...rest);
            };
            at.outbox.resume();
            await at.clock.settle();
            expect(seen).toMatchObject([
                {
                    content: {
                        file: { v: "v2", url: "mxc://mfa.example/1000" },
                        info: { size: 1000, thumbnail_file: { url: "mxc://mfa.example/10" } },
                    },
                },
            ]);
            expect(at.outbox.entry(key)?.state).toBe("sent");
            expect(unwrap(await at.store.list("outboxFiles")).records).toEqual([]);
        });

        it("go on after a restart with the part that is not up yet", async () => {
            await at.attach(1000, 10);
            at.faults("none", "lost-before");
            at.outbox.resume();
            await at.clock.settle();
            await at.reboot();
            await at.clock.advance(60_000);
            expect(at.server.calls.filter((call) => call.startsWith("upload"))).toEqual([
                "upload 1000",
                "upload 10",
                "upload 10",
            ]);
            expect(at.texts()).toEqual(["file 1000"]);
        });

        it("show progress and can be cancelled while they go up", async () => {
            at.outbox.resume();
            at.faults("never");
            const key = await at.attach(1000);
            await at.clock.settle();
            expect(at.outbox.entry(key)).toMatchObject({ state: "sending", progress: 0.5 });
            unwrap(await at.outbox.discard(key));
            await at.clock.advance(60_000);
            expect(at.states()).toEqual([]);
            expect(at.server.calls).toEqual(["upload 1000"]);
        });

        it("keep their place when small, and are passed at once when large", async () => {
            await at.attach(1000);
            await at.say("after small");
            at.outbox.resume();
            await at.clock.settle();
            expect(at.texts()).toEqual(["file 1000", "after small"]);

            at.outbox.pause();
            at.faults("never");
            await at.attach(5_000_000);
            await at.say("after large");
            at.outbox.resume();
            await at.clock.settle();
            expect(at.texts().at(-1)).toBe("after large");
        });

        it("are passed when a small one is stuck", async () => {
            at.faults("never");
            await at.attach(1000);
            await at.say("after stuck");
            at.outbox.resume();
            await at.clock.advance(1_400);
            expect(at.texts()).toEqual([]);
            await at.clock.advance(200);
            expect(at.texts()).toEqual(["after stuck"]);
        });

        it("too large are refused before anything is kept", async () => {
            const payload = { kind: "file", roomId: room, type: "m.room.message", content: {} } as const;
            const attachments = { file: new Uint8Array(101 * 1024 * 1024) };
            const refused = await at.outbox.enqueue({ payload, priority: "file", attachments });
            expect(refused).toMatchObject({ error: { kind: "too-large" } });
        });
    });
});
