import { epochMs, ok } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import { buildCommunity, createFakeClock } from "@valise/testkit";
import { describe, expect, it, vi } from "vitest";
import type { JsonObject } from "../../json.ts";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import type { SyncUpdate } from "../../sync/SyncUpdate.ts";
import { createCommunity } from "./createCommunity.ts";
import { createTrustRoom } from "./createTrustRoom.ts";

const NOW_S = 1_793_491_200;
const ROOM = "!trust:mfa.example";
const MFA_LIST = "urn:valise:sl:mfa:1";

const begin = async (roomId: string | null = ROOM) => {
    const world = await buildCommunity(NOW_S);
    const clock = createFakeClock(epochMs(NOW_S * 1000));
    const disk = createFakeDisk();
    const community = createCommunity({ store: disk.open(), clock, crypto: nobleCrypto, configured: world.trust });
    const book = createRoomBook();
    const asked: string[] = [];
    /** State of the room at the server, by path end. */
    const state = new Map<string, JsonObject>();
    const http = {
        request: async (method: string, path: string) => {
            asked.push(`${method} ${decodeURIComponent(path).replace(/^\/_matrix\/client\/v3\//, "")}`);
            return ok(state.get(decodeURIComponent(path.split("/state/")[1] ?? "")) ?? {});
        },
    };
    const room = createTrustRoom({ http, book, clock, community, roomId });
    return { world, clock, disk, community, book, asked, state, room };
};

const event = (type: string, state_key: string, content: object) => ({ type, state_key, content });
const told = (state: readonly object[], timeline: readonly object[] = [], roomId = ROOM) =>
    ({ rooms: [{ roomId, state, timeline }] }) as unknown as SyncUpdate;
const bundleEvent = (content: object) => event("org.valise.trust.bundle", "", content);
const listEvent = (token: unknown) => event("org.valise.trust.status", MFA_LIST, { token });

describe("the trust room", () => {
    it("gives bundle and lists in any order, from state and from what just happened", async () => {
        const { world, community, room } = await begin();
        await room.apply(told([listEvent(await world.list("mfa"))]));
        expect(community.snapshot()).toMatchObject({ state: "checking", code: null });
        await room.apply(told([], [bundleEvent(await world.bundle())]));
        expect(community.snapshot()).toMatchObject({ state: "ok", code: null, bundleSeq: 5 });
        expect(community.context()?.lists.get(MFA_LIST)?.seq).toBe(10);
        await room.apply(told([], [listEvent(await world.list("mfa", { seq: 11 }))]));
        expect(community.context()?.lists.get(MFA_LIST)?.seq).toBe(11);
    });

    it("is the configured one: the same events in another room are nothing", async () => {
        const { world, community, room } = await begin();
        await room.apply(told([bundleEvent(await world.bundle())], [], "!other:mfa.example"));
        await room.apply(told([event("m.room.name", "", {}), listEvent(7), { type: "org.valise.trust.bundle" }]));
        expect(community.snapshot()).toMatchObject({ state: "checking", code: null });
    });

    it("is joined when the account is not in it, once a minute until it is", async () => {
        const { clock, book, asked, room } = await begin();
        room.ensure();
        room.ensure();
        expect(asked).toEqual([`POST join/${ROOM}`]);
        clock.advance(60_000);
        room.ensure();
        expect(asked).toHaveLength(2);
        book.ensure(ROOM).record.membership = "join";
        clock.advance(60_000);
        room.ensure();
        expect(asked.slice(2)).not.toContain(`POST join/${ROOM}`);
        const none = await begin(null);
        none.room.ensure();
        expect(none.asked).toEqual([]);
    });

    it("is asked for what the store did not take, so that nothing told of is lost", async () => {
        const { world, clock, disk, community, book, asked, state, room } = await begin();
        book.ensure(ROOM).record.membership = "join";
        await room.apply(told([bundleEvent(await world.bundle())]));
        disk.setFull(true);
        const token = await world.list("mfa");
        await room.apply(told([listEvent(token)]));
        expect(community.context()?.lists.size).toBe(0);
        disk.setFull(false);
        state.set("org.valise.trust.bundle/", (await world.bundle({ seq: 6 })) as unknown as JsonObject);
        state.set(`org.valise.trust.status/${MFA_LIST}`, { token });
        room.ensure();
        await vi.waitFor(() => expect(community.context()?.lists.get(MFA_LIST)?.seq).toBe(10));
        expect(community.snapshot()).toMatchObject({ bundleSeq: 6, code: null });
        const before = asked.length;
        clock.advance(60_000);
        room.ensure();
        expect(asked).toHaveLength(before);
    });
});
