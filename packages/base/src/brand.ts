declare const brand: unique symbol;

/** A primitive with a name of its own, so that a room id is never passed where a user id is meant. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Branded<number, "EpochMs">;
/** Seconds since 1970-01-01T00:00:00Z, as JWT (RFC 7519) counts. */
export type EpochS = Branded<number, "EpochS">;

export const epochMs = (value: number): EpochMs => value as EpochMs;
export const epochS = (value: number): EpochS => value as EpochS;
