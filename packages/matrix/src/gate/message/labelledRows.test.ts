import { epochMs, unwrap } from "@valise/base";
import type { RoomId, SendKey } from "@valise/bridge";
import { describe, expect, it } from "vitest";
import type { OutboxEntrySnapshot } from "../../outbox/OutboxEntry.ts";
import { createRoomEntry } from "../../rooms/RoomBook.ts";
import { createRoomRecord } from "../../rooms/RoomRecord.ts";
import { refreshSummary } from "../../rooms/roomSummary.ts";
import { createNotifications } from "../../session/createNotifications.ts";
import { createRowBuilder } from "../../timeline/createRowBuilder.ts";
import { createRoomTimeline } from "../../timeline/RoomTimeline.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { withQuoted } from "./quotedWords.ts";
import type { SenderStanding } from "./RoomLabels.ts";
import { editOf, label, makeJudge, me, message, paul, registry, roomId, stands } from "./testing/labelledRoom.ts";

const refused: SenderStanding = { kind: "refused", code: "ATT_MISSING" };

async function rowsOf(
    events: readonly TimelineEvent[],
    standing: SenderStanding = stands,
    outbox: OutboxEntrySnapshot[] = [],
) {
    const { judge } = await makeJudge(standing);
    const timeline = createRoomTimeline(roomId);
    timeline.append(events);
    const context = { joined: true, encrypted: true, stateHidden: true, mayRedactOthers: false, deviceOnly: false };
    const nameOf = (userId: string) => userId;
    return createRowBuilder().build(timeline, { ...context, myUserId: me, nameOf, outbox, judge });
}

