import { ok, type Result } from "@valise/base";
import type { ClearanceCrypto } from "@valise/clearance";
import { formatLabel, type Label, type PolicyRegistry } from "@valise/labels";
import { fileDigest, toUtf8 } from "../encoding/bytes.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import type { LogEntry } from "../log/LogEntry.ts";
import { highWaterOf } from "./highWater.ts";
import { type ArchiveManifest, type ArchiveWire, MANIFEST_PATH, manifestSchema } from "./wire.ts";

/** A file to archive. `label`: what it is marked with; `null` for what bears no label. */
export interface ArchiveFile {
    readonly bytes: Uint8Array;
    readonly label: Label | null;
}

export type ArchiveFacts = Omit<ArchiveManifest, "v" | "labels" | "files">;

export interface PackedArchive {
    /** All files, with the manifest. The signed statement goes beside them as `signature.json`. */
    readonly files: ReadonlyMap<string, Uint8Array>;
    /** To be signed as a statement of kind `archive`, audience the community. */
    readonly payload: ArchiveWire;
}

/** Makes an archive's manifest and what is to be signed (SPEC 17.2, 17.3). */
export async function packArchive(
    files: ReadonlyMap<string, ArchiveFile>,
    facts: ArchiveFacts,
    registry: PolicyRegistry,
    crypto: ClearanceCrypto,
): Promise<Result<PackedArchive, WireRefusal>> {
    const labels = [...files.values()].flatMap(({ label }) => label ?? []);
    const listed = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
    const manifest = parseWire(manifestSchema, {
        v: 1,
        ...facts,
        labels: highWaterOf(labels, registry).map((label) => formatLabel(label, registry)),
        files: await Promise.all(
            listed.map(async ([path, { bytes, label }]) => ({
                path,
                sizeBytes: bytes.length,
                sha256: await fileDigest(crypto, bytes),
                label: label === null ? null : formatLabel(label, registry),
            })),
        ),
    });
    if (!manifest.ok) return manifest;
    const bytes = toUtf8(canonicalJson(manifest.value));
    const { archive, crisis, iat, exercise } = manifest.value;
    return ok({
        files: new Map([...listed.map(([path, file]) => [path, file.bytes] as const), [MANIFEST_PATH, bytes]]),
        payload: {
            archive,
            crisis,
            iat,
            exercise,
            labels: manifest.value.labels,
            files: files.size,
            manifest: await fileDigest(crypto, bytes),
        },
    });
}

/** `log.json` of an archive (SPEC 17.5). */
export const archivedLog = (entries: readonly LogEntry[]): Uint8Array =>
    toUtf8(
        canonicalJson({
            v: 1,
            entries: entries.map(({ author, wire, label, digest }) => ({ author, block: wire, label, digest })),
        }),
    );
