import { err, ok, type Result } from "@valise/base";
import { parse } from "yaml";
import { serverOf } from "../desired/serverOf.ts";
import { limits } from "../manifest/limits.ts";
import type { LoadedManifest } from "../manifest/loadManifest.ts";
import type { Position } from "../manifest/ManifestRefusal.ts";
import { userOfKey } from "../plan/accountKey.ts";
import type { Drift } from "../plan/Plan.ts";
import type { FileRefusal, ManifestFiles } from "../ports/ManifestFiles.ts";
import { type ChangedLines, diffLines } from "./diffLines.ts";
import { editCsv } from "./editCsv.ts";
import { editYaml, type YamlEdit } from "./editYaml.ts";

/** How a manifest comes to say what was done by hand. */
export type Keep =
    /** This text of this file says so; nothing else in it is touched. */
    | ({ readonly kind: "edit"; readonly file: string; readonly field: string; readonly text: string } & ChangedLines)
    /** It is said there, and not written for anybody: a list that is made elsewhere, or a line in another style. */
    | { readonly kind: "by-hand"; readonly at: Position; readonly field: string; readonly value: string }
    /** They are meant to be in it through a group, a duty or an agency: whoever leaves that, leaves it everywhere. */
    | { readonly kind: "through"; readonly at: Position; readonly field: string }
    /** No manifest says such a thing, or not of this: it can only be put back. */
    | { readonly kind: "unsayable" };

type Wish = { readonly file: string; readonly edit: YamlEdit } | Extract<Keep, { kind: "through" | "unsayable" }>;
const unsayable = { kind: "unsayable" } as const;

/**
 * What would have to stand in the manifest so that a change made by hand is meant (SPEC 5.5). It changes nothing: the manifest's
 * own review lets it in, and until then the change is drift. Whether the rules allow it, and whether the drift is then gone,
 * the next plan over the edited text says.
 */
export async function draftKeep(
    loaded: LoadedManifest,
    drift: Pick<Drift, "key" | "name" | "expected" | "found">,
    files: ManifestFiles,
): Promise<Result<Keep, FileRefusal>> {
    const userId = userOfKey(drift.key);
    if (userId !== undefined) return keepAccount(loaded, drift, files, userId);
    const wish = wishOfRoom(loaded, drift);
    return "kind" in wish ? ok(wish) : writeYaml(loaded, files, wish.file, wish.edit);
}

const fieldOf = (path: YamlEdit["path"]): string => path.join(".");

async function writeYaml(
    { locate }: Pick<LoadedManifest, "locate">,
    files: ManifestFiles,
    file: string,
    edit: YamlEdit,
): Promise<Result<Keep, FileRefusal>> {
    const before = await files.read(file, limits.manifestBytes);
    if (!before.ok) return before;
    const text = editYaml(before.value, edit);
    const field = fieldOf(edit.path);
    if (text === null) return ok({ kind: "by-hand", at: locate(edit.path), field, value: String(edit.value) });
    return ok({ kind: "edit", file, field, text, ...diffLines(before.value, text) });
}

type Section = "spaces" | "rooms" | "channels";
const isSection = (name: string): name is Section => name === "spaces" || name === "rooms" || name === "channels";

function wishOfRoom(
    loaded: LoadedManifest,
    { key, name, expected, found }: Pick<Drift, "key" | "name" | "expected" | "found">,
): Wish {
    const [section = "", id = ""] = key.split("/");
    const room = isSection(section) ? loaded.manifest[section][id] : undefined;
    if (room === undefined) return unsayable;
    const { file } = loaded.locate([section, id]);
    const set = (path: readonly string[], value: string | number | boolean): Wish => ({
        file,
        edit: { op: "set", path: [section, id, ...path], value },
    });
    const person = /^(?:members|power\.users)\.(@.+)$/.exec(name)?.[1];
    if (person !== undefined) {
        const list = name.startsWith("members.") ? "members" : "moderators";
        if (list === "moderators" && (found ?? expected) !== "50") return unsayable;
        const server = loaded.manifest.agencies[room.agency]?.server;
        const ref = serverOf(person) === server ? person.slice(1, person.indexOf(":")) : person;
        if (found !== null) return { file, edit: { op: "add", path: [section, id, list], value: ref } };
        const said = [ref, person].find((each) => room[list].includes(each));
        const path = [section, id, list];
        if (said === undefined) return { kind: "through", at: loaded.locate(path), field: fieldOf(path) };
        return { file, edit: { op: "remove", path: [section, id, list], value: said } };
    }
    return found === null
        ? unsayable
        : wishOfSetting(name, found, "charter" in room && room.charter !== undefined, set);
}

/** Settings that a manifest has words for; what its rules refuse, they refuse when the text is read. */
function wishOfSetting(
    name: string,
    found: string,
    hasCharter: boolean,
    set: (path: readonly string[], value: string | number | boolean) => Wish,
): Wish {
    switch (name) {
        case "name":
            return set(["name"], found);
        case "maxAge":
            return set(hasCharter ? ["charter", "retention"] : ["retention"], found);
        case "history":
            return set(["history"], found);
        case "join":
            return set(["join"], found.startsWith("spaces ") ? "space" : found);
        case "encryption":
            return set(["encrypted"], found === "on");
        case "encryption.period":
            return set(["rotation", "period"], found);
        case "encryption.messages":
            return set(["rotation", "messages"], Number(found));
        default:
            return unsayable;
    }
}

async function keepAccount(
    loaded: LoadedManifest,
    { name, found }: Pick<Drift, "name" | "found">,
    files: ManifestFiles,
    userId: string,
): Promise<Result<Keep, FileRefusal>> {
    const { manifest, accounts } = loaded;
    const isTheirs = ({ agency, user }: (typeof accounts)[number]) =>
        `@${user}:${manifest.agencies[agency]?.server ?? ""}` === userId;
    const entry = accounts.find(isTheirs);
    const isSaid = name === "name" || name === "state" || name === "listed";
    if (entry === undefined || !isSaid || found === null) return ok(unsayable);
    const { at, user, agency } = entry;
    const byHand = { kind: "by-hand", at, field: name, value: found } as const;
    const kind = loaded.files.find(({ path }) => path === at.file)?.kind;
    const text = await files.read(at.file, kind === "accounts" ? limits.scimBytes : limits.manifestBytes);
    if (!text.ok) return text.error.kind === "too-large" ? ok(byHand) : err(text.error);
    if (kind === "accounts") {
        const made = editCsv(text.value, at.line, name, found);
        if (made === null) return ok(byHand);
        return ok({ kind: "edit", file: at.file, field: name, text: made, ...diffLines(text.value, made) });
    }
    const index = indexOfAccount(text.value, user, agency);
    // An account of a directory stands where the directory does.
    if (index < 0) return ok(byHand);
    const value = name === "listed" ? found === "yes" : found;
    return writeYaml(loaded, files, at.file, { op: "set", path: ["accounts", index, name], value });
}

/** Which entry of a file's accounts is theirs; -1: none by itself. */
function indexOfAccount(text: string, user: string, agency: string): number {
    const { accounts } = (parse(text, { version: "1.2", schema: "core" }) ?? {}) as { readonly accounts?: unknown };
    const entries = Array.isArray(accounts) ? (accounts as readonly Partial<Record<"user" | "agency", unknown>>[]) : [];
    return entries.findIndex((entry) => entry.user === user && entry.agency === agency);
}
