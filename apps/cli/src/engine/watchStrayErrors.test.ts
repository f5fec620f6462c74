import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { watchStrayErrors } from "./watchStrayErrors.ts";

function watched() {
    const from = new EventEmitter();
    const lines: string[] = [];
    let ends = 0;
    watchStrayErrors(
        from,
        (line) => lines.push(line),
        () => ends++,
    );
    return { from, lines, ends: () => ends };
}

describe("an error that nobody caught", () => {
    it("does not end the engine when nobody waited for the promise, and leaves only its name in the log", () => {
        const { from, lines, ends } = watched();
        from.emit("unhandledRejection", new TypeError("secret text"));
        from.emit("unhandledRejection", "secret text");
        from.emit("unhandledRejection", Object.assign(new Error("x"), { name: "secret text" }));
        expect(lines).toEqual([
            "unhandledRejection: TypeError, go-on",
            "unhandledRejection: string, go-on",
            "unhandledRejection: Error, go-on",
        ]);
        expect(ends()).toBe(0);
    });

    it("ends it after an exception, and after a panic of the cryptography", () => {
        const { from, lines, ends } = watched();
        from.emit("uncaughtException", new RangeError("secret text"));
        from.emit("unhandledRejection", new WebAssembly.RuntimeError("unreachable"));
        expect(lines).toEqual(["uncaughtException: RangeError, end", "unhandledRejection: RuntimeError, end"]);
        expect(ends()).toBe(2);
    });
});
