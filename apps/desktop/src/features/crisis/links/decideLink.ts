import type { ConnectionSnapshot, CrisisSnapshot } from "@valise/bridge";
import type { LinkState } from "@valise/ui";
import type { Translator } from "../../../i18n/createI18n.ts";

export type WeatherRow = CrisisSnapshot["weather"][number];

const minuteMs = 60_000;
/** So long may an answer take before silence means something. */
const silentAfterMs = 2 * minuteMs;
/** So late a message may come before it is said. */
const lateAfterMs = minuteMs;
/** So long "heard" is still news. */
const heardForMs = 10 * minuteMs;

/**
 * How the link to an agency stands, by what this device can see. Silence is called down only where something is on its way
 * there: an agency that has nothing to say says nothing.
 */
export function stateOfLink(row: WeatherRow, own: ConnectionSnapshot | null, nowMs: number): LinkState {
    if (own?.state !== "online") return "unknown";
    const { lastHeardMs, lastSaidMs, lateByMs, waiting } = row;
    if (lastHeardMs === null) return waiting > 0 ? "down" : "unknown";
    const silentMs = nowMs - lastHeardMs;
    if (waiting > 0 && silentMs > silentAfterMs) return "down";
    if (silentMs > heardForMs) return "quiet";
    // What was said while this device itself was away is late for that reason.
    const isItsOwn = lastSaidMs !== null && lastSaidMs >= own.sinceMs;
    return isItsOwn && (lateByMs ?? 0) > lateAfterMs ? "slow" : "up";
}

/** The state in a few words, with the time that it rests on. */
export function describeLink(row: WeatherRow, state: LinkState, nowMs: number, { t, formats }: Translator): string {
    const { lastHeardMs, lateByMs } = row;
    if (state === "unknown") return t("links.unknown");
    if (lastHeardMs === null) return t("links.never");
    const time = formats.listTime(lastHeardMs, nowMs);
    if (state === "down") return t("links.down", { time });
    if (state === "quiet") return t("links.quiet", { time });
    if (state === "slow") return t("links.slow", { count: Math.max(1, Math.round((lateByMs ?? 0) / minuteMs)) });
    const minutes = Math.floor((nowMs - lastHeardMs) / minuteMs);
    return minutes < 1 ? t("links.justNow") : t("links.heard", { count: minutes });
}
