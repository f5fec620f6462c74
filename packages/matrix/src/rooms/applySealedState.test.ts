import { describe, expect, it } from "vitest";
import type { Decryption } from "../crypto/createDecryptor.ts";
import { createGateEvents } from "../gate/room/GateEvents.ts";
import { takeSealedState } from "./applySealedState.ts";
import { applyState, type RoomState } from "./applyState.ts";
import { createRoomRecord, nameOf } from "./RoomRecord.ts";

const roomId = "!r:a.example";
const sealed = (type: string) => ({
    type: "m.room.encrypted",
    state_key: `${type}:`,
    sender: "@a:a.example",
    content: {},
});
const read = (type: string, content: object): Decryption => ({
    kind: "read",
    type,
    content: { "org.valise.room": roomId, ...content } as never,
    stateKey: "",
    trust: "ok",
});

describe("encrypted room state", () => {
    it("names the room, and a name in clear does not", () => {
        const record = createRoomRecord(roomId);
        const room: RoomState = {
            record,
            members: new Map(),
            membersComplete: false,
            membersChanged: false,
            gate: createGateEvents(),
        };
        const encryption = { algorithm: "m.megolm.v1.aes-sha2", "io.element.msc4362.encrypt_state_events": true };
        applyState(room, { type: "m.room.encryption", state_key: "", content: encryption }, "@a:a.example");
        applyState(room, { type: "m.room.name", state_key: "", content: { name: "Planted" } }, "@a:a.example");
        expect(nameOf(record)).toBeNull();
        takeSealedState(record, sealed("m.room.name"), read("m.room.name", { name: "True", seq: 1, iat: 1 }));
        expect(nameOf(record)).toBe("True");
    });

    it("is not rolled back to a lower sequence", () => {
        const record = createRoomRecord(roomId);
        takeSealedState(record, sealed("m.room.name"), read("m.room.name", { name: "New", seq: 2, iat: 2 }));
        takeSealedState(record, sealed("m.room.name"), read("m.room.name", { name: "Old", seq: 1, iat: 1 }));
        expect(nameOf(record)).toBe("New");
    });

    it.each([
        ["written for another room", read("m.room.name", { name: "X", "org.valise.room": "!o:a.example" })],
        ["of another type than its key says", read("m.room.topic", { topic: "X" })],
        ["of a type that is never encrypted here", read("org.valise.charter", { name: "X" })],
        [
            "by a device not signed by its owner",
            { ...read("m.room.name", { name: "X" }), trust: "device-unsigned" } as Decryption,
        ],
    ])("is refused when %s", (_why, decrypted) => {
        const record = createRoomRecord(roomId);
        const type =
            decrypted.kind === "read" && decrypted.type === "org.valise.charter" ? decrypted.type : "m.room.name";
        expect(takeSealedState(record, sealed(type), decrypted)).toBe(false);
        expect(nameOf(record)).toBeNull();
    });

    it("that cannot be read yet is kept until its key arrives", () => {
        const record = createRoomRecord(roomId);
        const event = sealed("m.room.name");
        takeSealedState(record, event, {
            kind: "unreadable",
            code: "UTD-WAITING-FOR-KEY",
            sessionId: "s",
            withheldCode: null,
        });
        expect(Object.values(record.unreadState)).toEqual([event]);
        takeSealedState(record, event, read("m.room.name", { name: "Now", seq: 1, iat: 1 }));
        expect(record.unreadState).toEqual({});
        expect(nameOf(record)).toBe("Now");
    });
});
