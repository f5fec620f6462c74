import { err, unwrap } from "@valise/base";
import { type Clearance, formatLabel, LABEL_KEY, parseClearance } from "@valise/labels";
import { describe, expect, it } from "vitest";
import { asObject, type JsonObject } from "../../json.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import type { RecordStore } from "../../store/RecordStore.ts";
import { createMessageGate } from "./createMessageGate.ts";
import { labelForQueue, labelForSeal, labelNow } from "./labelOutgoing.ts";
import { withQuoted } from "./quotedWords.ts";
import { createFakeGates, ruled } from "./testing/fakeGates.ts";
import {
    editOf,
    label,
    me,
    message,
    openMemoryStore,
    paul,
    registry,
    roomId,
    stillClock,
} from "./testing/labelledRoom.ts";

async function bench(given?: RecordStore) {
    const store = given ?? (await openMemoryStore());
    const book = createRoomBook();
    const entry = book.ensure(roomId);
    const { gates, rule, member } = createFakeGates();
    const own: { clearance: Clearance | undefined } = { clearance: unwrap(parseClearance("FR/S REL=FRA", registry)) };
    const messages = createMessageGate({
        ...{ book, gates, store, clock: stillClock, myUserId: me },
        registry: () => registry,
        clearance: () => own.clearance,
        judged: () => {},
    });
    const queue = (wanted: string | null, content: JsonObject = { msgtype: "m.text", body: "words" }) =>
        labelForQueue(messages, roomId, { content, wanted, replaces: null });
    const seal = (content: JsonObject) => labelForSeal(messages, roomId, content, null);
    return { messages, book, entry, rule, member, own, queue, seal, store };
}

const levelOf = (content: JsonObject) => asObject(content[LABEL_KEY])?.level;

describe("a message on its way out", () => {
    it("is the same object in an unlabelled room, and a label is refused there", async () => {
        const { queue, seal } = await bench();
        const content = { msgtype: "m.text", body: "words" };
        expect(unwrap(queue(null, content))).toBe(content);
        expect(unwrap(seal(content))).toBe(content);
        expect(queue("FR/DR")).toMatchObject({ error: "LBL_ROOM_UNLABELLED" });
    });

    it("leaves under its label, refused before it is queued where it may not", async () => {
        const { queue, rule, own } = await bench();
        rule(roomId, ruled("FR/S"));
        expect(unwrap(queue("FR/DR"))).toMatchObject({ body: "(DR) words", [LABEL_KEY]: { level: "DR" } });
        expect(levelOf(unwrap(queue(null)))).toBe("S");
        expect(queue("FR/TS")).toMatchObject({ error: "LBL_ABOVE_ROOM" });
        own.clearance = undefined;
        expect(queue("FR/DR")).toMatchObject({ error: "LBL_NO_CLEARANCE" });
    });

    it("leaves under any label that the room covers, of somebody let in without a clearance, while they are", async () => {
        const { queue, rule, own, member } = await bench();
        rule(roomId, ruled("FR/S REL=FRA,DEU"));
        own.clearance = undefined;
        member(me, { reads: true, because: "break-glass" });
        expect(levelOf(unwrap(queue("FR/S REL=FRA,DEU")))).toBe("S");
        expect(levelOf(unwrap(queue("FR/DR REL=FRA,DEU")))).toBe("DR");
        expect(queue("FR/TS REL=FRA,DEU")).toMatchObject({ error: "LBL_ABOVE_ROOM" });
        member(me, { code: "ATT_MISSING" });
        expect(queue("FR/DR REL=FRA,DEU")).toMatchObject({ error: "LBL_NO_CLEARANCE" });
    });

    it("keeps the wish while the charter is verified, and is decided when it is sealed", async () => {
        const { queue, seal, rule } = await bench();
        rule(roomId, { kind: "checking" });
        const wished = unwrap(queue("FR/DR"));
        const bare = unwrap(queue(null));
        expect(seal(wished)).toMatchObject({ error: "checking" });
        rule(roomId, ruled("FR/S"));
        expect(unwrap(seal(wished))).toMatchObject({ body: "(DR) words", [LABEL_KEY]: { level: "DR" } });
        expect(unwrap(seal(bare))).toMatchObject({ body: "(S) words", [LABEL_KEY]: { level: "S" } });
    });

    it("never goes below the words it quotes, nor with them into a room without a label, also when sealed", async () => {
        const { messages, seal, rule } = await bench();
        const words = { senderId: paul, sentAtMs: 1, body: "two coaches\nat gate B", label: label("FR/S"), registry };
        const content = unwrap(withQuoted({ msgtype: "m.text", body: "agreed" }, words));
        const queue = (wanted: string | null) =>
            labelForQueue(messages, roomId, { content, wanted, replaces: null, quotes: words.label });
        expect(queue(null)).toMatchObject({ error: "LBL_ROOM_UNLABELLED" });
        expect(seal(content)).toMatchObject({ error: "LBL_ROOM_UNLABELLED" });
        rule(roomId, { kind: "checking" });
        const [bare, wished] = [unwrap(queue(null)), unwrap(queue("FR/DR"))];
        rule(roomId, ruled("FR/S"));
        expect(unwrap(seal(bare))).toMatchObject({
            body: `(S) > (S) ${paul}:\n> two coaches\n> at gate B\n\nagreed`,
            [LABEL_KEY]: { level: "S" },
        });
        expect(seal(wished)).toMatchObject({ error: "LBL_BELOW_QUOTE" });
        rule(roomId, ruled("FR/DR"));
        expect(seal(bare)).toMatchObject({ error: "LBL_ABOVE_ROOM" });
    });

    it("never quotes labelled words whose label cannot be spelled", () => {
        const words = { senderId: paul, sentAtMs: 1, body: "two coaches", registry };
        const said = { msgtype: "m.text", body: "agreed" };
        const foreign = { policy: "XX", level: "GEHEIM", categories: {} };
        expect(withQuoted(said, { ...words, label: foreign })).toEqual(err("LBL_UNKNOWN"));
        expect(withQuoted(said, { ...words, label: label("FR/S"), registry: null })).toEqual(err("LBL_UNKNOWN"));
        expect(withQuoted(said, { ...words, label: null, registry: null })).toMatchObject({ ok: true });
    });

    it("is judged again when it is sealed: room and clearance may have changed meanwhile", async () => {
        const { queue, seal, rule, own } = await bench();
        rule(roomId, ruled("FR/S"));
        const queued = unwrap(queue(null));
        expect(unwrap(seal(queued))).toBe(queued);
        rule(roomId, ruled("FR/DR"));
        expect(seal(queued)).toMatchObject({ error: "LBL_ABOVE_ROOM" });
        rule(roomId, ruled("FR/S"));
        own.clearance = unwrap(parseClearance("FR/DR REL=FRA", registry));
        expect(seal(queued)).toMatchObject({ error: "LBL_ABOVE_CLEARANCE" });
    });

    it("replaces a message under the label of its newest edit", async () => {
        const { messages, rule, entry } = await bench();
        rule(roomId, ruled("FR/S"));
        await messages.prepare(roomId);
        const original = message("FR/DR", { sender: me });
        const raised = message("FR/S", { sender: me, content: editOf(original, "second") });
        const lowered = message("FR/DR", { sender: me, content: editOf(original, "third") });
        entry.timeline.append([original, raised, lowered]);
        expect(labelNow(entry, original.eventId)).toEqual(label("FR/S"));
        expect(labelNow(entry, "$unknown")).toBeNull();
    });
});

