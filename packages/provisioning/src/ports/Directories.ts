import { err, type Result } from "@valise/base";

/** Why a directory could not be read, or not to its end. What it answered until then counts for nothing. */
export type DirectoryRefusal = {
    readonly kind:
        | "unreachable"
        /** Its certificate does not hold, or it offers no TLS. */
        | "untrusted"
        | "credentials"
        /** It answered with less than there is: a limit, a reference to another server, a connection that ended. */
        | "incomplete"
        | "no-such-entry"
        /** Nothing here reaches any. */
        | "not-here";
};

export interface DirectoryPlace {
    readonly agency: string;
    readonly url: string;
    readonly startTls: boolean;
    /** PEM; `null`: those of the system. */
    readonly ca: string | null;
    /** Who reads; `null`: nobody in particular. The password is the adapter's to know. */
    readonly bind: string | null;
}

export interface DirectoryQuery {
    readonly base: string;
    readonly scope: "base" | "one" | "sub";
    readonly filter: string;
    readonly attributes: readonly string[];
    readonly pageSize: number;
}

/** Attribute names are in lower case, as the server wrote them otherwise; what is no text is left out. */
export interface DirectoryEntry {
    readonly dn: string;
    readonly attributes: ReadonlyMap<string, readonly string[]>;
}

export interface Directory extends AsyncDisposable {
    /** Page by page. A refusal ends it. */
    search(query: DirectoryQuery): AsyncIterable<Result<readonly DirectoryEntry[], DirectoryRefusal>>;
}

/** Directories of people that agencies keep elsewhere: read, never written. */
export interface Directories {
    open(place: DirectoryPlace): Promise<Result<Directory, DirectoryRefusal>>;
}

/** Where no directory can be reached: a page has no way to one. */
export const noDirectories: Directories = { open: async () => err({ kind: "not-here" }) };
