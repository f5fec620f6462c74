import { epochMs } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createLinkWatch, SILENT_MS } from "./createLinkWatch.ts";
import type { Happening } from "./Happenings.ts";

const mod = "urn:valise:agency:mod";

describe("links between agencies", () => {
    it("are told of when one falls silent while somebody is waited for, and when it is heard again", () => {
        const clock = createFakeClock();
        const told: Pick<Happening, "code" | "facts">[] = [];
        let waiting = 0;
        let heardMs = clock.nowMs();
        const row = (agency: string, own: boolean) => ({
            ...{ agency, agencyName: agency, servers: [], own, lastSaidMs: null, lateByMs: null, waiting },
            lastHeardMs: epochMs(own ? 0 : heardMs),
        });
        const watch = createLinkWatch(
            clock,
            { snapshot: () => [row("urn:valise:agency:mfa", true), row(mod, false)] },
            { tell: ({ code, facts }) => void told.push({ code, facts }) },
        );
        clock.advance(SILENT_MS + 1);
        watch.look();
        expect(told).toEqual([]);
        waiting = 3;
        watch.look();
        watch.look();
        expect(told).toEqual([{ code: "link-silent", facts: { agency: mod, waiting: 3 } }]);
        heardMs = clock.nowMs();
        watch.look();
        watch.look();
        expect(told.slice(1)).toEqual([{ code: "link-heard", facts: { agency: mod } }]);
    });
});
