/** One case of a wire format: what it is, the clause it shows, and `ok` or the refusal it must end with. */
export interface WireVector {
    readonly name: string;
    readonly clause: string;
    /** `ok`, or the refusal's kind, with the path of what is malformed. */
    readonly expect: string;
    readonly value: unknown;
}

export interface WireVectorFile {
    readonly about: string;
    readonly vectors: readonly WireVector[];
}

type Change = readonly [name: string, clause: string, expect: string, changes: object];

/** A value as JSON, with members replaced; `undefined` takes a member out, and dots in a name go into the value. */
export function changed(base: unknown, changes: object): unknown {
    const value = structuredClone(base) as Record<string, unknown>;
    for (const [path, member] of Object.entries(changes)) {
        const names = path.split(".");
        const last = names.pop() ?? "";
        const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, value);
        if (member === undefined) delete parent[last];
        else parent[last] = member;
    }
    return value;
}

/** Cases made from one good value. */
export const casesOf = (base: unknown, changes: readonly Change[]): WireVector[] =>
    changes.map(([name, clause, expect, change]) => ({ name, clause, expect, value: changed(base, change) }));

/** What every closed, versioned format refuses. */
export const closedCases = (format: string, base: unknown): WireVector[] =>
    casesOf(base, [
        [`${format}: unknown member`, "2.1", "malformed:", { stowaway: "" }],
        [`${format}: another version`, "2.1", "unknown-version", { v: 2 }],
        [`${format}: no version`, "2.1", "malformed:v", { v: undefined }],
    ]);
