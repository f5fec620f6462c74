import { z } from "zod";
import { agencyId, digest, id128, line, seconds, unique } from "../encoding/fields.ts";
import { logHead } from "../log/wire.ts";

export const MANIFEST_PATH = "manifest.json";
export const SIGNATURE_PATH = "signature.json";
/** Entries of the log, as the archive carries them (SPEC 17.5). */
export const ARCHIVED_LOG_PATH = "log.json";

/** A name inside the archive: plain segments, none beginning with a dot, so that none leads out of it. */
const path = z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/)
    .max(200);

/** A label in short notation (labels SPEC 4). */
const notation = line(500);
const count = z.int().nonnegative();

export const manifestSchema = z
    .strictObject({
        v: z.literal(1),
        archive: id128,
        crisis: id128,
        name: line(120),
        iat: seconds,
        exercise: z.boolean(),
        exerciseName: line(80).optional(),
        /** High-water mark: whoever may read all of these may read every file. */
        labels: unique(notation, 16),
        scope: z.enum(["all", "up-to-label", "filter"]),
        /** What its maker knew to be there and did not put in. */
        leftOut: z.strictObject({ entries: count, messages: count, files: count }),
        agencies: unique(agencyId, 64),
        heads: z.array(logHead).max(2_000),
        files: z
            .array(z.strictObject({ path, sizeBytes: count, sha256: digest, label: notation.nullable() }))
            .max(50_000),
    })
    .refine(({ files }) => new Set(files.map((file) => file.path.toLowerCase())).size === files.length, {
        path: ["files"],
    })
    .refine(({ files }) => files.every((file) => ![MANIFEST_PATH, SIGNATURE_PATH].includes(file.path.toLowerCase())), {
        path: ["files"],
    })
    .refine(({ exercise, exerciseName }) => exercise || exerciseName === undefined, { path: ["exerciseName"] });

export const archivePayload = z.strictObject({
    archive: id128,
    crisis: id128,
    iat: seconds,
    exercise: z.boolean(),
    labels: unique(notation, 16),
    files: count,
    /** Of the bytes of `manifest.json`. */
    manifest: digest,
});

/** `manifest.json` of an after-action archive (SPEC 17.2). */
export type ArchiveManifest = z.infer<typeof manifestSchema>;
/** Payload of an `archive` statement (SPEC 17.3). */
export type ArchiveWire = z.infer<typeof archivePayload>;
