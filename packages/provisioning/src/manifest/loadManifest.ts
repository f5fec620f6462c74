import { err, ok, type Result } from "@valise/base";
import type { z } from "zod";
import type { AccountEntry } from "../accounts/AccountEntry.ts";
import { fileRefusal } from "../accounts/readAccountFile.ts";
import { type AccountSources, readAccounts } from "../accounts/readAccounts.ts";
import type { ReadDirectory } from "../directory/directoryCopy.ts";
import type { ManifestFiles } from "../ports/ManifestFiles.ts";
import { limits } from "./limits.ts";
import type { FormRule, ManifestRefusal, Position } from "./ManifestRefusal.ts";
import { isAccountSource, type Manifest, manifestSchema } from "./manifestSchema.ts";
import { readYaml, type YamlFile } from "./readYaml.ts";

const sections = ["agencies", "groups", "duties", "spaces", "rooms", "channels", "trust", "templates"] as const;
const singles = ["revision", "community", "federation", "limits", "defaults"] as const;

export interface ManifestFile {
    readonly path: string;
    readonly kind: "first" | "included" | "accounts";
}

/** All files of a manifest as one, every account read, and where each part stands. */
export interface LoadedManifest {
    readonly manifest: Manifest;
    readonly accounts: readonly AccountEntry[];
    /** Agencies whose directory was not asked: who is not among the accounts may still be one. */
    readonly unread: ReadonlySet<string>;
    /** Directories of people, each as it was read. */
    readonly directories: readonly ReadDirectory[];
    /** What was read, the first file first. */
    readonly files: readonly ManifestFile[];
    locate(path: readonly PropertyKey[]): Position;
}

/**
 * Reads a manifest, what it includes and its account files, all inside one folder (SPEC 1.2). Nothing is resolved yet: names may still
 * lead nowhere. Refusals are listed up to a limit, in the order of the files. `directories` are asked where the manifest names
 * one; `passed-over` is for work that must go on without them and changes no account by what it read.
 */
export async function loadManifest(
    files: ManifestFiles,
    name: string,
    directories: AccountSources["directories"],
): Promise<Result<LoadedManifest, readonly ManifestRefusal[]>> {
    const read = await readFiles(files, name);
    if (!read.ok) return read;
    const parts = read.value;
    const merged = merge(parts);
    if (!merged.ok) return merged;
    const accounts = await readAccounts({ files, directories }, parts);
    if (!accounts.ok) return accounts;
    const locate = locator(parts);
    return ok({ manifest: merged.value, ...accounts.value, files: filesOf(parts), locate });
}

function filesOf(parts: readonly Part[]): readonly ManifestFile[] {
    const own = parts.map(({ yaml: { file } }, at) => ({ path: file, kind: at === 0 ? "first" : "included" }) as const);
    const sources = parts.flatMap(({ manifest }) => manifest.accounts.filter(isAccountSource));
    const paths = sources.flatMap(({ csv, scim }) => csv ?? scim ?? []);
    return [...own, ...[...new Set(paths)].map((path) => ({ path, kind: "accounts" }) as const)];
}

interface Part {
    readonly yaml: YamlFile;
    readonly manifest: Manifest;
}

/** The named file and what it includes; an included file includes nothing further. */
async function readFiles(
    files: ManifestFiles,
    name: string,
): Promise<Result<readonly Part[], readonly ManifestRefusal[]>> {
    const parts: Part[] = [];
    let [bytesLeft, tokensLeft]: [number, number] = [limits.manifestBytes, limits.yamlTokens];
    const queue = [name];
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
        const text = await files.read(file, bytesLeft);
        if (!text.ok) return err([fileRefusal(file, text.error)]);
        bytesLeft -= text.value.length;
        const yaml = readYaml(file, text.value, tokensLeft);
        if (!yaml.ok) return err([yaml.error]);
        tokensLeft -= yaml.value.tokens;
        const manifest = parseFile(yaml.value);
        if (!manifest.ok) return manifest;
        const isFirst = parts.length === 0;
        if (!isFirst && manifest.value.include.length > 0)
            return err([{ ...yaml.value.locateKey(["include"]), rule: "unknown-field", detail: "include" }]);
        const twice = manifest.value.include.find((other, at, all) => other === name || all.indexOf(other) !== at);
        if (twice !== undefined)
            return err([{ ...yaml.value.locate(["include"]), rule: "defined-twice", detail: twice }]);
        if (isFirst) queue.push(...manifest.value.include);
        parts.push({ yaml: yaml.value, manifest: manifest.value });
    }
    return ok(parts);
}

