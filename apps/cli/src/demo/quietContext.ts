import type { Context } from "../commands/Context.ts";
import type { Output } from "../output/Output.ts";
import { createWords } from "../words/words.ts";

/** For commands that the demonstration runs by itself: they print nothing. */
export function quietContext(dataDir: string, as?: string): Context {
    const output: Output = {
        ...{ json: true, words: createWords("en") },
        ...{ data: () => {}, line: () => {}, say: () => {}, fail: () => 1 },
    };
    return { output, as, data: dataDir, env: process.env };
}
