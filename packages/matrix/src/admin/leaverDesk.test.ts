import { unwrap } from "@valise/base";
import type { AgencyServer, RoomSettings } from "@valise/provisioning";
import { settleLeavers } from "@valise/provisioning";
import { createFakeClock } from "@valise/testkit";
import { addHomeserver, createFakeAgencyServer, createFakeWorld } from "@valise/testkit/provisioning";
import { expect, it } from "vitest";
import { createLeaverDesk } from "./leaverDesk.ts";

const ana = "@ana:mod.example";
const settings: RoomSettings = {
    ...{ name: null, join: { kind: "invite" }, history: "joined", guests: false, encryption: null },
    power: {
        ...{ users: {}, events: {}, usersDefault: 0, eventsDefault: 0, stateDefault: 50 },
        ...{ invite: 50, kick: 50, ban: 50, redact: 50 },
    },
    ...{ servers: null, policy: null, maxAgeS: null },
};
const trust = { ...settings, power: { ...settings.power, events: { "org.valise.trust.bundle": 100 } } };

async function openWorld() {
    const world = createFakeWorld();
    const [mfa, mod] = ["mfa.example", "mod.example"].map((name) => {
        addHomeserver(world, name);
        return createFakeAgencyServer(world, name);
    }) as [AgencyServer, AgencyServer];
    const create = async (server: AgencyServer, mark: string, of: RoomSettings) => {
        await server.prepare();
        const stewards = [`@steward:${server.serverName}`];
        unwrap(await server.perform({ kind: "create-room", mark, roomKind: "room", settings: of, stewards }));
        const made = [...world.rooms.values()].find((room) => room.mark === mark);
        if (made === undefined) throw new Error(mark);
        return made;
    };
    const theirs = await create(mod, "their-trust", trust);
    theirs.members["@publisher:mfa.example"] = "join";
    await create(mfa, "trust", trust);
    const east = await create(mfa, "east", settings);
    const other = await create(mfa, "other", { ...settings, name: "Canteen" });
    for (const room of [east, other]) room.members[ana] = "join";
    const told: (number | undefined)[] = [];
    const desk = createLeaverDesk({
        settle: (remove, breakLock) => {
            const claimant = { process: "p", isGone: () => false, breakLock };
            return settleLeavers({ server: mfa, clock: createFakeClock(), claimant, remove });
        },
        look: () => mfa.leavers(),
        titles: () => new Map([["east", "Consular desk, East"]]),
        report: ({ asked }) => void told.push(asked),
    });
    return { world, desk, told, mod, theirs, east, other };
}

it("shows who has left at a partner under the manifest's own titles, and takes them out when told to", async () => {
    const { world, desk, mod, theirs, east, other } = await openWorld();
    expect(unwrap(await desk.leavers())).toEqual({ canAsk: true, partners: ["mod.example"], asked: [], own: [] });
    expect(unwrap(await desk.removeLeaver({ userId: ana, breakLock: false }))).toEqual({ kind: "not-asked" });
    unwrap(await mod.perform({ kind: "say-ended", roomId: theirs.roomId, userId: ana, hasEnded: true }));
    world.servers.get("mfa.example")?.leavers.set("@luc:mfa.example", 7);
    delete other.members["@steward:mfa.example"];
    expect(unwrap(await desk.leavers())).toMatchObject({
        asked: [
            {
                userId: ana,
                rooms: [
                    { roomId: east.roomId, title: "Consular desk, East", canRemove: true },
                    { roomId: other.roomId, title: "Canteen", canRemove: false },
                ],
            },
        ],
        own: [{ userId: "@luc:mfa.example", askedAtMs: 7, cleared: [], open: ["mod.example"] }],
    });
    const removed = unwrap(await desk.removeLeaver({ userId: ana, breakLock: false }));
    expect(removed).toMatchObject({ kind: "done", rooms: 1, leavers: { asked: [{ rooms: [{ title: "Canteen" }] }] } });
    world.servers.get("mod.example")?.cleared.set("mfa.example", { "@luc:mfa.example": 7 });
    delete other.members[ana];
    expect(unwrap(await desk.leavers())).toMatchObject({ asked: [], own: [{ cleared: ["mod.example"], open: [] }] });
    expect(world.servers.get("mfa.example")?.cleared.get("mod.example")).toEqual({ [ana]: expect.any(Number) });
});

it("is told who holds the lock when it would remove, and looks all the same", async () => {
    const { world, desk, told, mod, theirs, east } = await openWorld();
    unwrap(await desk.countAsked());
    unwrap(await mod.perform({ kind: "say-ended", roomId: theirs.roomId, userId: ana, hasEnded: true }));
    const claim = { kind: "claim", owner: "@other:mfa.example", process: "q", id: "$1", atMs: world.nowMs } as const;
    world.servers.get("mfa.example")?.claims.push(claim);
    const locked = { kind: "locked", owner: "@other:mfa.example" };
    expect(unwrap(await desk.removeLeaver({ userId: ana, breakLock: false }))).toMatchObject(locked);
    expect(east.members[ana]).toBe("join");
    expect(unwrap(await desk.leavers()).asked).toHaveLength(1);
    unwrap(await desk.countAsked());
    expect(told).toEqual([0, 1, 1]);
    expect(world.servers.get("mfa.example")?.audit).toEqual([]);
    expect(unwrap(await desk.removeLeaver({ userId: ana, breakLock: true }))).toMatchObject({ kind: "done", rooms: 2 });
});
