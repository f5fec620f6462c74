import { startTestStack, type TestStack } from "@valise/homeserver";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEncryptedRoom, patiently } from "./encryptedRoom.ts";
import { LibolmClient } from "./libolmClient.ts";
import { signInPlain } from "./matrixHttp.ts";
import { StockClient } from "./stockClient.ts";

let stack: TestStack;
beforeAll(async () => {
    stack = await startTestStack({ agencies: 3 });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

async function libolm(name: string) {
    const user = stack.user(name);
    const http = await signInPlain(user.clientUrl, user.userId, user.password);
    return LibolmClient.start(http, user.password);
}

it("two libolm clients of two agencies read each other: the yardstick itself works", async () => {
    using alice = await libolm("alice");
    using bob = await libolm("bob");
    const roomId = await openEncryptedRoom(alice.http, [bob.http.userId]);
    await patiently(() => bob.join(roomId));
    await bob.receive(roomId);
    await alice.send(roomId, [alice.http.userId, bob.http.userId], { msgtype: "m.text", body: "measured twice" });
    const read: Record<string, unknown>[] = [];
    await patiently(async () => {
        read.push(...(await bob.receive(roomId)));
        expect(read[0]).toMatchObject({ room_id: roomId, content: { body: "measured twice" } });
    });
});

it("a stock client and libolm read each other", async () => {
    using carol = await StockClient.start(...credentials("carol"));
    using bob = await libolm("bob");
    const roomId = await openEncryptedRoom(bob.http, [stack.user("carol").userId]);
    await patiently(() => carol.client.joinRoom(roomId));
    await bob.receive(roomId);
    await bob.send(roomId, [bob.http.userId, stack.user("carol").userId], { msgtype: "m.text", body: "from libolm" });
    await patiently(async () => expect(carol.bodies(roomId)).toContain("from libolm"));
    await carol.send(roomId, "from a stock client");
    // Bob's own message comes back to him too.
    const read: Record<string, unknown>[] = [];
    await patiently(async () => {
        read.push(...(await bob.receive(roomId)));
        expect(read).toContainEqual(
            expect.objectContaining({ content: expect.objectContaining({ body: "from a stock client" }) }),
        );
    });
});

function credentials(name: string): [string, string, string] {
    const { clientUrl, userId, password } = stack.user(name);
    return [clientUrl, userId, password];
}
