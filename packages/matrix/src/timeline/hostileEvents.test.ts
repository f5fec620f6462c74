import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decryption } from "../crypto/createDecryptor.ts";
import { createGateEvents } from "../gate/room/GateEvents.ts";
import type { JsonObject } from "../json.ts";
import { applyState, type RoomState } from "../rooms/applyState.ts";
import { createRoomRecord } from "../rooms/RoomRecord.ts";
import { createRowBuilder, type RowContext } from "./createRowBuilder.ts";
import { createRoomTimeline } from "./RoomTimeline.ts";
import { parseEvent } from "./TimelineEvent.ts";

const roomId = "!room:a.example";
const me = "@me:a.example";

const context: RowContext = {
    myUserId: me,
    joined: true,
    encrypted: true,
    stateHidden: true,
    deviceOnly: false,
    mayRedactOthers: true,
    nameOf: (userId) => userId,
    outbox: [],
    judge: null,
};

/** Shapes near enough to real ones to get past the first check. */
const eventId = fc.constantFrom("$a", "$b", "$c", "$d");
const value = fc.oneof(fc.jsonValue(), eventId, fc.constantFrom(me, "@x:b.example", "charlie", "x".repeat(10_000)));
const content = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
        fc.constantFrom(
            "msgtype",
            "body",
            "formatted_body",
            "format",
            "m.relates_to",
            "m.new_content",
            "info",
            "file",
            "m.mentions",
            "redacts",
            "membership",
            "displayname",
            "name",
            "users",
            "org.valise.id",
            "org.valise.room",
        ),
        value,
    ),
);
const event = fc.record({
    event_id: fc.oneof(eventId, value),
    sender: value,
    type: fc.oneof(
        fc.constantFrom("m.room.message", "m.room.encrypted", "m.room.member", "m.room.name", "m.room.redaction"),
        value,
    ),
    state_key: fc.option(value, { nil: undefined }),
    origin_server_ts: value,
    content,
    unsigned: fc.oneof(
        fc.jsonValue(),
        fc.record({ redacted_because: value, prev_content: content, transaction_id: value }),
    ),
});
const decryption: fc.Arbitrary<Decryption | null> = fc.oneof(
    fc.constant(null),
    fc.record({
        kind: fc.constant("read" as const),
        type: fc.string(),
        content: fc.dictionary(fc.string(), value) as fc.Arbitrary<JsonObject>,
        stateKey: fc.option(fc.string()),
        trust: fc.constantFrom("ok" as const, "mismatch" as const, "device-unsigned" as const),
    }),
);

describe("hostile events", () => {
    it("never throw, and cost at most one row each with bounded text", () => {
        fc.assert(
            fc.property(fc.array(fc.tuple(event, decryption), { maxLength: 12 }), (arrived) => {
                const timeline = createRoomTimeline(roomId);
                const builder = createRowBuilder();
                for (const [raw, read] of arrived) {
                    const parsed = parseEvent(raw, read, roomId);
                    if (parsed !== null) timeline.append([parsed]);
                }
                const rows = builder.build(timeline, context);
                expect(rows.length).toBeLessThanOrEqual(arrived.length);
                expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
                for (const row of rows) {
                    expect(row.body.length).toBeLessThanOrEqual(65_536);
                    expect(row.senderName.length).toBeLessThanOrEqual(255);
                }
            }),
            { numRuns: 500 },
        );
    });

    it("never throw as state, and never take encryption away", () => {
        fc.assert(
            fc.property(fc.array(event, { maxLength: 10 }), (events) => {
                const record = createRoomRecord(roomId);
                record.encryption = { algorithm: "m.megolm.v1.aes-sha2" };
                const room: RoomState = {
                    record,
                    members: new Map(),
                    membersComplete: true,
                    membersChanged: false,
                    gate: createGateEvents(),
                };
                for (const raw of events) applyState(room, raw as JsonObject, me);
                expect(room.record.encryption).toEqual({ algorithm: "m.megolm.v1.aes-sha2" });
            }),
        );
    });
});
