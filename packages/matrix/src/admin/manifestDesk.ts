import { type Clock, err, ok, type Result } from "@valise/base";
import type { EngineFailure, ManifestRefusalSnapshot, ManifestSummary, OpenedManifest } from "@valise/bridge";
import { openRequests, parseSignatureFile, type SignatureFile } from "@valise/clearance/desk";
import type { PolicyRegistry } from "@valise/labels";
import {
    type Desired,
    DIRECTORY_COPY,
    DIRECTORY_COPY_BYTES,
    type Directories,
    type DirectoryCopies,
    isSafetyRule,
    type LoadedManifest,
    loadManifest,
    type ManifestFiles,
    type ManifestRefusal,
    noDirectories,
    noSignatures,
    type PlanRefusal,
    parseDirectoryCopy,
    resolveManifest,
    titlesByMark,
} from "@valise/provisioning";
import { failureOf } from "../gate/holder/refusals.ts";
import { type ChosenFile, createBlobFiles, readText } from "./createBlobFiles.ts";
import { buildOutline } from "./manifestOutline.ts";

/** The manifest that is open: its files are read again each time it is asked for. */
export interface ManifestDesk {
    open(input: {
        readonly files: readonly ChosenFile[];
        readonly main: string | null;
    }): Promise<Result<OpenedManifest, EngineFailure>>;
    /** `edited`: one of its files as it is not written yet. */
    read(edited?: { readonly path: string; readonly text: string }): Promise<Result<ReadManifest, EngineFailure>>;
    /** What an apply asks officers for, in place of what the folder says. */
    keepSignatures(file: SignatureFile): void;
    /** Null before one was opened. */
    community(): string | null;
    /** What it calls its rooms, by mark; none before one was opened. */
    titles(): ReadonlyMap<string, string>;
}

export type ReadManifest =
    | { readonly kind: "refused"; readonly refusals: readonly ManifestRefusalSnapshot[] }
    | {
          readonly kind: "read";
          readonly desired: Desired;
          readonly loaded: LoadedManifest;
          readonly files: ManifestFiles;
          readonly signatures: SignatureFile;
      };

interface Opened {
    readonly files: readonly ChosenFile[];
    readonly main: string;
    readonly signatures: SignatureFile;
}

const DEFAULT_MAIN = "valise.yaml";
const SIGNATURES = "signatures.json";
const SIGNATURES_BYTES = 50_000_000;

/** `serverName`: whose server is planned for here. */
export function createManifestDesk(registry: PolicyRegistry, serverName: string, clock: Clock): ManifestDesk {
    let opened: Opened | null = null;
    let community: string | null = null;
    let titles: ReadonlyMap<string, string> = new Map();
    const read: ManifestDesk["read"] = async (edited) => {
        if (opened === null) return err(failureOf({ code: "ADMIN_NO_MANIFEST" }));
        const files = createBlobFiles(opened.files.map((each) => (each.path === edited?.path ? asBlob(edited) : each)));
        const loaded = await loadManifest(files, opened.main, await readCopies(files, clock.nowMs()));
        if (!loaded.ok) return ok({ kind: "refused", refusals: describeManifest(loaded.error) });
        const resolved = resolveManifest(loaded.value, registry);
        if (!resolved.ok) return ok({ kind: "refused", refusals: describeManifest(resolved.error) });
        community = resolved.value.community;
        if (edited === undefined) titles = titlesByMark(resolved.value);
        const { signatures } = opened;
        return ok({ kind: "read", desired: resolved.value, loaded: loaded.value, files, signatures });
    };
    return {
        read,
        community: () => community,
        titles: () => titles,
        keepSignatures(signatures) {
            if (opened !== null) opened = { ...opened, signatures };
        },
        async open({ files, main: chosen }) {
            const mains = files.map(({ path }) => path).filter((path) => /^[^/]+\.ya?ml$/.test(path));
            const main =
                chosen ?? mains.find((path) => path === DEFAULT_MAIN) ?? (mains.length === 1 ? mains[0] : null);
            if (main === null || main === undefined) return ok({ kind: "choose", files: mains.sort() });
            const signatures = await readSignatures(files);
            if (!signatures.ok) return signatures;
            opened = { files, main, signatures: signatures.value };
            const manifest = await read();
            if (!manifest.ok) return manifest;
            if (manifest.value.kind === "refused") {
                opened = null;
                return ok(manifest.value);
            }
            return ok({ kind: "open", summary: summarize(main, manifest.value, serverName) });
        },
    };
}

/** What the command read of the manifest's directories: the app reaches none by itself, and asks nobody for a password. */
async function readCopies(files: ManifestFiles, nowMs: number): Promise<Directories | DirectoryCopies> {
    const text = await files.read(DIRECTORY_COPY, DIRECTORY_COPY_BYTES);
    const broken = (rule: "file-too-large" | "json-syntax", detail: string): DirectoryCopies => ({
        find: () => err({ rule, detail, file: DIRECTORY_COPY, line: 1, column: 1 }),
    });
    if (!text.ok) return text.error.kind === "too-large" ? broken("file-too-large", DIRECTORY_COPY) : noDirectories;
    const parsed = parseDirectoryCopy(text.value, nowMs);
    return parsed.ok ? parsed.value : broken("json-syntax", parsed.error);
}

const asBlob = ({ path, text }: { readonly path: string; readonly text: string }): ChosenFile => ({
    path,
    file: new Blob([text]),
});

const describeManifest = (refusals: readonly ManifestRefusal[]): readonly ManifestRefusalSnapshot[] =>
    refusals.map((refusal) => ({ ...refusal, isSafety: isSafetyRule(refusal.rule) }));

/** What only the servers could tell is always a matter of safety. */
export const describePlanRefusals = (refusals: readonly PlanRefusal[]): readonly ManifestRefusalSnapshot[] =>
    refusals.map((refusal) => ({ ...refusal, isSafety: true }));

async function readSignatures(files: readonly ChosenFile[]): Promise<Result<SignatureFile, EngineFailure>> {
    const found = files.find(({ path }) => path === SIGNATURES);
    if (found === undefined) return ok(noSignatures);
    const text = found.file.size > SIGNATURES_BYTES ? null : await readText(found.file);
    const parsed = text?.ok === true ? parseSignatureFile(text.value) : null;
    return parsed?.ok === true ? ok(parsed.value) : err(failureOf({ code: "ADMIN_SIGNATURES" }));
}

function summarize(
    file: string,
    { desired, loaded, signatures }: Extract<ReadManifest, { kind: "read" }>,
    serverName: string,
): ManifestSummary {
    return {
        ...{ file, community: desired.community, revision: desired.revision },
        directories: loaded.directories.flatMap(({ agency, readAtMs, accounts }) => {
            const { name = agency } = desired.agencies.find(({ id }) => id === agency) ?? {};
            return readAtMs === null ? [] : [{ agency: name, readAtMs, accounts: accounts.length }];
        }),
        outline: buildOutline(desired, loaded.files, serverName),
        openSignatures: openRequests(signatures).length,
        signed: signatures.signed.length,
    };
}
