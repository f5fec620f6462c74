import { epochMs } from "@valise/base";
import type { TimelineItemSnapshot } from "@valise/bridge";
import { buildMessage, demoAgencies, demoNowMs, eventIdOf } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { createAgencyDirectory } from "../../people/createAgencyDirectory.ts";
import { createTimelineItems } from "./createTimelineItems.ts";

const translator = (await createI18n("en", "UTC")).getState();
const around = {
    translator,
    agencies: createAgencyDirectory(demoAgencies),
    thumbnails: new Map(),
    transfers: new Map(),
    unreadAfter: null,
    isExercise: false,
};
const ann = (id: string, values: Partial<TimelineItemSnapshot> = {}) =>
    buildMessage(id, "@ann:mfa.example", "Ann", `text of ${id}`, values);
const kinds = (rows: readonly TimelineItemSnapshot[], unreadAfter: string | null = null) =>
    createTimelineItems()({ ...around, rows, unreadAfter: unreadAfter === null ? null : eventIdOf(unreadAfter) }).map(
        (item) => (item.kind === "message" ? item.message.id : item.kind),
    );

describe("what the timeline shows", () => {
    it("draws a line for each day and one where the unread begins", () => {
        const rows = [ann("$1", { sentAtMs: epochMs(demoNowMs - 86_400_000) }), ann("$2"), ann("$3")];
        expect(kinds(rows, "$2")).toEqual(["day", "$1", "day", "$2", "unread", "$3"]);
    });

    it("draws no unread line before one's own messages only", () => {
        expect(kinds([ann("$1"), ann("$2", { own: true })], "$1")).toEqual(["day", "$1", "$2"]);
    });

    it("says a room's name when it changes, not when it is only sent again for those who joined later", () => {
        const named = (id: string, name: string) => ann(id, { kind: "system", system: { kind: "room-name", name } });
        const rows = [named("$1", "Cell"), named("$2", "Cell"), named("$3", "Cell 2")];
        expect(kinds(rows)).toEqual(["day", "system", "system"]);
    });

    it("joins messages of one person, but not over five minutes, an answer or the unread line", () => {
        const reply = { eventId: eventIdOf("$1"), senderName: "Ann", excerpt: "x" };
        const late = epochMs(demoNowMs + 600_000);
        const rows = [ann("$1"), ann("$2"), ann("$3", { replyTo: reply }), ann("$4", { sentAtMs: late })];
        const items = createTimelineItems()({ ...around, rows });
        const joined = items.flatMap((item) => (item.kind === "message" ? [item.message.continuesPrevious] : []));
        expect(joined).toEqual([false, true, false, false]);
    });

    it("keeps the identity of what did not change among thousands", () => {
        const itemsOf = createTimelineItems();
        const rows = Array.from({ length: 3000 }, (_, i) => ann(`$${i}`));
        const before = itemsOf({ ...around, rows });
        const after = itemsOf({ ...around, rows: [...rows, ann("$new")] });
        expect(after.slice(1, 3001).every((item, i) => item === before[i + 1])).toBe(true);
    });

    it("shows nothing of a message whose named sender and key do not match", () => {
        const [, item] = createTimelineItems()({ ...around, rows: [ann("$1", { trust: "mismatch" })] });
        expect(JSON.stringify(item)).not.toContain("text of $1");
        expect(item).toMatchObject({ message: { content: { kind: "malformed" }, trust: { state: "refuse" } } });
    });

    it.each([Number.NaN, Number.POSITIVE_INFINITY, -8.64e15, 8.64e15 + 1, 1e300])(
        "survives the forged time %d",
        (atMs) => {
            expect(() => kinds([ann("$1", { sentAtMs: epochMs(atMs) }), ann("$2")])).not.toThrow();
        },
    );

    it("takes controls and direction marks out of names and file names", () => {
        const file = {
            name: "report\u202efdp.exe",
            mimeType: "x/y",
            sizeBytes: 1,
            widthPx: null,
            heightPx: null,
            hasThumbnail: false,
        };
        const rows = [ann("$1", { kind: "file", senderName: "A\u202enn\u0007", file })];
        const text = JSON.stringify(createTimelineItems()({ ...around, rows }));
        for (const mark of ["\u202e", "\u0007", "\\u0007"]) expect(text).not.toContain(mark);
        expect(text).toContain("report fdp.exe");
    });

    it.each(["text", "emote", "notice", "file", "image", "redacted", "undecryptable", "cleartext", "system"] as const)(
        "has a place for a row of kind %s without any of its parts",
        (kind) => {
            expect(kinds([ann("$1", { kind })])).toHaveLength(2);
        },
    );
});
