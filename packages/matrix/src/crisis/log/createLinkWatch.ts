import type { Clock } from "@valise/base";
import type { Weather } from "../createWeather.ts";
import type { Happenings } from "./Happenings.ts";

/** An agency that people are waited for, and of whom nothing came for this long, is silent. */
export const SILENT_MS = 120_000;

/** Says when an agency falls silent while something is on its way to it, and when it is heard again (crisis SPEC 16.7). */
export interface LinkWatch {
    look(): void;
}

export function createLinkWatch(
    clock: Clock,
    weather: Pick<Weather, "snapshot">,
    happenings: Pick<Happenings, "tell">,
): LinkWatch {
    const silent = new Set<string>();
    return {
        look() {
            for (const { agency, own, lastHeardMs, waiting } of weather.snapshot()) {
                const isHeard = lastHeardMs !== null && clock.nowMs() - lastHeardMs <= SILENT_MS;
                if (!own && !isHeard && waiting > 0 && !silent.has(agency)) {
                    silent.add(agency);
                    happenings.tell({ code: "link-silent", facts: { agency, waiting } });
                }
                if (isHeard && silent.delete(agency)) happenings.tell({ code: "link-heard", facts: { agency } });
            }
        },
    };
}
