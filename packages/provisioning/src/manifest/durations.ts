const unitS: Readonly<Record<string, number>> = {
    s: 1,
    min: 60,
    h: 3600,
    d: 86_400,
    w: 7 * 86_400,
    y: 365 * 86_400,
};

export const durationPattern = /^([1-9][0-9]{0,5})(s|min|h|d|w|y)$/;

/** Seconds of `90s`, `30min`, `24h`, `7d`, `2w`, `10y` (365 days). Throws on what the schema has not let through. */
export function parseDurationS(text: string): number {
    const [, count, unit] = durationPattern.exec(text) ?? [];
    const seconds = unitS[unit ?? ""];
    if (seconds === undefined) throw new Error("not a duration");
    return Number(count) * seconds;
}

/** The shortest way to write so many seconds. */
export function formatDurationS(seconds: number): string {
    for (const unit of ["y", "w", "d", "h", "min"]) {
        const size = unitS[unit] ?? 1;
        if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
    }
    return `${seconds}s`;
}
