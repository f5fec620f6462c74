import { unwrap } from "@valise/base";
import {
    addHomeserver,
    createFakeAgencyServer,
    createFakeWorld,
    fakeAccount,
    fakeManifestFiles,
} from "@valise/testkit/provisioning";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { noOptions } from "../../test/applyWorld.ts";
import { looseSettings, policies, registry } from "../../test/manifests.ts";
import { observeAll } from "../apply/observeAll.ts";
import { resolveManifest } from "../desired/resolveManifest.ts";
import { loadManifest } from "../manifest/loadManifest.ts";
import { planChanges } from "../plan/planChanges.ts";
import type { HandMadeRoom } from "../ports/AgencyServer.ts";
import { draftManifest } from "./draftManifest.ts";

const agency = {
    ...{ id: "mfa", urn: "urn:valise:agency:mfa", name: "Foreign Ministry", server: "mfa.example" },
    steward: "@steward:mfa.example",
};
const room: HandMadeRoom = {
    ...{ roomId: "!old", name: 'Old "room"\n  evil: yes', version: "10", settings: looseSettings },
    ...{ members: ["@b:mfa.example", "@a:mfa.example"], isSpace: false, isSpecial: false },
    ...{ keepers: [], children: [] },
};
const kept: HandMadeRoom = {
    ...{ ...room, roomId: "!kept", name: "Bureau d’été", members: ["@claire:mfa.example", "@nameless:mfa.example"] },
    keepers: ["@claire:mfa.example"],
};
const rooms: readonly HandMadeRoom[] = [
    ...[
        room,
        kept,
        {
            ...kept,
            roomId: "!again",
            settings: { ...looseSettings, encryption: { periodMs: null, messages: null, state: false } },
        },
    ],
    // Announcements by few, somebody whom no manifest lists, an emergency room: left as they are.
    { ...kept, roomId: "!few", settings: { ...looseSettings, power: { ...looseSettings.power, eventsDefault: 50 } } },
    { ...kept, roomId: "!stranger", members: ["@claire:mfa.example", "@eve:elsewhere.example"] },
    { ...kept, roomId: "!special", isSpecial: true },
    {
        ...kept,
        roomId: "!space",
        name: "1er étage",
        isSpace: true,
        children: ["!kept", "!few"],
        // As a server does that encrypts every room by default.
        settings: { ...looseSettings, maxAgeS: null, encryption: { periodMs: null, messages: null, state: false } },
    },
];

it("a server built by hand becomes a manifest whose plan takes accounts over, and ends and opens nothing", async () => {
    const world = createFakeWorld();
    const home = addHomeserver(world, "mfa.example");
    const people: readonly (readonly [string, Parameters<typeof fakeAccount>[1]])[] = [
        ["@claire:mfa.example", { displayName: 'Morvan, "C"' }],
        ["@locked:mfa.example", { displayName: "\u202eLocked\u0007 ", isLocked: true }],
        ["@nameless:mfa.example", { displayName: null }],
        ["@gone:mfa.example", { isDeactivated: true }],
        ["@OLD:mfa.example", {}],
        ["@guest.uno:mfa.example", {}],
    ];
    for (const [userId, said] of people) home.accounts.set(userId, fakeAccount(userId, said));
    const server = createFakeAgencyServer(world, "mfa.example");
    const { accounts } = unwrap(await server.observe({ identitiesOf: [], suspensionOf: [] }));
    const files = draftManifest("crisis", [{ agency, accounts, rooms }]);
    expect(files.get("mfa.csv")).toBe(
        'user,name,state\nadmin,Administrator,active\nclaire,"Morvan, ""C""",active\nlocked,Locked,locked\nnameless,nameless,active\n',
    );
    const text = files.get("valise.yaml") ?? "";
    expect(text).toContain(
        "# Accounts of mfa whose name a manifest cannot hold: @OLD:mfa.example @guest.uno:mfa.example\n",
    );
    expect(text).toContain(
        '#   !old "Old \\"room\\"\\n  evil: yes" version 10, in clear: @a:mfa.example @b:mfa.example\n',
    );
    for (const left of ["!few", "!stranger", "!special"])
        expect(text).toContain(`#   ${left} "Bureau d’été" version 10`);
    const both = ["claire", "nameless"];
    expect(parse(text)).toMatchObject({
        spaces: {
            "er-etage": { agency: "mfa", name: "1er étage", adopt: "!space", members: both, moderators: ["claire"] },
        },
        rooms: {
            "bureau-d-ete": { agency: "mfa", name: "Bureau d’été", adopt: "!again", retention: "1d", members: both },
            "bureau-d-ete-2": { adopt: "!kept", space: "er-etage", encrypted: false },
        },
    });
    for (const { roomId, name, isSpace, members, children, settings: found } of rooms)
        if (["!kept", "!again", "!space"].includes(roomId))
            world.rooms.set(roomId, {
                ...{
                    roomId,
                    mark: "",
                    isSpace,
                    changes: {},
                    children: [...children],
                    charter: null,
                    admissions: [],
                    statements: {},
                },
                ...{
                    byHand: { version: "10", creators: [] },
                    creator: "@claire:mfa.example",
                    stewards: [],
                    isRetired: false,
                },
                members: Object.fromEntries(members.map((user) => [user, "join" as const])),
                settings: { ...found, name, power: { ...found.power, users: { "@claire:mfa.example": 100 } } },
            });
    const loaded = unwrap(
        await loadManifest(fakeManifestFiles(Object.fromEntries(files)), "valise.yaml", "passed-over"),
    );
    const desired = unwrap(resolveManifest(loaded, registry));
    const observed = unwrap(await observeAll(desired, new Map([["mfa", server]])));
    const plan = planChanges(desired, observed, noOptions, policies);
    expect([plan.destroy, plan.replace, plan.access, plan.drift]).toEqual([[], [], [], []]);
    expect(plan.refusals).toEqual([]);
    expect(plan.create.map(({ key }) => key)).toEqual(["agencies/mfa"]);
    const { change } = plan;
    expect(change.slice(4).map(({ key, fields }) => [key, fields[0]?.name])).toEqual([
        ["spaces/er-etage", "adopted"],
        ["rooms/bureau-d-ete", "adopted"],
        ["rooms/bureau-d-ete-2", "adopted"],
    ]);
    expect(change.slice(0, 4).map(({ key, fields }) => [key, fields.map(({ name }) => name).join()])).toEqual([
        ["accounts/@admin:mfa.example", "managed"],
        ["accounts/@claire:mfa.example", "managed"],
        ["accounts/@locked:mfa.example", "name,managed"],
        ["accounts/@nameless:mfa.example", "name,managed"],
    ]);
});
