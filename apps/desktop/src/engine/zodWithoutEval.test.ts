import { expect, it, onTestFinished } from "vitest";

it("lets the schemas of the contract be made and used without evaluating text", async () => {
    const evaluated: unknown[] = [];
    const own = globalThis.Function;
    onTestFinished(() => {
        globalThis.Function = own;
    });
    globalThis.Function = new Proxy(own, {
        construct(target, words: string[]) {
            evaluated.push(words);
            return Reflect.construct(target, words);
        },
    });
    await import("./zodWithoutEval.ts");
    const { engineContract } = await import("@valise/bridge");
    expect(engineContract.reauthenticate.input.safeParse({ password: 1 }).success).toBe(false);
    expect(evaluated).toEqual([]);
});
