import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPublisher } from "./createPublisher.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
