import { describe, expect, it } from "vitest";
import type { Decryption } from "../crypto/createDecryptor.ts";
import { megolmPosition } from "./megolmPosition.ts";
import { createRoomTimeline } from "./RoomTimeline.ts";
import { parseEvent, withDecryption } from "./TimelineEvent.ts";

const roomId = "!room:a.example";
const base64 = (...bytes: number[]) => Buffer.from([...bytes, 0x12, 0x20, ...Array(32).fill(7)]).toString("base64");
const sealed = (ciphertext: string, session_id = "S") => ({
    algorithm: "m.megolm.v1.aes-sha2",
    session_id,
    ciphertext,
});
const first = base64(3, 8, 0);
const read: Decryption = {
    kind: "read",
    type: "m.room.message",
    content: { msgtype: "m.text", body: "once" },
    stateKey: null,
    trust: "ok",
};
const waiting: Decryption = { kind: "unreadable", code: "UTD-WAITING-FOR-KEY", sessionId: "S", withheldCode: null };

function event(eventId: string, ciphertext: string, decryption: Decryption) {
    const raw = { event_id: eventId, sender: "@b:b.example", type: "m.room.encrypted", content: sealed(ciphertext) };
    const parsed = parseEvent(raw, decryption, roomId);
    if (parsed === null) throw new Error("not an event");
    return parsed;
}

describe("a place in a Megolm session", () => {
    it("is the session and the index", () => {
        expect(megolmPosition(sealed(first))).toBe("S 0");
        expect(megolmPosition(sealed(base64(3, 8, 0xac, 0x02)))).toBe("S 300");
        expect(megolmPosition(sealed(base64(3, 8, 0xff, 0xff, 0xff, 0xff, 0x0f)))).toBe("S 4294967295");
    });

    it("is none in what is no Megolm ciphertext", () => {
        for (const ciphertext of ["", "%%%", base64(3, 9, 0), base64(3, 8, 0xff, 0xff, 0xff, 0xff, 0xff)]) {
            expect(megolmPosition(sealed(ciphertext))).toBeNull();
        }
        expect(megolmPosition({ ciphertext: first })).toBeNull();
    });

    it("carries one message: its copy under another event id is not shown, deleted or not", () => {
        const timeline = createRoomTimeline(roomId);
        timeline.append([event("$one", first, read), event("$copy", first, read)]);
        timeline.append([event("$two", base64(3, 8, 1), read)]);
        expect(timeline.events.map((e) => e.eventId)).toEqual(["$one", "$two"]);
        timeline.redact("$one", "@b:b.example");
        timeline.trim(1_000);
        timeline.weave([event("$zero", base64(3, 8, 2), read)], false);
        timeline.append([event("$late", first, read)]);
        expect(timeline.events.map((e) => e.eventId)).toEqual(["$zero", "$one", "$two"]);
    });

    it("carries one message also after it is no longer held", () => {
        const timeline = createRoomTimeline(roomId);
        timeline.append([event("$one", first, read), event("$two", base64(3, 8, 1), read)]);
        timeline.trim(1);
        expect(timeline.append([event("$copy", first, read), event("$one", first, read)])).toEqual([]);
        expect(timeline.events.map((e) => e.eventId)).toEqual(["$two"]);
    });

    it("carries one message also when both became readable later", () => {
        const timeline = createRoomTimeline(roomId);
        timeline.append([event("$one", first, waiting), event("$copy", first, waiting)]);
        for (const id of ["$one", "$copy"]) {
            const held = timeline.get(id);
            if (held !== null) timeline.replace(withDecryption(held, read, roomId));
        }
        expect(timeline.get("$one")).toMatchObject({ body: "decrypted" });
        expect(timeline.get("$copy")).toMatchObject({
            body: "unreadable",
            code: "UTD-REPLAY",
            content: {},
            wire: null,
        });
    });
});
