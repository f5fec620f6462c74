import { err, unwrap } from "@valise/base";
import type { FakeRoom, FakeWorld } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { accessIn, apply, createWorld, noOptions, serversOf } from "../../test/applyWorld.ts";
import { edited, policies, resolveFiles } from "../../test/manifests.ts";
import { observeAll } from "../apply/observeAll.ts";
import { planChanges } from "./planChanges.ts";

const claire = "@claire:mfa.example";
const adopting = (more = "", name = "Lunch") =>
    edited("lunch: { agency: mfa,", `lunch: { agency: mfa, adopt: "!old", ${more}`)["valise.yaml"]?.replace(
        "name: Lunch",
        `name: ${name}`,
    ) ?? "";

/** A room that Claire made by hand years ago, with Matrix's own defaults. */
function createHandMade(world: FakeWorld, said: Partial<FakeRoom> = {}): FakeRoom {
    const room: FakeRoom = {
        ...{
            roomId: "!old",
            mark: "",
            isSpace: false,
            changes: {},
            children: [],
            charter: null,
            admissions: [],
            statements: {},
        },
        byHand: { version: "10", creators: [] },
        ...{ creator: claire, stewards: [], isRetired: false },
        members: { [claire]: "join", "@thomas:mfa.example": "join", "@eve:mod.example": "join" },
        settings: {
            ...{ name: "Old lunch", join: { kind: "public" }, history: "shared", guests: true, servers: null },
            encryption: { periodMs: null, messages: 50, state: false },
            power: {
                ...{
                    users: { [claire]: 100, "@thomas:mfa.example": 100 },
                    events: { "m.room.name": 50, "m.room.tombstone": 150, "m.call.invite": 50 },
                },
                ...{ usersDefault: 0, eventsDefault: 0, stateDefault: 50, invite: 0, kick: 50, ban: 50, redact: 50 },
            },
            ...{ policy: null, maxAgeS: null },
        },
        ...said,
    };
    world.rooms.set(room.roomId, room);
    return room;
}

async function planOf(world: FakeWorld, text = adopting()) {
    const desired = unwrap(await resolveFiles({ "valise.yaml": text }));
    return planChanges(desired, unwrap(await observeAll(desired, serversOf(world))), noOptions, policies);
}

