import { err, ok } from "@valise/base";
import type { ManifestFiles } from "@valise/provisioning";

/** A manifest's folder in memory; long files come in small pieces. */
export function fakeManifestFiles(files: Readonly<Record<string, string>>): ManifestFiles {
    const textOf = (name: string) => (Object.hasOwn(files, name) ? files[name] : undefined);
    return {
        async read(name, maxBytes) {
            const text = textOf(name);
            if (text === undefined) return err({ kind: "unreadable" });
            return new TextEncoder().encode(text).length > maxBytes ? err({ kind: "too-large" }) : ok(text);
        },
        async *stream(name) {
            const text = textOf(name);
            if (text === undefined) {
                yield err({ kind: "unreadable" as const });
                return;
            }
            for (let at = 0; at < text.length; at += 777) yield ok(text.slice(at, at + 777));
        },
    };
}
