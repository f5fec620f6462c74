/** What a disclosure can say: `lvl:SECRET`, `cat:REL.FRA`, `role:CRISIS` (SPEC 3.6). */
export type ClaimName = `${ClaimFamily}:${string}`;
export type ClaimFamily = "lvl" | "cat" | "role";

const CLAIM_NAME = /^(lvl|cat|role):[A-Z0-9][A-Z0-9 _.-]{0,63}$/;

export const isClaimName = (value: unknown): value is ClaimName => typeof value === "string" && CLAIM_NAME.test(value);

/** The values of one family among `claims`, without the prefix. */
export function valuesOf(claims: readonly ClaimName[], family: ClaimFamily): string[] {
    return claims.filter((name) => name.startsWith(`${family}:`)).map((name) => name.slice(family.length + 1));
}
