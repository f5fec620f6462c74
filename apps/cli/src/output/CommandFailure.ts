import type { WordKey } from "../words/en.ts";

/** Exit codes of the public interface. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2, refused: 3, changes: 4 } as const;

/** Ends a command: a stable code for scripts, words for people, data for neither to parse out of the words. */
export class CommandFailure extends Error {
    readonly code: string;
    readonly exitCode: number;
    readonly words: WordKey;
    readonly values: Readonly<Record<string, string | number>>;
    /** What `--json` adds: places in files, names of others. */
    readonly details: Readonly<Record<string, unknown>>;

    constructor(
        code: string,
        exitCode: number,
        words: WordKey,
        values: Readonly<Record<string, string | number>> = {},
        options?: ErrorOptions & { readonly details?: Readonly<Record<string, unknown>> },
    ) {
        super(code, options);
        this.code = code;
        this.exitCode = exitCode;
        this.words = words;
        this.values = values;
        this.details = options?.details ?? {};
    }
}

export const badUsage = (words: WordKey, values: Readonly<Record<string, string | number>> = {}) =>
    new CommandFailure("bad-usage", exitCodes.badUsage, words, values);
