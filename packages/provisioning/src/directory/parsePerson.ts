import { err, type Result } from "@valise/base";
import { byCodeUnit } from "../desired/compare.ts";
import { type ManifestAccount, parseAccount } from "../manifest/manifestSchema.ts";
import type { DirectoryEntry } from "../ports/Directories.ts";
import type { DirectorySource } from "./directorySchema.ts";

/** The attributes that one person is read from. */
export function personAttributes({ attributes, disabled, unlisted, membership }: DirectorySource): string[] {
    const { user, name, clearance, expires } = attributes;
    const named = [user, name, clearance, expires, disabled?.attribute, unlisted?.attribute];
    if (membership === "memberOf") named.push("memberOf");
    return [...new Set(named.filter((name) => name !== undefined))];
}

/** One account from one entry, without its groups. The refusal names the attribute. */
export function parsePerson(
    entry: DirectoryEntry,
    source: DirectorySource,
    agency: string,
): Result<ManifestAccount, string> {
    const { attributes } = source;
    const [user, clearance, expires] = [
        single(entry, attributes.user),
        single(entry, attributes.clearance),
        single(entry, attributes.expires),
    ];
    if (user === null || clearance === null || expires === null) {
        const doubled = user === null ? "user" : clearance === null ? "clearance" : "expires";
        return err(`${attributes[doubled]}: several values`);
    }
    const day = expires === undefined ? undefined : dayOf(expires);
    // A name may be written in several ways, in no order that the server keeps.
    const [name] = [...valuesOf(entry, attributes.name)].sort(byCodeUnit);
    const parsed = parseAccount({
        agency,
        // Directories do not tell cases apart in it.
        user: user?.toLowerCase(),
        name: name?.normalize("NFC").trim(),
        state: stateOf(entry, source),
        listed: source.unlisted === undefined || !holds(entry, source.unlisted),
        ...(clearance === undefined ? {} : { clearance }),
        ...(day === undefined ? {} : { expires: day }),
    });
    if (parsed.ok) return parsed;
    return err(attributes[parsed.error as keyof typeof attributes] ?? parsed.error);
}

export const valuesOf = ({ attributes }: DirectoryEntry, name: string): readonly string[] =>
    attributes.get(name.toLowerCase()) ?? [];

/** `null`: there is more than one. */
function single(entry: DirectoryEntry, name: string | undefined): string | null | undefined {
    const values = name === undefined ? [] : valuesOf(entry, name);
    return values.length > 1 ? null : values[0];
}

/** A date, or the day of a generalized time (`20271231235959Z`). */
const dayOf = (value: string): string => value.replace(/^(\d{4})(\d{2})(\d{2})\d{2,}(\.\d+)?Z$/, "$1-$2-$3");

function stateOf(entry: DirectoryEntry, { disabled }: DirectorySource): ManifestAccount["state"] {
    return disabled !== undefined && holds(entry, disabled) ? disabled.state : "active";
}

/** Whether an attribute has one of the values, the bit, or any value at all. */
function holds(entry: DirectoryEntry, { attribute, is, bit }: NonNullable<DirectorySource["unlisted"]>): boolean {
    return valuesOf(entry, attribute).some((value) => {
        if (bit !== undefined) return (Number(value) & bit) !== 0 || !/^-?\d{1,10}$/.test(value);
        return is === undefined || is.some((closed) => closed.toLowerCase() === value.toLowerCase());
    });
}
