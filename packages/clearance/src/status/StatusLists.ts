/** A status list that was accepted (SPEC 6.3). */
export interface AcceptedStatusList {
    readonly uri: string;
    readonly agency: string;
    readonly seq: number;
    readonly iat: number;
    /** Seconds; past it the list is stale. */
    readonly exp: number;
    /** Base64url SHA-256 of the token's text. */
    readonly digest: string;
    /** The token itself, to hand on to peers and to keep as evidence. */
    readonly token: string;
    /** The value at `index`; `undefined` outside the list. */
    valueAt(index: number): number | undefined;
}

/** Newest accepted list of each uri. */
export type StatusLists = ReadonlyMap<string, AcceptedStatusList>;

/** What is remembered of a uri across restarts, so that no older list is ever taken again. */
export interface StatusPin {
    readonly iat: number;
    readonly seq: number;
    readonly digest: string;
}

export const STATUS_VALID = 0;
export const STATUS_REVOKED = 1;
export const STATUS_SUSPENDED = 2;
