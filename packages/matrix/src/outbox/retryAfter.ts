import type { EpochMs } from "@valise/base";

/** A server may ask for patience, not for ever: after this it is asked once more. */
export const maxRetryAfterMs = 60 * 60 * 1000;

/**
 * How long a server asks to wait: `retry_after_ms` of the body, else the Retry-After header as seconds or as an HTTP date
 * (RFC 9110, 10.2.3). `null` when it said neither, or nothing sensible.
 */
export function parseRetryAfter(bodyMs: unknown, header: string | null | undefined, nowMs: EpochMs): number | null {
    if (typeof bodyMs === "number" && Number.isFinite(bodyMs) && bodyMs >= 0) return Math.min(bodyMs, maxRetryAfterMs);
    const text = header?.trim() ?? "";
    if (/^\d{1,10}$/.test(text)) return Math.min(Number(text) * 1000, maxRetryAfterMs);
    if (!/[a-z]/i.test(text)) return null;
    const atMs = Date.parse(text);
    return Number.isNaN(atMs) ? null : Math.min(Math.max(0, atMs - nowMs), maxRetryAfterMs);
}
