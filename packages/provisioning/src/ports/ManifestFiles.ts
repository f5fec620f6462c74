import type { Result } from "@valise/base";

export type FileRefusal = {
    readonly kind: "outside" | "unreadable" | "too-large" | "not-utf-8";
};

/** The folder a manifest lies in. Names are relative to it; what leads outside, also by a link, is refused. */
export interface ManifestFiles {
    /** The whole text; refused unread when it has more than `maxBytes`. */
    read(name: string, maxBytes: number): Promise<Result<string, FileRefusal>>;
    /** The text in pieces, for files that may be long. A failure ends the stream with its refusal. */
    stream(name: string): AsyncIterable<Result<string, FileRefusal>>;
}
