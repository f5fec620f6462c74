import { err, ok } from "@valise/base";
import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import type { AdminHttp } from "./createAdminHttp.ts";
import { observeNamed, observeRooms } from "./observeServer.ts";

const whose = { stewardId: "@steward:mfa.example", community: "c", registerId: "!register", adopted: new Map() };
const answered = (status: number) =>
    err({
        ...{ kind: "answered" as const, status, errcode: "M_NOT_FOUND", softLogout: false },
        ...{ retryAfterMs: null, retryAfter: null, body: null },
    });

/** Answers the rooms that are asked for first last. */
function serverWith(statusOf: (roomId: string) => number): AdminHttp {
    let waitMs = 30;
    return {
        async get(path) {
            waitMs -= 10;
            await new Promise((done) => setTimeout(done, waitMs));
            const roomId = decodeURIComponent(path.split("/").at(-2) ?? "");
            const create = { type: "m.room.create", state_key: "", sender: "@ana:mfa.example", content: {} };
            return statusOf(roomId) === 200 ? ok({ state: [create] }) : answered(statusOf(roomId));
        },
        send: async () => answered(404),
        serverTimeMs: () => 0,
    };
}

it("tells of rooms in the order they were asked for, without those that are not there", async () => {
    const admin = serverWith((roomId) => (roomId === "!gone" ? 404 : 200));
    const seen = await observeNamed(admin, whose, ["!a", "!gone", "!b", "!register"]);
    expect(seen.ok && seen.value.map(({ roomId }) => roomId)).toEqual(["!a", "!b"]);
});

it("fails where one room cannot be read", async () => {
    const admin = serverWith((roomId) => (roomId === "!b" ? 500 : 200));
    expect(await observeNamed(admin, whose, ["!a", "!b"])).toMatchObject({ error: { kind: "refused", status: 500 } });
});

it("finds the trust room that its steward made without a manifest, and none that somebody else did", async () => {
    const room = (sender: string, content: JsonObject, events: JsonObject = { "org.valise.trust.bundle": 100 }) => [
        { type: "m.room.create", state_key: "", sender, content },
        { type: "m.room.power_levels", state_key: "", content: { events } },
    ];
    const steward = whose.stewardId;
    const rooms = new Map([
        ["!theirs", room("@steward:mod.example", {})],
        ["!byhand", room("@ana:mfa.example", {})],
        ["!plain", room(steward, {}, {})],
        ["!othercommunity", room(steward, { "org.valise.managed": { community: "d", id: "x" } })],
        ["!trust", room(steward, {})],
        ["!managed", room(steward, { "org.valise.managed": { community: "c", id: "y" } })],
    ]);
    const memberships = Object.fromEntries([...rooms.keys()].map((roomId) => [roomId, "join"]));
    const admin: AdminHttp = {
        get: async (path) => {
            if (path.endsWith("/memberships")) return ok({ memberships });
            return ok({ state: rooms.get(decodeURIComponent(path.split("/").at(-2) ?? "")) ?? [] });
        },
        send: async () => answered(404),
        serverTimeMs: () => 0,
    };
    const seen = await observeRooms(admin, whose);
    expect(seen).toMatchObject({ ok: true, value: { unmanagedTrust: { roomId: "!trust", mark: "" } } });
    expect(seen.ok && seen.value.rooms.map(({ roomId }) => roomId)).toEqual(["!managed"]);
});
