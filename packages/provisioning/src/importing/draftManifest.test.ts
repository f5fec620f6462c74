import { unwrap } from "@valise/base";
import {
    addHomeserver,
    createFakeAgencyServer,
    createFakeWorld,
    fakeAccount,
    fakeManifestFiles,
} from "@valise/testkit/provisioning";
import { expect, it } from "vitest";
import { noOptions } from "../../test/applyWorld.ts";
import { policies, registry } from "../../test/manifests.ts";
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
    ...{ roomId: "!old", name: 'Old "room"\n  evil: yes', version: "10", isEncrypted: false },
    members: ["@b:mfa.example", "@a:mfa.example"],
};

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
    const files = draftManifest("crisis", [{ agency, accounts, rooms: [room] }]);
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
    const loaded = unwrap(
        await loadManifest(fakeManifestFiles(Object.fromEntries(files)), "valise.yaml", "passed-over"),
    );
    const desired = unwrap(resolveManifest(loaded, registry));
    const observed = unwrap(await observeAll(desired, new Map([["mfa", server]])));
    const plan = planChanges(desired, observed, noOptions, policies);
    expect([plan.destroy, plan.replace, plan.access, plan.drift]).toEqual([[], [], [], []]);
    expect(plan.create.map(({ key }) => key)).toEqual(["agencies/mfa"]);
    expect(plan.change.map(({ key, fields }) => [key, fields.map(({ name }) => name).join()])).toEqual([
        ["accounts/@admin:mfa.example", "managed"],
        ["accounts/@claire:mfa.example", "managed"],
        ["accounts/@locked:mfa.example", "name,managed"],
        ["accounts/@nameless:mfa.example", "name,managed"],
    ]);
});
