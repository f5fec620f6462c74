import { createFakeClock } from "@valise/testkit";
import { expect, it } from "vitest";
import { createMatrixHttp } from "../http/createMatrixHttp.ts";
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
