import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import type { Display } from "./createDisplay.ts";

/**
 * While something starts, types into the keyring's own password window as a person would, as often as it appears; null
 * presses Escape. Answers what was started, and how many windows it took.
 */
export async function answerUnlockPrompts<T>(
    display: Display,
    password: string | null,
    starting: Promise<T>,
): Promise<{ started: T; promptCount: number }> {
    const env = { ...process.env, DISPLAY: display.name };
    const xdotool = (...args: string[]) => spawnSync("xdotool", args, { env, encoding: "utf8", timeout: 5_000 }).stdout;
    let isStarted = false;
    let lastWindow = "";
    let promptCount = 0;
    const ended = starting.finally(() => {
        isStarted = true;
    });
    ended.catch(() => {});
    while (!isStarted) {
        const [window = ""] = xdotool("search", "--onlyvisible", "--name", "Unlock").trim().split("\n");
        if (window !== "") {
            if (window !== lastWindow) promptCount += 1;
            lastWindow = window;
            xdotool("windowfocus", window);
            if (password !== null) xdotool("type", "--delay", "20", password);
            xdotool("key", password === null ? "Escape" : "Return");
        }
        await wait(500);
    }
    return { started: await ended, promptCount };
}