function parseFile(yaml: YamlFile): Result<Manifest, readonly ManifestRefusal[]> {
    const parsed = manifestSchema.safeParse(yaml.value ?? {});
    if (parsed.success) return ok(parsed.data);
    return err(parsed.error.issues.flatMap((issue) => refusalsOf(yaml, issue)).slice(0, limits.refusals));
}

function refusalsOf(yaml: YamlFile, issue: z.core.$ZodIssue): ManifestRefusal[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => ({
            ...yaml.locateKey([...issue.path, key]),
            rule: "unknown-field" as const,
            detail: [...issue.path, key].join("."),
        }));
    }
    if (issue.code === "invalid_union") {
        // The branch that got furthest says most.
        const branches = issue.errors.map((branch) =>
            branch.flatMap((inner) => refusalsOf(yaml, { ...inner, path: [...issue.path, ...inner.path] })),
        );
        const best = branches.sort((a, b) => a.length - b.length)[0] ?? [];
        if (best.length > 0) return best;
    }
    const detail = issue.path.join(".");
    if (issue.code === "invalid_key") return [{ ...yaml.locateKey(issue.path), rule: "wrong-value", detail }];
    return [{ ...yaml.locate(issue.path), rule: ruleOf(yaml, issue), detail }];
}

function ruleOf(yaml: YamlFile, issue: z.core.$ZodIssue): FormRule {
    if (isMissing(yaml.value, issue.path)) return "missing-field";
    if (issue.code === "invalid_type") return "wrong-type";
    return issue.code === "too_big" ? "too-many" : "wrong-value";
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
    let here = value;
    for (const step of path) {
        if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return true;
        here = (here as Record<PropertyKey, unknown>)[step];
    }
    return false;
}

/** Puts the files together. What one file says, another does not say again. */
function merge(parts: readonly Part[]): Result<Manifest, readonly ManifestRefusal[]> {
    const merged: Record<string, unknown> = { valise: 1, include: [], accounts: [] };
    for (const section of sections) merged[section] = {};
    for (const { yaml, manifest } of parts) {
        for (const single of singles) {
            if (manifest[single] === undefined) continue;
            if (merged[single] !== undefined)
                return err([{ ...yaml.locateKey([single]), rule: "defined-twice", detail: single }]);
            merged[single] = manifest[single];
        }
        for (const section of sections) {
            const all = merged[section] as Record<string, unknown>;
            for (const [key, value] of Object.entries(manifest[section])) {
                if (Object.hasOwn(all, key))
                    return err([
                        { ...yaml.locateKey([section, key]), rule: "defined-twice", detail: `${section}.${key}` },
                    ]);
                all[key] = value;
            }
        }
    }
    return ok(merged as unknown as Manifest);
}

function locator(parts: readonly Part[]): (path: readonly PropertyKey[]) => Position {
    return (path) => {
        const [section, key] = path;
        const holder = parts.find(({ manifest }) => {
            const said = section === undefined ? undefined : (manifest as Record<PropertyKey, unknown>)[section];
            if (said === undefined || key === undefined) return said !== undefined;
            return typeof said === "object" && said !== null && Object.hasOwn(said, key);
        });
        const { yaml } = holder ?? parts[0] ?? {};
        return yaml?.locate(path) ?? { file: "", line: 1, column: 1 };
    };
}
