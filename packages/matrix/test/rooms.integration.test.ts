import type { RoomId, UserId } from "@valise/bridge";
import { startTestStack } from "@valise/homeserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodeEngine } from "../src/node/index.ts";
import { bodies, createRoom, join, memoryEngine, must, say, sent, signUp, until } from "../src/testing/engines.ts";
import { plainClient } from "../src/testing/plainClient.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
let alice: NodeEngine;
let bob: NodeEngine;
let aliceId: UserId;
let bobId: UserId;

beforeAll(async () => {
    stack = await startTestStack({ agencies: 2 });
    [alice, bob] = await Promise.all([memoryEngine(), memoryEngine()]);
    aliceId = stack.user("alice").userId as UserId;
    bobId = stack.user("bob").userId as UserId;
    await Promise.all([signUp(alice, stack.user("alice")), signUp(bob, stack.user("bob"))]);
}, 300_000);

afterAll(async () => {
    await Promise.all([alice.close(), bob.close()]);
    await stack[Symbol.asyncDispose]();
}, 60_000);

const row = (engine: NodeEngine, roomId: RoomId, timeoutMs = 40_000) =>
    until(engine, { topic: "rooms" }, (s) => s.rows.some((it) => it.roomId === roomId), timeoutMs).then((s) => {
        const found = s.rows.find((it) => it.roomId === roomId);
        if (found === undefined) throw new Error("no such room");
        return found;
    });
/** Names are the agency's to give: its administrator alone changes one. */
const nameAccount = (userId: UserId, name: string): Promise<void> =>
    asAdmin("PUT", `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`, { displayname: name });

