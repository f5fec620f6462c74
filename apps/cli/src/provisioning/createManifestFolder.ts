import { closeSync, createReadStream, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { err, ok, type Result } from "@valise/base";
import type { FileRefusal, ManifestFiles } from "@valise/provisioning";

/** The folder a manifest lies in: nothing outside it is read, also where a link inside leads out. */
export function createManifestFolder(manifestPath: string): ManifestFiles {
    const folder = dirname(resolve(manifestPath));
    const locate = (name: string): Result<string, FileRefusal> => {
        try {
            const [root, path] = [realpathSync(folder), realpathSync(join(folder, name))];
            return path.startsWith(root + sep) ? ok(path) : err({ kind: "outside" });
        } catch {
            return err({ kind: "unreadable" });
        }
    };
    return {
        async read(name, maxBytes) {
            const path = locate(name);
            return path.ok ? readAtMost(path.value, maxBytes) : path;
        },
        async *stream(name) {
            const path = locate(name);
            if (path.ok) yield* readPieces(path.value);
            else yield path;
        },
    };
}

function readAtMost(path: string, maxBytes: number): Result<string, FileRefusal> {
    let file: number | undefined;
    try {
        file = openSync(path, "r");
        const state = fstatSync(file);
        // A pipe or a device has no size to judge by.
        if (!state.isFile()) return err({ kind: "unreadable" });
        if (state.size > maxBytes) return err({ kind: "too-large" });
        return decode(readFileSync(file));
    } catch {
        return err({ kind: "unreadable" });
    } finally {
        if (file !== undefined) closeSync(file);
    }
}

function decode(bytes: Uint8Array): Result<string, FileRefusal> {
    try {
        return ok(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
    } catch {
        return err({ kind: "not-utf-8" });
    }
}

async function* readPieces(path: string): AsyncGenerator<Result<string, FileRefusal>> {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    try {
        for await (const bytes of createReadStream(path))
            yield ok(decoder.decode(bytes as Uint8Array, { stream: true }));
        yield ok(decoder.decode());
    } catch (error) {
        yield err({ kind: error instanceof TypeError ? "not-utf-8" : "unreadable" });
    }
}
