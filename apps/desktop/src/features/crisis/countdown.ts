/** Said to a screen reader when passed: five minutes, one minute, nought. */
const marksMs = [0, 60_000, 300_000] as const;
export type CountdownMark = (typeof marksMs)[number];

/** The mark that lies between two looks at the clock; the lowest where a sleeping machine missed some. */
export function markPassed(beforeMs: number | null, leftMs: number): CountdownMark | null {
    if (beforeMs === null) return null;
    return marksMs.find((mark) => beforeMs > mark && leftMs <= mark) ?? null;
}

/** `02:41`, `1:02:41`; nought when it has passed. Seconds are rounded up, so that nought means over. */
export function formatCountdown(leftMs: number): string {
    const seconds = Math.max(0, Math.ceil(leftMs / 1000));
    const two = (value: number) => String(value).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours > 0 ? `${hours}:${rest}` : rest;
}
