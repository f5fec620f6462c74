import type { Result } from "@valise/base";
import type { ClearanceCrypto, Refusal, StatementAuthor, VerifiedStatement } from "@valise/clearance";
import { covers, type PolicyRegistry, parseLabel } from "@valise/labels";
import { fileDigest, jsonOf } from "../encoding/bytes.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";
import { parseWire } from "../encoding/parseWire.ts";
import type { LogFault } from "../log/mergeLog.ts";
import { CRISIS_ROLE } from "../plan/template.ts";
import { WATCH_PREFIX } from "../watch/dutyRole.ts";
import { checkArchivedLog, type LogFileFault } from "./checkArchivedLog.ts";
import {
    ARCHIVED_LOG_PATH,
    type ArchiveManifest,
    archivePayload,
    MANIFEST_PATH,
    manifestSchema,
    SIGNATURE_PATH,
} from "./wire.ts";

/** What is wrong with an archive. Any of these means: do not rely on it. */
export type ArchiveFault =
    | LogFileFault
    | { readonly kind: "no-manifest" }
    | { readonly kind: "manifest-malformed"; readonly path: string }
    | { readonly kind: "no-signature" }
    | { readonly kind: "signature-refused"; readonly refusal: Refusal }
    /** It signs another manifest, or says something else of it. */
    | { readonly kind: "signature-of-another" }
    /** No signer shows `role:CRISIS` or a duty role. */
    | { readonly kind: "signer-not-entitled" }
    | { readonly kind: "missing-file" | "changed-file" | "unlisted-file"; readonly path: string }
    /** A label that nobody here knows, or that the archive's marking does not cover. */
    | { readonly kind: "unknown-label" | "label-too-low"; readonly path: string };

export interface ArchiveReport {
    readonly ok: boolean;
    readonly faults: readonly ArchiveFault[];
    readonly manifest?: ArchiveManifest;
    readonly signers: readonly StatementAuthor[];
    /** Gaps that the log itself has, as its makers had them: shown, not a fault of the archive. */
    readonly logFaults: readonly LogFault[];
}

/** What verification needs besides the files. */
export interface ArchiveChecks {
    readonly crypto: ClearanceCrypto;
    readonly registry: PolicyRegistry;
    /** Verifies a statement of kind `archive` with the community as its audience. */
    readonly verify: (statement: unknown) => Promise<Result<VerifiedStatement, Refusal>>;
}

/** Checks an unpacked archive, without any network (SPEC 17.6). All faults are reported, not only the first. */
export async function verifyArchive(
    files: ReadonlyMap<string, Uint8Array>,
    checks: ArchiveChecks,
): Promise<ArchiveReport> {
    const none = { signers: [], logFaults: [] };
    const bytes = files.get(MANIFEST_PATH);
    if (bytes === undefined) return { ok: false, faults: [{ kind: "no-manifest" }], ...none };
    const parsed = parseWire(manifestSchema, jsonOf(bytes));
    if (!parsed.ok) {
        const path = parsed.error.kind === "malformed" ? parsed.error.path : "";
        return { ok: false, faults: [{ kind: "manifest-malformed", path }], ...none };
    }
    const manifest = parsed.value;
    const signature = await checkSignature(files.get(SIGNATURE_PATH), bytes, manifest, checks);
    const log = await checkArchivedLog(files.get(ARCHIVED_LOG_PATH), manifest, checks.crypto);
    const faults = [
        ...signature.faults,
        ...(await checkFiles(files, manifest, checks.crypto)),
        ...checkLabels(manifest, checks.registry),
        ...log.faults,
    ];
    return { ok: faults.length === 0, faults, manifest, signers: signature.signers, logFaults: log.logFaults };
}

async function checkSignature(
    signature: Uint8Array | undefined,
    manifestBytes: Uint8Array,
    manifest: ArchiveManifest,
    { crypto, verify }: ArchiveChecks,
): Promise<{ readonly faults: readonly ArchiveFault[]; readonly signers: readonly StatementAuthor[] }> {
    if (signature === undefined) return { faults: [{ kind: "no-signature" }], signers: [] };
    const verified = await verify(jsonOf(signature));
    if (!verified.ok) return { faults: [{ kind: "signature-refused", refusal: verified.error }], signers: [] };
    const { archive, crisis, iat, exercise, labels } = manifest;
    const said = { archive, crisis, iat, exercise, labels, files: manifest.files.length };
    const expected = { ...said, manifest: await fileDigest(crypto, manifestBytes) };
    const payload = parseWire(archivePayload, verified.value.payload);
    if (!payload.ok || canonicalJson(payload.value) !== canonicalJson(expected))
        return { faults: [{ kind: "signature-of-another" }], signers: [] };
    const { by } = verified.value;
    const isEntitled = by.some(({ roles }) =>
        roles.some((role) => role === CRISIS_ROLE || role.startsWith(WATCH_PREFIX)),
    );
    return { faults: isEntitled ? [] : [{ kind: "signer-not-entitled" }], signers: by };
}

async function checkFiles(
    files: ReadonlyMap<string, Uint8Array>,
    manifest: ArchiveManifest,
    crypto: ClearanceCrypto,
): Promise<ArchiveFault[]> {
    const faults: ArchiveFault[] = [];
    for (const { path, sizeBytes, sha256 } of manifest.files) {
        const bytes = files.get(path);
        if (bytes === undefined) faults.push({ kind: "missing-file", path });
        else if (bytes.length !== sizeBytes || (await fileDigest(crypto, bytes)) !== sha256)
            faults.push({ kind: "changed-file", path });
    }
    const listed = new Set([...manifest.files.map(({ path }) => path), MANIFEST_PATH, SIGNATURE_PATH]);
    for (const path of files.keys()) if (!listed.has(path)) faults.push({ kind: "unlisted-file", path });
    return faults;
}

function checkLabels({ labels, files }: ArchiveManifest, registry: PolicyRegistry): ArchiveFault[] {
    const marks = labels.flatMap((text) => {
        const mark = parseLabel(text, registry);
        return mark.ok ? [mark.value] : [];
    });
    const unknown: ArchiveFault[] =
        marks.length === labels.length ? [] : [{ kind: "unknown-label", path: MANIFEST_PATH }];
    const tooLow = files.flatMap(({ path, label }): ArchiveFault[] => {
        if (label === null) return [];
        const parsed = parseLabel(label, registry);
        if (!parsed.ok) return [{ kind: "unknown-label", path }];
        return marks.some((mark) => covers(mark, parsed.value, registry).ok) ? [] : [{ kind: "label-too-low", path }];
    });
    return [...unknown, ...tooLow];
}
