import { type Duplex, duplexPair } from "node:stream";
import { type Clock, epochMs } from "@valise/base";
import { beforeEach, expect, it } from "vitest";
import { Link } from "./Link.ts";
import { NO_FAULT } from "./linkFault.ts";

/** Time that passes when the test says so. */
class FakeClock implements Clock {
    #now = 0;
    #due: { atMs: number; call: () => void }[] = [];
    nowMs = () => epochMs(this.#now);
    monotonicMs = () => this.#now;
    after(delayMs: number, call: () => void): Disposable {
        const entry = { atMs: this.#now + delayMs, call };
        this.#due.push(entry);
        return {
            [Symbol.dispose]: () => {
                this.#due = this.#due.filter((other) => other !== entry);
            },
        };
    }
    async pass(ms: number): Promise<void> {
        this.#now += ms;
        const ready = this.#due.filter(({ atMs }) => atMs <= this.#now);
        this.#due = this.#due.filter(({ atMs }) => atMs > this.#now);
        for (const { call } of ready) call();
        await settle();
    }
}
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

let clock: FakeClock;
let link: Link;
let near: Duplex;
let far: Duplex;
let arrived: string;

beforeEach(() => {
    clock = new FakeClock();
    link = new Link(clock);
    const [client, clientSide] = duplexPair();
    const [server, serverSide] = duplexPair();
    near = client;
    far = server;
    arrived = "";
    far.on("data", (data: Buffer) => {
        arrived += data;
    });
    link.join(clientSide, serverSide);
});

it("whole, passes everything at once", async () => {
    near.write("hello");
    await settle();
    expect(arrived).toBe("hello");
});

it("delayed, holds each piece for its time and keeps the order", async () => {
    link.set({ ...NO_FAULT, delayMs: 500 });
    near.write("one ");
    await settle();
    await clock.pass(300);
    near.write("two");
    await settle();
    expect(arrived).toBe("");
    await clock.pass(200);
    expect(arrived).toBe("one ");
    await clock.pass(300);
    expect(arrived).toBe("one two");
});

it("throttled, passes so many bytes a second", async () => {
    link.set({ ...NO_FAULT, bytesPerSecond: 2_000 });
    near.write("x".repeat(4_000));
    await settle();
    for (let i = 0; i < 10; i++) await clock.pass(100);
    expect(arrived.length).toBeGreaterThanOrEqual(1_900);
    expect(arrived.length).toBeLessThanOrEqual(2_000);
    for (let i = 0; i < 11; i++) await clock.pass(100);
    expect(arrived.length).toBe(4_000);
});

it("a black hole passes nothing, and all of it once healed", async () => {
    link.set({ ...NO_FAULT, cut: "blackhole" });
    near.write("held");
    await clock.pass(60_000);
    expect(arrived).toBe("");
    link.set(NO_FAULT);
    await settle();
    expect(arrived).toBe("held");
});

it("refused, breaks what is open", async () => {
    const ended = new Promise((resolve) => far.on("close", resolve).on("end", resolve));
    expect(link.openTunnels).toBe(1);
    link.set({ ...NO_FAULT, cut: "refuse" });
    await ended;
    expect(link.openTunnels).toBe(0);
});

it("healing delivers at once what a delay still held", async () => {
    link.set({ ...NO_FAULT, delayMs: 60_000 });
    near.write("late");
    await settle();
    link.set(NO_FAULT);
    await settle();
    expect(arrived).toBe("late");
});