describe("the judge of a room", () => {
    it("exists in labelled rooms alone", async () => {
        const { messages, entry, rule } = await bench();
        await messages.prepare(roomId);
        expect(entry.judge).toBeNull();
        rule(roomId, ruled("FR/S"));
        expect(entry.judge?.judge(message(null)).label).toEqual(label("FR/S"));
    });

    it("is there again when a room was left and is back", async () => {
        const { messages, rule, book } = await bench();
        rule(roomId, ruled("FR/S"));
        await messages.prepare(roomId);
        book.remove(roomId);
        const back = book.ensure(roomId);
        expect(back.judge).toBeNull();
        await messages.prepare(roomId);
        expect(back.judge?.kept.loaded).toBe(true);
    });

    it("asks the gate about the sender", async () => {
        const { messages, entry, rule, member } = await bench();
        const codeOf = () => entry.judge?.judge(event).verdict.code;
        const event = message("FR/DR", { sender: paul });
        rule(roomId, { kind: "checking" });
        await messages.prepare(roomId);
        expect(codeOf()).toBe("VRD-CHECKING");
        rule(roomId, ruled("FR/S"));
        expect(codeOf()).toBe("VRD-CHECKING");
        entry.membersComplete = true;
        rule(roomId, ruled("FR/S"));
        expect(codeOf()).toBe("VRD-SENDER-LEFT");
        member(paul, { code: "ATT_INSUFFICIENT" });
        rule(roomId, ruled("FR/S"));
        expect(codeOf()).toBe("ATT_INSUFFICIENT");
        member(paul, { reads: true, because: "presentation" });
        rule(roomId, ruled("FR/S"));
        expect(codeOf()).toBeNull();
    });

    it("takes an unlabelled message as the highest label the room ever had, also after a restart", async () => {
        const first = await bench();
        first.rule(roomId, ruled("FR/S"));
        await first.messages.prepare(roomId);
        first.rule(roomId, ruled("FR/DR"));
        await first.messages.stop();
        const second = await bench(first.store);
        second.rule(roomId, ruled("FR/DR"));
        await second.messages.prepare(roomId);
        const judged = second.entry.judge?.judge(message(null, { sender: me }));
        expect(judged?.label && formatLabel(judged.label, registry)).toBe("FR/S");
    });
});
