import { describe, expect, it } from "vitest";
import type { Decryption } from "../crypto/createDecryptor.ts";
import type { JsonObject } from "../json.ts";
import { createRowBuilder, type RowContext } from "./createRowBuilder.ts";
import { createRoomTimeline } from "./RoomTimeline.ts";
import { parseEvent, type TimelineEvent } from "./TimelineEvent.ts";

const roomId = "!room:a.example";
const me = "@me:a.example";
const other = "@other:b.example";

const context: RowContext = {
    myUserId: me,
    joined: true,
    encrypted: true,
    stateHidden: true,
    deviceOnly: false,
    mayRedactOthers: false,
    nameOf: (userId) => userId.slice(1, userId.indexOf(":")),
    outbox: [],
    judge: null,
};

let sequence = 0;
function raw(eventId: string, sender: string, content: JsonObject, type = "m.room.encrypted"): JsonObject {
    return { event_id: eventId, sender, type, content, origin_server_ts: ++sequence };
}

function read(content: JsonObject, trust: "ok" | "mismatch" = "ok"): Decryption {
    return { kind: "read", type: "m.room.message", content, stateKey: null, trust };
}

function message(eventId: string, sender: string, body: string, more: JsonObject = {}): TimelineEvent {
    const content = { msgtype: "m.text", body, ...more };
    const event = parseEvent(raw(eventId, sender, {}), read(content), roomId);
    if (event === null) throw new Error("not an event");
    return event;
}

const editOf = (eventId: string, body: string): JsonObject => ({
    "m.new_content": { msgtype: "m.text", body },
    "m.relates_to": { rel_type: "m.replace", event_id: eventId },
});

function rowsOf(...events: readonly TimelineEvent[]) {
    const timeline = createRoomTimeline(roomId);
    timeline.append(events);
    return createRowBuilder().build(timeline, context);
}

describe("rows of a timeline", () => {
    it("shows the newest edit of the sender, and ignores another person's", () => {
        const rows = rowsOf(
            message("$1", other, "first"),
            message("$2", other, "* second", editOf("$1", "second")),
            message("$3", me, "* mine now", editOf("$1", "mine now")),
        );
        expect(rows.map((row) => row.body)).toEqual(["second"]);
        expect(rows[0]?.editedAtMs).not.toBeNull();
    });

    it("refuses an unencrypted edit of an encrypted message", () => {
        const edit = parseEvent(
            raw("$2", other, { msgtype: "m.text", body: "* forged", ...editOf("$1", "forged") }, "m.room.message"),
            null,
            roomId,
        );
        if (edit === null) throw new Error("not an event");
        expect(rowsOf(message("$1", other, "true"), edit).map((row) => row.body)).toEqual(["true"]);
    });

    it("withholds the words of a message in clear in an encrypted room", () => {
        const clear = parseEvent(
            raw("$1", other, { msgtype: "m.text", body: "in clear" }, "m.room.message"),
            null,
            roomId,
        );
        if (clear === null) throw new Error("not an event");
        expect(rowsOf(clear)[0]).toMatchObject({ kind: "cleartext", body: "" });
    });

    it("refuses a message written for another room, or under another's name", () => {
        const misplaced = parseEvent(
            raw("$1", other, {}),
            read({ msgtype: "m.text", body: "x", "org.valise.room": "!other:b.example" }),
            roomId,
        );
        const forged = parseEvent(raw("$2", other, {}), read({ msgtype: "m.text", body: "x" }, "mismatch"), roomId);
        for (const event of [misplaced, forged]) {
            if (event === null) throw new Error("not an event");
            expect(rowsOf(event)[0]).toMatchObject({ kind: "malformed", body: "", trust: "mismatch" });
        }
    });

    it("refuses a relation that a server added outside one of our own messages", () => {
        const event = message("$2", other, "* x", { ...editOf("$1", "x"), "org.valise.id": "abc" });
        expect(event.body).toBe("refused");
    });

    it("shows the same message once, whichever event brings it", () => {
        const rows = rowsOf(
            message("$1", other, "once", { "org.valise.id": "abc" }),
            message("$2", other, "once", { "org.valise.id": "abc" }),
            message("$3", me, "mine", { "org.valise.id": "abc" }),
        );
        expect(rows.map((row) => row.body)).toEqual(["once", "mine"]);
    });

    it("tells of a name once, however often it is sent again for people who come later", () => {
        const named = (eventId: string, name: string, seq: number) => {
            const state = { ...raw(eventId, other, {}), state_key: "m.room.name:" };
            const content = { name, seq };
            const event = parseEvent(
                state,
                { kind: "read", type: "m.room.name", content, stateKey: "", trust: "ok" },
                roomId,
            );
            if (event === null) throw new Error("not an event");
            return event;
        };
        const rows = rowsOf(named("$1", "Port", 1), named("$2", "Port", 1), named("$3", "Airport", 2));
        expect(rows.map((row) => row.system)).toEqual([
            { kind: "room-name", name: "Port" },
            { kind: "room-name", name: "Airport" },
        ]);
    });

    it("keeps rows that did not change as they are", () => {
        const timeline = createRoomTimeline(roomId);
        const builder = createRowBuilder();
        timeline.append([message("$1", other, "one"), message("$2", other, "two")]);
        const before = builder.build(timeline, context);
        timeline.append([message("$3", other, "* deux", editOf("$2", "deux"))]);
        const after = builder.build(timeline, context);
        expect(after[0]).toBe(before[0]);
        expect(after[1]).not.toBe(before[1]);
        expect(after[1]?.body).toBe("deux");
    });

    it("shows a deleted message as such, and its words nowhere", () => {
        const timeline = createRoomTimeline(roomId);
        timeline.append([message("$1", other, "gone")]);
        timeline.redact("$1", other);
        const rows = createRowBuilder().build(timeline, context);
        expect(rows[0]).toMatchObject({ kind: "redacted", body: "", redactedBy: other });
        expect(JSON.stringify(timeline.events)).not.toContain("gone");
    });
});
