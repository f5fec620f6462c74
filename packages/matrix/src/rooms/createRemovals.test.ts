import { err, ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { expect, it } from "vitest";
import type { OutboxDraft } from "../outbox/OutboxEntry.ts";
import type { ToDeviceMessage } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import { createRemovals } from "./createRemovals.ts";
import { createRoomBook } from "./RoomBook.ts";

const ROOM = "!room:mfa.example";
const [alice, bob, carol] = ["@alice:mfa.example", "@bob:mod.example", "@carol:intel.example"];

/** Carol's device, in a room that Alice made; `shows` is the membership event that Carol's homeserver still has of her. */
function bench() {
    const clock = createFakeClock();
    const book = createRoomBook();
    const { record } = book.ensure(ROOM);
    Object.assign(record, { creators: [alice], version: "12", powerLevels: { users: { [bob]: 50 } } });
    const requests: string[] = [];
    const queued: OutboxDraft["payload"][] = [];
    const server = { shows: "$join" as string | null, out: [] as readonly string[] };
    const takers: ((message: ToDeviceMessage) => Promise<void> | void)[] = [];
    const make = () =>
        createRemovals({
            ...{ book, clock, myUserId: carol },
            toDevice: { on: (type, take) => void (type === wire.removed && takers.push(take)) },
            outbox: { enqueue: async ({ payload }: OutboxDraft) => ok(queued.push(payload) as never) },
            http: {
                async request(method, path) {
                    requests.push(`${method} ${path.split("/").slice(6).join("/")}`);
                    if (method === "POST") return ok({});
                    const gone = { kind: "answered", status: 403, errcode: "M_FORBIDDEN" } as never;
                    if (server.shows === null) return err(gone);
                    const isOut = server.out.some((userId) => path.endsWith(encodeURIComponent(userId)));
                    return ok({ event_id: server.shows, content: { membership: isOut ? "leave" : "join" } });
                },
            },
        });
    const hear = async (senderId: string, isSigned = true) => {
        const message = { type: wire.removed, senderId, senderDeviceId: "D", isSenderSigned: async () => isSigned };
        for (const take of takers) await take({ ...message, content: { room: ROOM, membership: "$join" } });
    };
    const pass = async (ms: number) => {
        clock.advance(ms);
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    };
    return { record, requests, queued, server, make, hear, pass };
}

it("leaves a room whose homeserver never heard of the removal, also in the next run", async () => {
    const { record, requests, make, hear, pass } = bench();
    const first = make();
    await hear(alice);
    await pass(4_999);
    expect(record.membership).toBe("join");
    first.stop();
    make().resume();
    await pass(5_000);
    const looks = [carol, alice].map((userId) => `GET state/m.room.member/${encodeURIComponent(userId)}`);
    expect(requests).toEqual([...looks, "POST leave"]);
    expect(record).toMatchObject({ membership: "leave", ended: null });
});

it("does nothing where the homeserver says it, or this person was brought in again", async () => {
    const { record, requests, server, make, hear, pass } = bench();
    make();
    await hear(alice);
    record.membership = "leave";
    await pass(60_000);
    expect(requests).toEqual([]);
    record.membership = "join";
    await hear(alice);
    server.shows = "$again";
    await pass(60_000);
    expect(requests).not.toContain("POST leave");
    expect(record).toMatchObject({ membership: "join", ended: null });
});

it("tries again while its homeserver cannot be asked", async () => {
    const { record, server, make, hear, pass } = bench();
    make();
    await hear(alice);
    server.shows = null;
    await pass(5_000);
    server.shows = "$join";
    await pass(60_000);
    expect(record.membership).toBe("leave");
});

it("believes only whoever has the power to take this person out, from a device that its owner signed", async () => {
    const { record, make, hear, pass } = bench();
    record.powerLevels = { users: { [bob]: 50, [carol]: 50 } };
    make();
    await hear(bob);
    await hear(alice, false);
    await pass(600_000);
    expect(record).toMatchObject({ membership: "join" });
    expect(record.ended ?? null).toBeNull();
});

it("stays where whoever says so is no longer in the room themselves, whatever power they had", async () => {
    const { record, requests, server, make, hear, pass } = bench();
    make();
    server.out = [alice];
    await hear(alice);
    await pass(600_000);
    expect(requests).not.toContain("POST leave");
    expect(record).toMatchObject({ membership: "join", ended: null });
});

it("is told encrypted, with the event by which they were in", async () => {
    const { queued, make } = bench();
    const removals = make();
    expect(await removals.membershipOf(ROOM, bob)).toBe("$join");
    await removals.tell(ROOM, bob, "$join");
    const messages = { [bob]: { "*": { room: ROOM, membership: "$join" } } };
    expect(queued).toEqual([{ kind: "to-device", type: wire.removed, messages, encrypt: true }]);
});
