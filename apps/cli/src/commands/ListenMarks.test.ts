import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Profile } from "../profile/Profile.ts";
import { ListenMarks } from "./ListenMarks.ts";

const room = "!room" as RoomId;
const rows = [1, 2, 3].map((n) => ({ eventId: `$${n}`, sentAtMs: n })) as unknown as TimelineItemSnapshot[];
const ids = (list: readonly TimelineItemSnapshot[]) => list.map((row) => row.eventId);

describe("what listen has printed", () => {
    let profile: Profile;
    beforeEach(() => {
        profile = { dir: mkdtempSync(join(tmpdir(), "valise-marks-")) } as Profile;
    });
    afterEach(() => rmSync(profile.dir, { recursive: true, force: true }));

    it("is everything at first, then only what came after the last run", () => {
        const first = new ListenMarks(profile);
        expect(ids(first.fresh(room, rows.slice(0, 2)))).toEqual(["$1", "$2"]);
        for (const row of rows.slice(0, 2)) first.printed(room, row);
        expect(ids(first.fresh(room, rows))).toEqual(["$3"]);
        expect(ids(new ListenMarks(profile).fresh(room, rows))).toEqual(["$3"]);
        expect(statSync(join(profile.dir, "listened.json")).mode & 0o777).toBe(0o600);
    });

    it("goes by time when the last message is no longer in the timeline", () => {
        new ListenMarks(profile).printed(room, rows[1]!);
        expect(ids(new ListenMarks(profile).fresh(room, [rows[0]!, rows[2]!]))).toEqual(["$3"]);
    });

    it("never goes back when two listen at once", () => {
        const [one, two] = [new ListenMarks(profile), new ListenMarks(profile)];
        one.printed(room, rows[2]!);
        two.printed(room, rows[0]!);
        expect(ids(new ListenMarks(profile).fresh(room, rows))).toEqual([]);
    });
});
