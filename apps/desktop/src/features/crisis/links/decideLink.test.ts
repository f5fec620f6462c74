import { epochMs } from "@valise/base";
import type { ConnectionSnapshot } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../../i18n/createI18n.ts";
import { describeLink, stateOfLink, type WeatherRow } from "./decideLink.ts";

const nowMs = Date.UTC(2026, 10, 21, 10, 9);
const ago = (minutes: number) => epochMs(nowMs - minutes * 60_000);
const online: ConnectionSnapshot = { state: "online", sinceMs: ago(60), lastHeardMs: ago(0), retryAtMs: null };
const row = (values: Partial<WeatherRow>): WeatherRow => ({
    ...{ agency: "urn:valise:agency:intel", agencyName: "Intelligence Service" },
    ...{ servers: ["intel.example"], own: false },
    ...{ lastHeardMs: ago(1), lastSaidMs: ago(1), lateByMs: 0, waiting: 0 },
    ...values,
});

describe("the link to an agency", () => {
    it.each<[string, Partial<WeatherRow>, string]>([
        ["is up when it was heard", {}, "up"],
        ["is up while an answer may still come", { lastHeardMs: ago(2), waiting: 4 }, "up"],
        ["is down when something waits and nothing comes", { lastHeardMs: ago(3), waiting: 4 }, "down"],
        ["is down when something waits and nothing ever came", { lastHeardMs: null, waiting: 1 }, "down"],
        ["is quiet, not down, when nothing is known to wait", { lastHeardMs: ago(30) }, "quiet"],
        ["is not known before anything came", { lastHeardMs: null }, "unknown"],
        ["is slow when the newest came late", { lateByMs: 90_000 }, "slow"],
        ["is not slow for what was said while this device was away", { lateByMs: 7e6, lastSaidMs: ago(61) }, "up"],
    ])("%s", (_why, values, state) => {
        expect(stateOfLink(row(values), online, nowMs)).toBe(state);
    });

    it("is not known while this device itself is offline", () => {
        expect(stateOfLink(row({}), { ...online, state: "offline" }, nowMs)).toBe("unknown");
    });

    it("is said with the time that it rests on", async () => {
        const i18n = await createI18n("en", "UTC");
        await i18n.loadLater();
        const say = (values: Partial<WeatherRow>) => {
            const of = row(values);
            return describeLink(of, stateOfLink(of, online, nowMs), nowMs, i18n.getState());
        };
        expect(say({ lastHeardMs: ago(0.5) })).toBe("heard just now");
        expect(say({})).toBe("heard 1 min ago");
        expect(say({ lastHeardMs: ago(13), waiting: 3 })).toBe("silent since 09:56");
        expect(say({ lateByMs: 180_000 })).toBe("3 min late");
        expect(say({ lastHeardMs: ago(13) })).toBe("last heard 09:56");
    });
});
