import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPublisher, steady } from "./createPublisher.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("publishes nothing when what was built anew says the same", () => {
    let word = "a";
    const seen: unknown[] = [];
    const publisher = createPublisher(steady(() => ({ rows: [{ word }] })));
    using _open = publisher.open((snapshot) => void seen.push(snapshot));
    publisher.poke();
    vi.advanceTimersByTime(20);
    expect(seen).toHaveLength(1);
    word = "b";
    publisher.poke();
    vi.advanceTimersByTime(20);
    expect(seen).toEqual([{ rows: [{ word: "a" }] }, { rows: [{ word: "b" }] }]);
});

it("begins for whoever comes later with what is, while those who are there wait for their batch", () => {
    let value = 0;
    const publisher = createPublisher(() => value);
    const [early, late]: [number[], number[]] = [[], []];
    using _early = publisher.open((snapshot) => void early.push(snapshot));
    value++;
    publisher.poke();
    using _late = publisher.open((snapshot) => void late.push(snapshot));
    expect([early, late]).toEqual([[0], [1]]);
    vi.advanceTimersByTime(20);
    expect([early, late]).toEqual([
        [0, 1],
        [1, 1],
    ]);
});

it("lets what stands beside the messages rest, so that one publication tells of all that came together", () => {
    let value = 0;
    const seen: number[] = [];
    const publisher = createPublisher(() => value, { allMs: (last) => (last === 0 ? 0 : 50) });
    using _open = publisher.open((snapshot) => void seen.push(snapshot));
    const change = () => {
        value++;
        publisher.poke();
    };
    change();
    vi.advanceTimersByTime(0);
    expect(seen).toEqual([0, 1]);
    vi.advanceTimersByTime(100);
    change();
    vi.advanceTimersByTime(49);
    change();
    expect(seen).toEqual([0, 1]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([0, 1, 3]);
});

it("publishes the first change after a pause at once, and those that follow closely together", () => {
    let value = 0;
    const seen: number[] = [];
    const publisher = createPublisher(() => value);
    using _open = publisher.open((snapshot) => void seen.push(snapshot));
    const change = () => {
        value++;
        publisher.poke();
    };
    change();
    vi.advanceTimersByTime(0);
    expect(seen).toEqual([0, 1]);
    change();
    vi.advanceTimersByTime(5);
    change();
    vi.advanceTimersByTime(5);
    expect(seen).toEqual([0, 1]);
    vi.advanceTimersByTime(6);
    expect(seen).toEqual([0, 1, 3]);
});

it("lets what is minor rest, and tells of it with whatever is urgent", () => {
    let value = { row: 1, state: "queued" };
    const seen: unknown[] = [];
    const publisher = createPublisher(() => value, {
        minorMs: 80,
        isMinor: (last, next) => last.row === next.row,
    });
    using _open = publisher.open((snapshot) => void seen.push(snapshot));
    const change = (next: Partial<typeof value>) => {
        value = { ...value, ...next };
        publisher.poke();
    };
    vi.advanceTimersByTime(100);
    change({ state: "sending" });
    vi.advanceTimersByTime(40);
    change({ state: "sent" });
    vi.advanceTimersByTime(39);
    expect(seen).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(seen.at(-1)).toEqual({ row: 1, state: "sent" });
    vi.advanceTimersByTime(100);
    change({ state: "read" });
    vi.advanceTimersByTime(10);
    change({ row: 2 });
    vi.advanceTimersByTime(0);
    expect(seen).toHaveLength(3);
    expect(seen.at(-1)).toEqual({ row: 2, state: "read" });
});
