import type { FileWords } from "../File/FileTile.tsx";

/** A refusal in words: what is so, why, and the one next action. */
export interface CauseWords {
    readonly title: string;
    readonly explanation: string;
    /** Absent where nothing can be done but wait. */
    readonly remedy?: string | undefined;
}

export interface MessageWords {
    /** 10:08 */
    readonly formatTime: (atMs: number) => string;
    /** For the tooltip: date and time in full. */
    readonly formatMoment: (atMs: number) => string;
    readonly edited: (atMs: number) => string;
    readonly redacted: string;
    readonly quoteOf: string;
    readonly quoteMissing: string;
    readonly undecryptable: (code: string) => CauseWords;
    readonly withheldContent: (code: string) => CauseWords;
    /** Before one's own handling line of a foreign marking: "Handle as". */
    readonly handle: string;
    readonly unencrypted: CauseWords;
    readonly showAnyway: string;
    readonly malformed: (code: string) => string;
    readonly trust: (code: string) => string;
    readonly queued: string;
    /** Waits out a failure; `atMs` is when it is tried again. */
    readonly queuedUntil: (atMs: number) => string;
    readonly sending: string;
    readonly sent: string;
    readonly sendFailed: (code: string) => string;
    readonly withheld: (code: string) => string;
    readonly retry: string;
    readonly discard: string;
    readonly tools: string;
    readonly reply: string;
    readonly edit: string;
    readonly copy: string;
    readonly forward: string;
    readonly replyElsewhere: string;
    readonly showReaders: string;
    readonly remove: string;
    readonly file: FileWords;
}
