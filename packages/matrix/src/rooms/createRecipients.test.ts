import { ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { stateName } from "../gate/room/GateEvents.ts";
import { createMatrixHttp } from "../http/createMatrixHttp.ts";
import type { JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import { applyState } from "./applyState.ts";
import { createRecipients } from "./createRecipients.ts";
import { newRoomBody } from "./newRoom.ts";
import { createRoomBook } from "./RoomBook.ts";
import { takeOwnRoom } from "./takeOwnRoom.ts";

const me = "@ann:mfa.example";
const roomId = "!room";
const longerThanAnyWaitMs = 61_000;

/** The one room `!room`, joined; a server of which it is told when it is in reach. */
function createWorld() {
    const clock = createFakeClock();
    const book = createRoomBook();
    takeOwnRoom(book, me, roomId, newRoomBody("room", null, "opening"));
    const server = { isUp: true, askedCount: 0, answering: Promise.resolve() };
    const http = createMatrixHttp({
        baseUrl: "https://mfa.example",
        async fetch(address) {
            if (address.includes("/members")) server.askedCount++;
            await server.answering;
            if (!server.isUp) throw new TypeError("fetch failed");
            if (address.includes("/members")) {
                const content = { membership: "join" };
                return Response.json({ chunk: [{ type: "m.room.member", state_key: me, sender: me, content }] });
            }
            return Response.json({ errcode: "M_NOT_FOUND" }, { status: 404 });
        },
        accessToken: () => "token",
        onTokenGone() {},
        onHeard() {},
    });
    const established: string[] = [];
    const recipients = createRecipients({
        ...{ http, book, clock, myUserId: me },
        follow: (roomIds) => queueMicrotask(() => recipients.subscribed(new Set(roomIds))),
        onEstablished: (id) => established.push(id),
    });
    return { clock, server, recipients, established };
}

it("knows who reads a room when the server has told", async () => {
    const { recipients } = createWorld();
    expect(recipients.target(roomId)).toMatchObject({ error: "checking" });
    await recipients.establish(roomId);
    expect(recipients.target(roomId)).toMatchObject({ ok: true, value: { joined: [me] } });
});

it("asks again by itself when a server could not be asked, or died while it was", async () => {
    const { clock, server, recipients, established } = createWorld();
    server.isUp = false;
    await recipients.establish(roomId);
    expect(recipients.target(roomId)).toMatchObject({ error: "checking" });
    server.isUp = true;
    clock.advance(longerThanAnyWaitMs);
    await expect.poll(() => established).toEqual([roomId]);
    expect(recipients.target(roomId)).toMatchObject({ ok: true });
});

it("asks at once when the connection returns, and not once more after that", async () => {
    const { clock, server, recipients, established } = createWorld();
    server.isUp = false;
    await recipients.establish(roomId);
    server.isUp = true;
    recipients.returned();
    await expect.poll(() => established).toEqual([roomId]);
    clock.advance(longerThanAnyWaitMs);
    expect(server.askedCount).toBe(2);
});

it("takes nothing for known that was asked before the server forgot the client, and asks again", async () => {
    const { server, recipients, established } = createWorld();
    let answer = () => {};
    server.answering = new Promise((resolve) => {
        answer = resolve;
    });
    const asking = recipients.establish(roomId);
    await expect.poll(() => server.askedCount).toBe(1);
    recipients.lost();
    await expect.poll(() => server.askedCount).toBe(2);
    answer();
    await asking;
    await expect.poll(() => established).toEqual([roomId]);
});

it("asks no more when it was stopped", async () => {
    const { clock, server, recipients } = createWorld();
    server.isUp = false;
    await recipients.establish(roomId);
    recipients.stop();
    clock.advance(longerThanAnyWaitMs);
    expect(server.askedCount).toBe(1);
});

const anna = "@anna:mod.example";
const bob = "@bob:mod.example";
const state = (type: string, stateKey: string, content: JsonObject): JsonObject => ({
    ...{ type, state_key: stateKey, sender: stateKey === "" ? me : stateKey, content },
});
const member = (userId: string, membership: string) => state("m.room.member", userId, { membership });
const shown = (userId: string, presentation: string) => state(wire.presentation, userId, { presentation });

/** A labelled room whose state this answers late; `meanwhile` is told by the sync before the answer arrives. */
async function established(answer: readonly JsonObject[], meanwhile: readonly JsonObject[]) {
    const book = createRoomBook();
    const entry = book.ensure(roomId);
    entry.record.charterTold = true;
    for (const event of [member(me, "join"), member(bob, "join"), shown(bob, "old")]) applyState(entry, event, me);
    const http = {
        async requestList() {
            for (const event of meanwhile) {
                entry.toldMeanwhile?.add(stateName(event));
                applyState(entry, event, me);
            }
            return ok(answer);
        },
    };
    const parts = {
        http: http as never,
        book,
        clock: createFakeClock(),
        myUserId: me,
        follow() {},
        onEstablished() {},
    };
    const recipients = createRecipients(parts);
    const done = recipients.establish(roomId);
    recipients.subscribed(new Set([roomId]));
    await done;
    return entry;
}

describe("the whole state of a labelled room", () => {
    it("takes away what the server no longer has", async () => {
        const entry = await established([member(me, "join")], []);
        expect(entry.members.get(bob)?.membership).toBe("leave");
        expect([...entry.gate.clearances]).toEqual([]);
        expect(entry.gate).toMatchObject({ complete: true, charter: null });
    });

    it("does not undo what was told while it was on its way", async () => {
        const charter = state(wire.charter, "", { payload: "x" });
        const answer = [member(me, "join"), member(bob, "join"), shown(bob, "old")];
        const entry = await established(answer, [
            ...[charter, member(anna, "join"), shown(anna, "new"), member(bob, "leave"), shown(bob, "newer")],
        ]);
        expect(entry.members.get(anna)?.membership).toBe("join");
        expect(entry.members.get(bob)?.membership).toBe("leave");
        expect([...entry.gate.clearances]).toEqual([
            [bob, "newer"],
            [anna, "new"],
        ]);
        expect(entry.gate).toMatchObject({ complete: true, charter: { payload: "x" } });
    });
});
