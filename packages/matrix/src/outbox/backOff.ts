export interface BackOff {
    readonly firstMs: number;
    readonly maxMs: number;
}

/** No connection: one probe at a time, so the ceiling can be low (a healed link is noticed within 15 s). */
export const connectionBackOff: BackOff = { firstMs: 500, maxMs: 15_000 };
/** The server answers, but not as it should: each room's first entry is tried again by itself. */
export const serverErrorBackOff: BackOff = { firstMs: 1_000, maxMs: 60_000 };
/** 429 without a time. */
export const rateLimitBackOff: BackOff = { firstMs: 5_000, maxMs: 300_000 };

/** Doubles with each failure in a row and spreads over the upper half, so that clients do not come back together. */
export function backOffMs(curve: BackOff, failuresInARow: number, random: number): number {
    const full = Math.min(curve.maxMs, curve.firstMs * 2 ** Math.min(30, Math.max(0, failuresInARow - 1)));
    return Math.round(full * (0.5 + random / 2));
}