describe("rows of a labelled room", () => {
    it("show the message without the mark, and its marking beside it", async () => {
        const [row] = await rowsOf([message("FR/DR REL=FRA,DEU", { body: "Two coaches" })]);
        expect(row).toMatchObject({
            body: "Two coaches",
            labelled: "stated",
            marking: { label: "FR/DR REL=FRA,DEU", portion: "(DR)" },
            verdict: { kind: "ok" },
        });
    });

    it("withhold what is refused and keep the row", async () => {
        const hidden = message("FR/DR", {
            content: { "m.mentions": { user_ids: [me] }, format: "org.matrix.custom.html", formatted_body: "x" },
        });
        const [row] = await rowsOf([hidden], refused);
        expect(row).toMatchObject({
            kind: "text",
            body: "",
            html: null,
            mentionsMe: false,
            verdict: { kind: "refuse", code: "ATT_MISSING" },
        });
    });

    it("never quote what is refused", async () => {
        const above = message("FR/TS", { body: "words above the room" });
        const relation = { "m.in_reply_to": { event_id: above.eventId } };
        const reply = message("FR/DR", { content: { "m.relates_to": relation } });
        const fine = message("FR/DR", { body: "quoted" });
        const other = message("FR/DR", {
            content: { "m.relates_to": { "m.in_reply_to": { event_id: fine.eventId } } },
        });
        const rows = await rowsOf([above, reply, fine, other]);
        expect(rows.map((row) => row.replyTo?.excerpt)).toEqual([undefined, null, undefined, "quoted"]);
    });

    it("show what an answer quotes of another room under its own label, and keep it through an edit", async () => {
        const words = { senderId: paul, sentAtMs: 7, body: "two coaches\nat gate B", label: label("FR/DR"), registry };
        const said = message("FR/S", {
            sender: me,
            content: unwrap(withQuoted({ msgtype: "m.text", body: "> agreed" }, words)),
        });
        const edited = message("FR/S", { sender: me, content: editOf(said, "> refused") });
        const quoted = {
            ...{ senderId: paul, sentAtMs: 7, body: words.body },
            marking: { label: "FR/DR", portion: "(DR)" },
        };
        const [row] = await rowsOf([said]);
        expect(row).toMatchObject({ body: "> agreed", marking: { label: "FR/S" }, replyTo: null, quoted });
        expect((await rowsOf([said, edited]))[0]).toMatchObject({ body: "> refused", quoted });
    });

    it("take quoted words whose label cannot be read as the room's highest, and leave out what is no quote", async () => {
        const quoting = (more: object) =>
            message("FR/S", {
                content: { "org.valise.quoted": { sender: paul, sentAtMs: 7, body: "words", ...more } },
            });
        const unread = quoting({ "org.valise.label": { v: 9 } });
        const rows = await rowsOf([unread, quoting({}), quoting({ sender: "nobody" }), quoting({ sentAtMs: -1 })]);
        expect(rows.map((row) => row.quoted && (row.quoted.marking?.label ?? "none"))).toEqual([
            "FR/S REL=FRA,DEU",
            "none",
            null,
            null,
        ]);
        const [hidden] = await rowsOf([quoting({})], refused);
        expect(hidden?.quoted).toBeNull();
    });

    it("take the higher edit, and leave a lowering one out and say so", async () => {
        const original = message("FR/DR REL=FRA,DEU", { body: "first" });
        const raised = message("FR/S REL=FRA,DEU", { content: editOf(original, "second") });
        const lowered = message("FR/DR REL=FRA,DEU", { content: editOf(original, "third") });
        const [row] = await rowsOf([original, raised]);
        expect(row).toMatchObject({ body: "second", marking: { label: "FR/S REL=FRA,DEU" } });
        const [after] = await rowsOf([original, raised, lowered]);
        expect(after).toMatchObject({
            body: "second",
            verdict: { kind: "warn", code: "VRD-EDIT-LOWERED" },
        });
    });

    it("say why what a server changed outside is refused", async () => {
        const repointed = message("FR/DR", {
            content: { "org.valise.id": "id", "m.relates_to": { rel_type: "m.replace", event_id: "$other" } },
        });
        const [row] = await rowsOf([repointed]);
        expect(row).toMatchObject({ kind: "malformed", body: "", verdict: { kind: "refuse", code: "VRD-RELATION" } });
    });

    it("show a message on its way under its label", async () => {
        const { content } = message("FR/DR", { body: "on its way", sender: me });
        const payload = { kind: "event", roomId: roomId as RoomId, type: "m.room.message", content } as const;
        const entry = {
            key: "key" as SendKey,
            roomId: roomId as RoomId,
            payload: payload as OutboxEntrySnapshot["payload"],
            priority: "chat",
            queuedAtMs: epochMs(1),
            state: "queued",
            failure: null,
            retryAtMs: null,
            progress: null,
            eventId: null,
            sizeBytes: null,
        } as const;
        expect((await rowsOf([], stands, [entry]))[0]).toMatchObject({
            body: "on its way",
            marking: { label: "FR/DR" },
            labelled: "stated",
        });
    });

    it("keep their identity when the gate changes and nothing about them does", async () => {
        const { judge } = await makeJudge(stands);
        const timeline = createRoomTimeline(roomId);
        timeline.append([message("FR/DR")]);
        const context = {
            joined: true,
            encrypted: true,
            stateHidden: true,
            mayRedactOthers: false,
            deviceOnly: false,
            outbox: [],
        };
        const builder = createRowBuilder();
        const build = () => builder.build(timeline, { ...context, myUserId: me, nameOf: (id) => id, judge });
        const [before] = build();
        judge.changed();
        expect(build()[0]).toBe(before);
    });
});

describe("the other surfaces of a labelled room", () => {
    async function entryWith(event: TimelineEvent, standing: SenderStanding) {
        const entry = createRoomEntry({ ...createRoomRecord(roomId), encryption: {} });
        entry.judge = (await makeJudge(standing)).judge;
        entry.timeline.append([event]);
        refreshSummary(entry, me);
        return entry;
    }
    const news = (under: string) =>
        message(under, { body: "news", sentAtMs: Date.now(), content: { "m.mentions": { user_ids: [me] } } });

    it("preview a message with its portion mark, and nothing of a refused one", async () => {
        const shown = await entryWith(news("FR/DR"), stands);
        expect(shown.record.preview).toMatchObject({ text: "news", portion: "(DR)" });
        expect(shown.record.mentionCount).toBe(1);
        const hidden = await entryWith(news("FR/DR"), refused);
        expect(hidden.record.preview).toMatchObject({ kind: "undecryptable", text: "" });
        expect(hidden.record.mentionCount).toBe(0);
    });

    it("notify with the message's marking, and of a refused one not at all", async () => {
        const told = createNotifications(
            () => me,
            () => {},
        );
        const event = news("FR/DR");
        told.arrived(await entryWith(event, stands), [event]);
        told.arrived(await entryWith(news("FR/DR"), refused), [news("FR/DR")]);
        expect(told.current().rows).toHaveLength(1);
        expect(told.current().rows[0]).toMatchObject({ senderName: paul, marking: { portion: "(DR)" } });
    });
});
