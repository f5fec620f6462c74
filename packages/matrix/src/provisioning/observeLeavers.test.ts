import { ok, unwrap } from "@valise/base";
import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import type { AdminHttp } from "./createAdminHttp.ts";
import { observeEnded } from "./observeLeavers.ts";
import { observeRooms } from "./observeServer.ts";

const [steward, publisher] = ["@steward:mfa.example", "@trust:mfa.example"];
const BUNDLE = "org.valise.trust.bundle";

/** A trust room of `maker`'s, of a manifest's community or of none, in which it says who of its own has left. */
const trustRoom = (maker: string, community: string | null, gone: string, retired = false): JsonObject[] => [
    {
        ...{ type: "m.room.create", state_key: "", sender: maker },
        content: community === null ? {} : { "org.valise.managed": { community, id: "x" } },
    },
    { type: "m.room.power_levels", state_key: "", content: { events: { [BUNDLE]: 100 }, users: { [publisher]: 100 } } },
    { type: "m.room.member", state_key: publisher, sender: publisher, content: { membership: "join" } },
    {
        ...{ type: "org.valise.trust.leaver", state_key: gone, sender: maker, origin_server_ts: 5 },
        content: { ended: true },
    },
    ...(retired ? [{ type: "m.room.tombstone", state_key: "", content: {} }] : []),
];

async function endedIn(partners: Readonly<Record<string, JsonObject[]>>): Promise<readonly string[]> {
    const rooms = new Map(Object.entries({ ...partners, "!own": trustRoom(steward, "c", "luc:mfa.example") }));
    const memberships = Object.fromEntries([...rooms.keys()].map((roomId) => [roomId, "join"]));
    const admin: AdminHttp = {
        get: async (path) => {
            if (path.endsWith("/memberships")) return ok({ memberships });
            return ok({ state: rooms.get(decodeURIComponent(path.split("/").at(-2) ?? "")) ?? [] });
        },
        send: () => Promise.reject(new Error("nothing is changed")),
        serverTimeMs: () => 0,
    };
    const whose = { stewardId: steward, community: "c", registerId: "!register", adopted: new Map() };
    const made = unwrap(await observeRooms(admin, whose));
    const users = ["@early:mod.example", "@late:mod.example", "@luc:mfa.example"];
    return unwrap(await observeEnded(admin, made, { own: "mfa.example", community: "c" }, users));
}

it("hears a partner in the trust room in which its own steward speaks: a manifest's before one that none manages", async () => {
    const [first, managed] = ["early", "late"].map((user, at) =>
        trustRoom("@steward:mod.example", at === 0 ? null : "c", `${user}:mod.example`),
    ) as [JsonObject[], JsonObject[]];
    expect(await endedIn({ "!a": first, "!z": managed })).toEqual(["@late:mod.example"]);
    expect(await endedIn({ "!a": managed, "!z": first })).toEqual(["@late:mod.example"]);
    expect(await endedIn({ "!a": first })).toEqual(["@early:mod.example"]);
    expect(await endedIn({ "!a": first, "!b": managed.slice(0, 2) })).toEqual([]);
});

it("hears nobody in a room of another community's or in one that was ended", async () => {
    const of = (community: string, retired: boolean) =>
        trustRoom("@steward:mod.example", community, "late:mod.example", retired);
    expect(await endedIn({ "!a": of("d", false) })).toEqual([]);
    expect(await endedIn({ "!a": of("c", true) })).toEqual([]);
    expect(await endedIn({ "!a": of("c", false) })).toEqual(["@late:mod.example"]);
});