describe("a room made by hand that the manifest names", () => {
    it("is taken over, put right and not made again; the plan tells it first", async () => {
        const world = createWorld();
        const room = createHandMade(world);
        const plan = await planOf(world);
        expect(plan.refusals).toEqual([]);
        const change = plan.change.find(({ key }) => key === "rooms/lunch");
        expect([change?.loosens, change?.fields[0]]).toEqual([false, { name: "adopted", before: null, after: "!old" }]);
        expect(change?.fields).toContainEqual({ name: "join", before: "public", after: "invite" });
        expect(change?.fields).toContainEqual({ name: "history", before: "shared", after: "joined" });
        expect(plan.create.map(({ key }) => key)).not.toContain("rooms/lunch");
        expect(plan.destroy).toEqual([]);
        expect(plan.access).toContainEqual(
            expect.objectContaining({ userId: "@eve:mod.example", key: "rooms/lunch", effect: "loses" }),
        );
        const files = { "valise.yaml": adopting() };
        const report = unwrap(await apply(world, { files }));
        expect(report.rooms).toContainEqual({ key: "rooms/lunch", roomId: "!old" });
        expect(room.settings).toMatchObject({
            name: "Lunch",
            join: { kind: "invite" },
            history: "joined",
            guests: false,
        });
        // What its creator alone may do, and what few might, stays so.
        expect(room.settings.power.events).toMatchObject({ "m.room.tombstone": 150, "m.call.invite": 50 });
        // Keys changed more often than the manifest asks: that stays.
        expect(room.settings.encryption?.messages).toBe(50);
        expect(room.settings.power.users).toEqual({ "@steward:mfa.example": 100 });
        expect(room.members["@eve:mod.example"]).toBeUndefined();
        const after = await planOf(world);
        expect(after.change.filter(({ key }) => key === "rooms/lunch")).toEqual([]);
        room.settings = { ...room.settings, join: { kind: "public" } };
        expect((await planOf(world)).drift).toMatchObject([{ key: "rooms/lunch", name: "join", severity: "security" }]);
        unwrap(await apply(world, { files }));
        expect(room.settings.join).toEqual({ kind: "invite" });
    });

    it("cut off after any step, is gone on with: one room, and nobody in it besides", async () => {
        const allowed = /@steward:|@(claire|idris|nadia|thomas):mfa|@eve:mod/;
        for (let n = 1; n < 30; n++) {
            const world = createWorld();
            createHandMade(world);
            let calls = 0;
            const files = { "valise.yaml": adopting() };
            const wrap = (server: ReturnType<ReturnType<typeof serversOf>["get"]> & object) => ({
                ...server,
                perform: async (command: Parameters<typeof server.perform>[0]) =>
                    ++calls > n ? err({ kind: "no-answer" as const }) : server.perform(command),
            });
            await apply(world, { files, wrap });
            const inside = () => Object.keys(world.rooms.get("!old")?.members ?? {});
            expect(inside().filter((user) => !allowed.test(user))).toEqual([]);
            unwrap(await apply(world, { files, breakLock: true }));
            expect([...world.rooms.values()].filter(({ settings }) => settings.name === "Lunch")).toHaveLength(1);
            expect([...accessIn(world)].filter((access) => access.endsWith("@eve:mod.example"))).toEqual([]);
        }
    });

    it("is never opened by being taken over", async () => {
        const world = createWorld();
        const { settings } = createHandMade(world);
        const closed = { ...settings, maxAgeS: 3600, power: { ...settings.power, eventsDefault: 50 } };
        createHandMade(world, { settings: closed });
        expect((await planOf(world)).refusals.map(({ rule, detail }) => [rule, detail])).toEqual([
            ["adoption-loosens", "!old power"],
            ["adoption-loosens", "!old maxAgeS"],
        ]);
    });

    it("stays as it is where it cannot be what the manifest means", async () => {
        const hindrance = async (said: Partial<FakeRoom>, text?: string) => {
            const world = createWorld();
            createHandMade(world, said);
            return (await planOf(world, text)).refusals.map(({ rule, detail }) => `${rule} ${detail}`);
        };
        expect(await hindrance({ roomId: "!other" })).toEqual(["adoption-impossible !old (unknown)"]);
        expect(await hindrance({ isSpace: true })).toEqual(["adoption-impossible !old (kind)"]);
        expect(await hindrance({}, adopting("encrypted: false,"))).toEqual(["adoption-impossible !old (encrypted)"]);
        expect(await hindrance({}, adopting('charter: { label: "FR/DR", agencies: [mfa] },'))).toEqual([
            "adoption-impossible !old (version)",
        ]);
        const { settings } = createHandMade(createWorld());
        const power = { ...settings.power, users: { "@eve:mod.example": 100 } };
        expect(await hindrance({ settings: { ...settings, power } })).toEqual([
            "adoption-impossible !old (no-local-admin)",
        ]);
        const world = createWorld();
        unwrap(await apply(world));
        createHandMade(world);
        expect((await planOf(world)).refusals).toMatchObject([{ detail: "!old (has-room)" }]);
    });

    it("names whom nobody here can lower, until the manifest makes them moderators", async () => {
        const world = createWorld();
        const { settings } = createHandMade(world);
        const power = { ...settings.power, users: { "@lena:mod.example": 100 } };
        createHandMade(world, { byHand: { version: "12", creators: [claire] }, settings: { ...settings, power } });
        const security = async (text: string) =>
            (await planOf(world, text)).drift.map(({ name, severity }) => `${severity} ${name}`);
        expect(await security(adopting())).toEqual([
            `security creator.${claire}`,
            "security power.users.@lena:mod.example",
        ]);
        const meant = adopting('moderators: [claire, "@lena:mod.example"],');
        expect(await security(meant)).toEqual([]);
        unwrap(await apply(world, { files: { "valise.yaml": meant } }));
        expect(world.rooms.get("!old")?.settings.power.users).toEqual({
            ...{ "@lena:mod.example": 100, "@steward:mfa.example": 100, "@steward:mod.example": 100 },
        });
    });
});
