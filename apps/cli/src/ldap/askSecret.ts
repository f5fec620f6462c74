import type { ReadStream } from "node:tty";
import { badUsage } from "../output/CommandFailure.ts";

const ENTER = /[\r\n]/;
const INTERRUPT = "\u0003";
const ERASE: readonly string[] = ["\b", "\u007f"];

/** Asks at the terminal and shows nothing of what is typed. */
export async function askSecret(question: string, terminal: ReadStream = process.stdin): Promise<string> {
    // First, so that nothing which is typed at the question is shown.
    terminal.setRawMode(true);
    process.stderr.write(question);
    terminal.setEncoding("utf8");
    let typed = "";
    try {
        for await (const piece of terminal) {
            for (const char of String(piece)) {
                if (ENTER.test(char)) return typed;
                if (char === INTERRUPT) throw badUsage("usage.interrupted");
                typed = ERASE.includes(char) ? typed.slice(0, -1) : typed + char;
            }
        }
        throw badUsage("usage.interrupted");
    } finally {
        terminal.setRawMode(false);
        process.stderr.write("\n");
    }
}