async function asAdmin(method: string, path: string, body?: object): Promise<void> {
    const headers = { authorization: `Bearer ${stack.adminToken("mod")}` };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${stack.agency("mod").adminUrl}${path}`, init);
    expect(answer.status, path).toBe(200);
}

const gone = (engine: NodeEngine, roomId: RoomId) =>
    until(engine, { topic: "rooms" }, (s) => s.rows.every((it) => it.roomId !== roomId));

describe("people and their rooms", () => {
    it("write to each other directly, and are told of it by sender and room only", async () => {
        const found = must(await alice.commands.searchPeople({ text: bobId }));
        expect(found).toContainEqual({ userId: bobId, name: "bob", serverName: "mod.example" });
        const { roomId } = must(await alice.commands.openDirect({ userId: bobId }));
        expect(await row(alice, roomId)).toMatchObject({ kind: "direct", directUserId: bobId, encrypted: true });
        expect(await row(bob, roomId)).toMatchObject({
            membership: "invite",
            inviterId: aliceId,
            inviterName: "alice",
        });
        await join(bob, roomId, alice);
        await until(bob, { topic: "rooms" }, (s) => s.rows.some((it) => it.roomId === roomId && it.kind === "direct"));
        must(await alice.commands.sendText({ roomId, body: "between us", html: null, replyTo: null }));
        const told = await until(bob, { topic: "notifications" }, (s) => s.rows.some((it) => it.roomId === roomId));
        expect(told.rows.at(-1)).toMatchObject({ senderName: "alice", mention: false });
        expect(JSON.stringify(told)).not.toContain("between us");
        const unread = await until(bob, { topic: "rooms" }, (s) => s.rows.some((it) => it.unreadCount === 1));
        expect(unread.rows[0]?.preview).toMatchObject({ text: "between us", senderName: "alice" });
        const seen = await bodies(bob, roomId, "between us");
        const eventId = seen.rows.at(-1)?.eventId;
        if (!eventId) throw new Error("no event");
        must(await bob.commands.markRead({ roomId, eventId }));
        await until(bob, { topic: "rooms" }, (s) => s.rows.every((it) => it.unreadCount === 0));
        // The room stays open in a window that nobody looks at.
        using _open = bob.subscribe({ topic: "timeline", roomId }, () => {});
        await say(alice, roomId, "still there?");
        const next = await sent(alice, roomId, "still there?");
        await until(bob, { topic: "notifications" }, (s) => s.rows.some((it) => it.eventId === next));
        expect(must(await alice.commands.openDirect({ userId: bobId })).roomId).toBe(roomId);
    }, 120_000);

    it("send files that only the room can open", async () => {
        const { roomId } = must(
            await alice.commands.createRoom({ name: "Files", topic: "Plans", invite: [bobId], kind: "room" }),
        );
        await join(bob, roomId);
        await until(alice, { topic: "rooms" }, (s) =>
            s.rows.some((it) => it.roomId === roomId && it.memberCount === 2),
        );
        const bytes = new TextEncoder().encode("the plan").slice();
        const file = { roomId, name: "plan.txt", mimeType: "text/plain", bytes, thumbnail: null };
        must(await alice.commands.sendFile({ ...file, widthPx: null, heightPx: null, replyTo: null }));
        const seen = await until(bob, { topic: "timeline", roomId }, (s) => s.rows.some((it) => it.kind === "file"));
        const item = seen.rows.find((it) => it.kind === "file");
        expect(item?.file).toMatchObject({ name: "plan.txt", mimeType: "text/plain", sizeBytes: 8 });
        if (!item?.eventId) throw new Error("no event");
        const read = must(await bob.commands.readFile({ roomId, eventId: item.eventId }));
        expect(new TextDecoder().decode(read.bytes)).toBe("the plan");
        const stopped = bob.commands.readFile({ roomId, eventId: item.eventId });
        must(await bob.commands.cancelReadFile({ eventId: item.eventId }));
        expect(await stopped).toEqual({ ok: false, error: { kind: "cancelled" } });
        await until(bob, { topic: "rooms" }, (s) => s.rows.some((it) => it.name === "Files" && it.topic === "Plans"));
        const members = await until(alice, { topic: "members", roomId }, (s) =>
            s.rows.some((it) => it.userId === bobId && it.trust !== "unknown"),
        );
        expect(members.mayInvite).toBe(true);
        expect(members.rows.find((it) => it.userId === aliceId)).toMatchObject({ isMe: true, trust: "ok" });
    }, 120_000);

    it("lose a room by being removed, by leaving and by declining", async () => {
        const make = async (name: string) =>
            must(await alice.commands.createRoom({ name, topic: null, invite: [bobId], kind: "room" })).roomId;
        const [removed, left, declined] = [await make("Removed"), await make("Left"), await make("Declined")];
        await row(bob, declined);
        must(await bob.commands.leaveRoom({ roomId: declined }));
        await gone(bob, declined);
        await join(bob, left);
        must(await bob.commands.leaveRoom({ roomId: left }));
        await gone(bob, left);
        await join(bob, removed, alice);
        must(await alice.commands.sendText({ roomId: removed, body: "for both", html: null, replyTo: null }));
        await bodies(bob, removed, "for both");
        must(await alice.commands.removeMember({ roomId: removed, userId: bobId, reason: null }));
        await gone(bob, removed);
        const timeline = await until(alice, { topic: "timeline", roomId: removed }, (s) =>
            s.rows.some((it) => it.system?.kind === "removed"),
        );
        expect(timeline.composer).toBe("ready");
    }, 120_000);

    it("write under one key until somebody leaves, and then under another", async () => {
        const roomId = await createRoom(alice, "Keys", bobId);
        await join(bob, roomId);
        const members = (wanted: (names: readonly string[]) => boolean) =>
            until(alice, { topic: "members", roomId }, ({ rows }) =>
                wanted(rows.flatMap((it) => (it.membership === "join" ? [it.name] : []))),
            );
        await members((names) => names.length === 2);
        const asAlice = await plainClient(stack.user("alice"));
        const sessionOf = async (body: string) => {
            await say(alice, roomId, body);
            const eventId = encodeURIComponent(await sent(alice, roomId, body));
            const event = await asAlice("GET", `/rooms/${encodeURIComponent(roomId)}/event/${eventId}`);
            return (event.content as { session_id: string }).session_id;
        };
        const first = await sessionOf("one");
        // A device that its owner has not signed, and a new name, are no reason to hand out keys again.
        await nameAccount(bobId, "Robert");
        await members((names) => names.includes("Robert"));
        expect(await sessionOf("two")).toBe(first);
        must(await bob.commands.leaveRoom({ roomId }));
        await members((names) => names.length === 1);
        expect(await sessionOf("three")).not.toBe(first);
    }, 120_000);

    it("have the name their agency gave them, and cannot take another", async () => {
        const asBob = await plainClient(stack.user("bob"));
        const path = `/profile/${encodeURIComponent(bobId)}/displayname`;
        await expect(asBob("PUT", path, { displayname: "Alice" })).rejects.toThrow("40");
        expect(await asBob("GET", "/capabilities")).toMatchObject({
            capabilities: { "m.set_displayname": { enabled: false } },
        });
        expect(await asBob("GET", path)).toEqual({ displayname: "Robert" });
    });

    it("are found by other agencies unless they opted out, also by a client that does not ask", async () => {
        // Her server knows him by a room they share: at once if anybody may join it, of others Synapse asks after a minute.
        const [asAlice, asBob] = await Promise.all([plainClient(stack.user("alice")), plainClient(stack.user("bob"))]);
        const { room_id } = await asAlice("POST", "/createRoom", { preset: "public_chat" });
        await asBob("POST", `/join/${encodeURIComponent(String(room_id))}?via=mfa.example`, {});
        const names = async () => must(await alice.commands.searchPeople({ text: "bob" })).map(({ userId }) => userId);
        await expect.poll(names, { timeout: 40_000, interval: 500 }).toContain(bobId);
        const field = `/_matrix/client/v3/profile/${encodeURIComponent(bobId)}/org.valise.unlisted`;
        await asAdmin("PUT", field, { "org.valise.unlisted": true });
        const byServer = async () => {
            const { results } = await asAlice("POST", "/user_directory/search", { search_term: "bob" });
            return (results as { user_id: string }[]).map(({ user_id }) => user_id);
        };
        await expect.poll(byServer, { timeout: 40_000, interval: 1000 }).not.toContain(bobId);
        expect(await names()).not.toContain(bobId);
        // Whoever has the whole id may still write to him, and is told no name by the search.
        const [byId] = must(await alice.commands.searchPeople({ text: bobId }));
        expect(byId).toEqual({ userId: bobId, name: bobId, serverName: "mod.example" });
        await asAdmin("DELETE", field);
        await expect.poll(byServer, { timeout: 40_000, interval: 1000 }).toContain(bobId);
    }, 150_000);

    it("name whom a server refuses to invite, and keep the room", async () => {
        const nobody = "@nobody:nowhere.example" as UserId;
        const made = must(
            await alice.commands.createRoom({ name: "Half", topic: null, invite: [nobody], kind: "room" }),
        );
        expect(made.notInvited).toEqual([nobody]);
        const asked = must(await alice.commands.invite({ roomId: made.roomId, userIds: [nobody, bobId] }));
        expect(asked.notInvited).toEqual([nobody]);
        expect((await alice.commands.invite({ roomId: made.roomId, userIds: [nobody] })).ok).toBe(false);
        await row(alice, made.roomId);
    }, 120_000);

    it("leave no empty room behind when the person for it cannot be invited", async () => {
        const nobody = "@nobody:nowhere.example" as UserId;
        for (const _time of [1, 2]) {
            expect((await alice.commands.openDirect({ userId: nobody })).ok).toBe(false);
            const { rows } = await until(alice, { topic: "rooms" }, (rooms) => rooms.loaded === "all");
            expect(rows.filter((room) => room.directUserId === nobody)).toEqual([]);
        }
    }, 120_000);
});
