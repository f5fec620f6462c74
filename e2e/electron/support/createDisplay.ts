import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

export interface Display extends AsyncDisposable {
    /** As in the DISPLAY variable. */
    readonly name: string;
}

/** An X server without a screen, on a number that it finds free by itself. */
export async function createDisplay(): Promise<Display> {
    const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], {
        stdio: ["ignore", "ignore", "ignore", "pipe"],
    });
    const ended = new Promise<void>((done) => child.once("close", () => done()));
    const number = await new Promise<string>((done, fail) => {
        child.once("error", fail);
        (child.stdio[3] as Readable).setEncoding("utf8").once("data", (text: string) => done(text.trim()));
    });
    return {
        name: `:${number}`,
        async [Symbol.asyncDispose]() {
            child.kill("SIGTERM");
            await ended;
        },
    };
}
