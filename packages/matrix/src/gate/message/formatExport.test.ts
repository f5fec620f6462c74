import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { createRowBuilder } from "../../timeline/createRowBuilder.ts";
import { createRoomTimeline } from "../../timeline/RoomTimeline.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { documentMarking, type ExportFrame, formatExport } from "./formatExport.ts";
import { withQuoted } from "./quotedWords.ts";
import { label, labelled, makeJudge, me, message, registry, roomId, stands } from "./testing/labelledRoom.ts";

const words = {
    language: "en",
    title: "Evacuation <1>",
    exported: "Exported",
    earlierMissing: "Older messages are missing.",
    unreadable: "Not readable.",
    refused: "Refused.",
    deleted: "Deleted.",
    file: "File:",
    edited: "edited",
    forwarded: "forwarded, written by",
};

async function exported(events: readonly TimelineEvent[], more: Partial<ExportFrame> = {}) {
    const { judge } = await makeJudge(stands);
    const timeline = createRoomTimeline(roomId);
    timeline.append(events);
    const context = {
        joined: true,
        encrypted: true,
        stateHidden: true,
        mayRedactOthers: false,
        deviceOnly: false,
        outbox: [],
    };
    const rows = createRowBuilder().build(timeline, { ...context, myUserId: me, nameOf: (id) => id, judge });
    const marking = documentMarking(rows, labelled("FR/S REL=FRA,DEU"));
    return formatExport(rows, {
        format: "text",
        words,
        marking,
        exercise: false,
        complete: true,
        me,
        exportedAtMs: 0,
        ...more,
    });
}

const two = [message("FR/DR REL=FRA,DEU", { body: "Two coaches" }), message("FR/DR REL=FRA,DEU", { body: "At six" })];

describe("an exported conversation", () => {
    it("bears the marking of all its messages first and last, and each message its own", async () => {
        const { text, marking, name } = await exported(two);
        const lines = text.trimEnd().split("\n");
        expect(marking?.label).toBe("FR/DR REL=FRA,DEU");
        expect([lines[0], lines.at(-1)]).toEqual([marking?.text, marking?.text]);
        expect(lines.filter((line) => line.startsWith("(DR) "))).toHaveLength(2);
        expect(name).toBe("(DR) valise-1970-01-01.txt");
    });

    it("rises with what it holds", async () => {
        const { marking } = await exported([...two, message(null, { body: "from another client" })]);
        expect(marking?.label).toBe("FR/S REL=FRA,DEU");
    });

    it("names what is missing, and never gives refused words", async () => {
        const above = message("FR/TS", { body: "too high" });
        const { text, gapCount, messageCount } = await exported([...two, above], { complete: false });
        expect(text).toContain("[Older messages are missing.]");
        expect(text).toContain("[Refused. VRD-LABEL-ABOVE-ROOM]");
        expect(text).not.toContain("too high");
        expect({ gapCount, messageCount }).toEqual({ gapCount: 1, messageCount: 3 });
    });

    it("sets off what an answer quotes of another room, under its own mark", async () => {
        const words = { senderId: me, sentAtMs: 7, body: "Two coaches\nat gate B", label: label("FR/DR"), registry };
        const answer = message("FR/S", { content: unwrap(withQuoted({ msgtype: "m.text", body: "Agreed" }, words)) });
        const { text } = await exported([answer]);
        expect(text).toContain(`: > (DR) ${me}: Two coaches\n    > at gate B\n    Agreed\n`);
    });

    it("lets no message pass for another one, or for markup", async () => {
        const forged = message("FR/DR", { body: "a\n(TS) 2026-01-01 @boss:a.example: <b>go</b>" });
        expect((await exported([forged])).text).toContain("a\n    (TS) 2026");
        const html = (await exported([forged], { format: "html" })).text;
        expect(html).toContain("&lt;b&gt;go");
        expect(html).toContain("<h1>Evacuation &lt;1&gt;</h1>");
        expect(html.match(/class="mark"/g)).toHaveLength(2);
        expect(html).toContain("default-src 'none'");
    });
});
