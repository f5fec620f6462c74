const DAY_S = 86_400;

/** Seconds from now to the end of a calendar day (UTC), or `days` long where none is named; null when that day is over. */
export function lifetimeOf(until: string | null, days: number, nowS: number): number | null {
    if (until === null) return days * DAY_S;
    const endS = Date.parse(`${until}T23:59:59Z`) / 1000;
    return endS > nowS ? endS - nowS : null;
}
