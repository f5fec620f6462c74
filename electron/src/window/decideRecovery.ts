/** Crashes of the page within `windowMs` after which reloading is given up. */
const mostReloads = 3;
const windowMs = 60_000;

/** After the page's process has gone: reload it, or give up when it keeps going. */
export function decideRecovery(crashesAtMs: readonly number[], nowMs: number): "reload" | "give-up" {
    const recent = crashesAtMs.filter((atMs) => nowMs - atMs < windowMs);
    return recent.length > mostReloads ? "give-up" : "reload";
}
