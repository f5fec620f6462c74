import { err, ok, type Result } from "@valise/base";
import type { FileRefusal, ManifestFiles } from "@valise/provisioning";

/** A file of the folder that a person chose, by its path inside that folder. */
export interface ChosenFile {
    readonly path: string;
    readonly file: Blob;
}

/** The chosen folder: nothing else can be read. A file that was changed or removed since is unreadable, not stale. */
export function createBlobFiles(chosen: readonly ChosenFile[]): ManifestFiles {
    const files = new Map(chosen.map(({ path, file }) => [path, file]));
    const locate = (name: string): Result<Blob, FileRefusal> => {
        const path = name.split("/").filter((part) => part !== "." && part !== "");
        if (path.includes("..")) return err({ kind: "outside" });
        const found = files.get(path.join("/"));
        return found === undefined ? err({ kind: "unreadable" }) : ok(found);
    };
    return {
        async read(name, maxBytes) {
            const file = locate(name);
            if (!file.ok) return file;
            return file.value.size > maxBytes ? err({ kind: "too-large" }) : readText(file.value);
        },
        async *stream(name) {
            const file = locate(name);
            if (file.ok) yield* readPieces(file.value);
            else yield file;
        },
    };
}

export async function readText(file: Blob): Promise<Result<string, FileRefusal>> {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) return err({ kind: "unreadable" });
    try {
        return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
        return err({ kind: "not-utf-8" });
    }
}

const PIECE_BYTES = 65_536;

async function* readPieces(file: Blob): AsyncIterable<Result<string, FileRefusal>> {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
        const bytes = await file
            .slice(at, at + PIECE_BYTES)
            .arrayBuffer()
            .catch(() => null);
        if (bytes === null) return yield err({ kind: "unreadable" });
        try {
            yield ok(decoder.decode(bytes, { stream: at + PIECE_BYTES < file.size }));
        } catch {
            return yield err({ kind: "not-utf-8" });
        }
    }
}
