import { expect, it } from "vitest";
import { createInOrder } from "./inOrder.ts";

it("begins a task when the one before has ended, well or badly, and answers each with its own outcome", async () => {
    const inOrder = createInOrder();
    const seen: string[] = [];
    let end = () => {};
    const first = inOrder(async () => {
        seen.push("first begins");
        await new Promise<void>((resolve) => {
            end = resolve;
        });
        seen.push("first ends");
        throw new Error("badly");
    });
    const second = inOrder(async () => {
        seen.push("second");
        return 2;
    });
    await Promise.resolve();
    expect(seen).toEqual(["first begins"]);
    end();
    await expect(first).rejects.toThrow("badly");
    expect(await second).toBe(2);
    expect(seen).toEqual(["first begins", "first ends", "second"]);
});
