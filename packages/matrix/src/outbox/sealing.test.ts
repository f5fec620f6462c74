import { epochMs, err, unwrap } from "@valise/base";
import { beforeEach, describe, expect, it } from "vitest";
import { room, type StartedOutbox, startOutbox } from "./testing/startOutbox.ts";

let at: StartedOutbox;

beforeEach(async () => {
    at = await startOutbox();
});

describe("what is encrypted on its way out", () => {
    it("seals while the disk writes what leaves at once, and nothing leaves when the disk refuses", async () => {
        at.outbox.resume();
        let written = (_isDone: boolean) => {};
        const { write } = at.store;
        at.store.write = async (changes, durability) => {
            at.store.write = write;
            at.server.calls.push("disk asked");
            const mayWrite = await new Promise<boolean>((resolve) => {
                written = resolve;
            });
            return mayWrite ? write(changes, durability) : err({ kind: "store-full" });
        };
        const hold = at.store.write;
        const first = at.say("one");
        await at.clock.settle();
        expect(at.server.calls.map((call) => call.split(" ")[0])).toEqual(["seal", "disk"]);
        expect(at.states()).toEqual([]);
        written(true);
        await first;
        await at.clock.settle();
        expect(at.server.calls.map((call) => call.split(" ")[0])).toEqual(["seal", "disk", "send"]);
        await at.outbox.settle(at.outbox.entriesOf(room)[0]!.key);

        at.store.write = hold;
        const second = at.say("two").catch(() => "refused");
        await at.clock.settle();
        written(false);
        expect(await second).toBe("refused");
        await at.clock.advance(60_000);
        expect(at.texts()).toEqual(["one"]);
    });

    it("forces onto the disk only what the server has not answered for within a blink", async () => {
        at.outbox.resume();
        const asked: string[] = [];
        const { write } = at.store;
        at.store.write = (changes, durability = "strict") => {
            asked.push(durability);
            return write(changes, durability);
        };
        await at.outbox.settle(await at.say("one"));
        expect(asked.length).toBeGreaterThan(1);
        expect(asked).not.toContain("strict");
        at.faults("never");
        const saying = at.say("two");
        await at.clock.advance(99);
        expect(asked).not.toContain("strict");
        await at.clock.advance(1);
        await saying;
        expect(asked.at(-1)).toBe("strict");
    });

    it("seals in its own turn what must wait behind another", async () => {
        at.outbox.resume();
        at.faults("429");
        await at.say("one");
        await at.say("two");
        await at.clock.advance(60_000);
        expect(at.texts()).toEqual(["one", "two"]);
        const steps = at.server.calls.map((call) => call.split(" ").slice(0, 2).join(" "));
        const [one, two] = at.server.arrived.map((event) => event.key);
        expect(steps.lastIndexOf(`send ${one}`)).toBeLessThan(steps.lastIndexOf(`seal ${two}`));
    });

    it("sends nothing that it could not note on the disk first", async () => {
        await at.say("one");
        at.disk.setFull(true);
        at.outbox.resume();
        await at.clock.advance(5_000);
        expect(at.texts()).toEqual([]);
        at.disk.setFull(false);
        await at.clock.advance(60_000);
        expect(at.texts()).toEqual(["one"]);
    });

    it("sends the same bytes again when the outcome was unclear, also after a restart", async () => {
        at.outbox.resume();
        at.faults("lost-before");
        await at.say("one");
        await at.clock.settle();
        await at.reboot();
        await at.clock.advance(1_000);
        const sends = at.server.calls.filter((call) => call.startsWith("send"));
        expect(sends).toHaveLength(2);
        expect(new Set(sends).size).toBe(1);
    });

    it("seals anew, for the recipients of that moment, when the server surely refused", async () => {
        at.outbox.resume();
        at.faults("429", "refused");
        await at.say("one");
        await at.clock.advance(60_000);
        const sends = at.server.calls.filter((call) => call.startsWith("send"));
        expect(new Set(sends).size).toBe(3);
        expect(at.texts()).toEqual(["one"]);
    });

    it("waits for recipients until woken, without asking the server", async () => {
        const seal = at.carrier.seal.bind(at.carrier);
        at.carrier.seal = async () => ({ ok: false, error: { kind: "not-ready" } });
        at.outbox.resume();
        await at.say("one");
        await at.clock.advance(60_000);
        expect(at.outbox.entriesOf(room)[0]).toMatchObject({
            state: "queued",
            failure: { kind: "encryption-not-ready" },
        });
        at.carrier.seal = seal;
        at.outbox.wake(room);
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
    });

    it("is tried again when it is woken while an attempt still looks", async () => {
        const seal = at.carrier.seal.bind(at.carrier);
        at.carrier.seal = async () => {
            at.carrier.seal = seal;
            for (let turn = 0; turn < 50; turn++) await Promise.resolve();
            at.outbox.wake(room);
            return { ok: false, error: { kind: "not-ready" } };
        };
        await at.say("one");
        at.outbox.resume();
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
    });

    it("is tried again when it was woken while the disk still wrote it", async () => {
        const seal = at.carrier.seal.bind(at.carrier);
        at.carrier.seal = async () => {
            at.carrier.seal = seal;
            return { ok: false, error: { kind: "not-ready" } };
        };
        const { write } = at.store;
        at.store.write = async (changes, durability) => {
            at.store.write = write;
            at.outbox.wake(room);
            return write(changes, durability);
        };
        at.outbox.resume();
        await at.say("one");
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
    });

    it("takes out what nobody could read until its time passed, also across a restart, and says so", async () => {
        const said: unknown[] = [];
        const messages = { "@nobody:mod.example": { "*": {} } } as never;
        const payload = { kind: "to-device", type: "org.valise.alarm", messages, encrypt: true } as const;
        const begin = () => {
            at.carrier.seal = async () => err({ kind: "not-sealed", cause: null });
            at.outbox.onExpired((expired) => said.push(expired));
        };
        begin();
        at.outbox.resume();
        const untilMs = epochMs(at.clock.nowMs() + 120_000);
        const first = unwrap(await at.outbox.enqueue({ payload, priority: "crisis", untilMs }));
        await at.clock.advance(119_000);
        expect([at.outbox.entry(first)?.state, said]).toEqual(["queued", []]);
        await at.clock.advance(1_000);
        expect([at.outbox.entry(first), said]).toEqual([null, [payload]]);
        const later = unwrap(
            await at.outbox.enqueue({ payload, priority: "crisis", untilMs: epochMs(untilMs + 60_000) }),
        );
        at.outbox.pause();
        await at.clock.advance(61_000);
        expect(at.outbox.entry(later)?.state).toBe("queued");
        await at.reboot();
        begin();
        await at.clock.settle();
        expect([at.outbox.entry(later), said]).toEqual([null, [payload, payload]]);
    });

    it("shows what did not leave its room in time as failed, and lets what is behind it go", async () => {
        at.outbox.resume();
        at.faults("never");
        const payload = { kind: "event", roomId: room, type: "m.room.message", content: { body: "one" } } as const;
        at.outbox.pause();
        const untilMs = epochMs(at.clock.nowMs() + 5_000);
        const late = unwrap(await at.outbox.enqueue({ payload, priority: "crisis", untilMs }));
        await at.clock.advance(6_000);
        at.faults("none");
        at.outbox.resume();
        await at.say("two");
        await at.clock.settle();
        expect(at.outbox.entry(late)).toMatchObject({ state: "failed", failure: { code: "CRS_EXPIRED" } });
        expect(at.texts()).toEqual(["two"]);
        unwrap(await at.outbox.retry(late));
        await at.clock.settle();
        expect([at.outbox.entry(late)?.state, at.texts()]).toEqual(["failed", ["two"]]);
    });

    it("lets nothing wait for what nobody named can read yet", async () => {
        const { seal } = at.carrier;
        at.carrier.seal = async (entry) =>
            entry.payload.kind === "to-device" ? err({ kind: "not-sealed", cause: null }) : seal(entry);
        at.outbox.resume();
        const messages = { "@nobody:mod.example": { "*": {} } } as never;
        const payload = { kind: "to-device", type: "org.valise.alarm", messages, encrypt: true } as const;
        const alarm = unwrap(await at.outbox.enqueue({ payload, priority: "crisis" }));
        await at.clock.advance(120_000);
        expect(at.outbox.entry(alarm)).toMatchObject({ state: "queued", failure: { kind: "encryption-not-ready" } });
        await at.say("one");
        await at.clock.settle();
        expect(at.texts()).toEqual(["one"]);
        at.carrier.seal = seal;
        await at.clock.advance(60_000);
        expect(at.outbox.entry(alarm)).toBeNull();
    });
});
