const DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** A server that ran for so long before it died counts as sound: its next death is a first one. */
export const STEADY_AFTER_MS = 60_000;

/** How long to wait before starting a server again that died by itself; undefined (stay down) after five in a row. */
export function decideRestartDelay(deathsBefore: number): number | undefined {
    return DELAYS_MS[deathsBefore];
}
