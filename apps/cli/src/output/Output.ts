import type { Words } from "../words/words.ts";
import { CommandFailure, exitCodes } from "./CommandFailure.ts";

/** Data goes to stdout, everything else to stderr. With `json`, data is JSON and failures are one JSON line each. */
export interface Output {
    readonly json: boolean;
    readonly words: Words;
    /** The result: `value` as JSON, or `plain` for people and simple scripts. */
    data(value: unknown, plain: string): void;
    /** Always one line of JSON (`listen`). */
    line(value: unknown): void;
    /** What a person should know while it happens. */
    say(text: string): void;
    /** Says why a command ended and answers the exit code. */
    fail(error: unknown): number;
}

export function createOutput(json: boolean, words: Words): Output {
    const write = (stream: NodeJS.WriteStream, text: string) => void stream.write(`${text}\n`);
    return {
        json,
        words,
        data: (value, plain) => {
            if (json) write(process.stdout, JSON.stringify(value));
            else if (plain !== "") write(process.stdout, plain);
        },
        line: (value) => write(process.stdout, JSON.stringify(value)),
        say: (text) => write(process.stderr, text),
        fail(error) {
            const failure = error instanceof CommandFailure ? error : unexpected(error);
            const message = words(failure.words, failure.values);
            const text = json
                ? JSON.stringify({ code: failure.code, message, ...failure.details })
                : `valise: ${message} [${failure.code}]`;
            write(process.stderr, text);
            return failure.exitCode;
        },
    };
}

/** Names the error only: its message may hold what must not be printed. */
function unexpected(error: unknown): CommandFailure {
    const name = error instanceof Error ? error.name : typeof error;
    return new CommandFailure("unexpected", exitCodes.failed, "failure.unexpected", { name });
}
