import { unwrap } from "@valise/base";
import { expect, it } from "vitest";
import { apply, createWorld } from "../../test/applyWorld.ts";
import { edited, smallFiles } from "../../test/manifests.ts";

const lena = "@lena:mod.example";

it("tells who was renamed, freed or held by hand since the last apply, and puts it back", async () => {
    const world = createWorld();
    const files = edited("user: jonas,", "user: jonas, state: locked,");
    unwrap(await apply(world, { files }));
    const accounts = world.servers.get("mod.example")?.accounts;
    const [renamed, freed, held] = [lena, "@jonas:mod.example", "@samir:mod.example"].map((user) =>
        accounts?.get(user),
    );
    if (!renamed || !freed || !held) throw new Error("no such account");
    renamed.displayName = "Minister";
    freed.isLocked = false;
    held.isLocked = true;
    const { plan } = unwrap(await apply(world, { files }));
    expect(plan.drift.map(({ key, name, found, severity }) => [key, name, found, severity])).toEqual([
        ["accounts/@jonas:mod.example", "state", "active", "security"],
        [`accounts/${lena}`, "name", "Minister", "security"],
        ["accounts/@samir:mod.example", "state", "locked", "plain"],
    ]);
    expect([renamed.displayName, freed.isLocked, held.isLocked]).toEqual(["Lena Brandt", true, false]);
});

it("takes what the manifest changed for no drift", async () => {
    const world = createWorld();
    unwrap(await apply(world));
    const text = smallFiles["valise.yaml"]?.replace(
        "name: Lena Brandt }",
        "name: Lena Brandt-Vogt, state: suspended }",
    );
    const { plan } = unwrap(await apply(world, { files: { "valise.yaml": text ?? "" } }));
    expect(plan.change.find(({ key }) => key === `accounts/${lena}`)?.fields.map(({ name }) => name)).toEqual([
        "name",
        "state",
    ]);
    expect(plan.drift).toEqual([]);
});

it("hides whoever opted out from other agencies before they are in any room, tells who was shown by hand, and shows again", async () => {
    const world = createWorld();
    const files = edited("user: lena,", "user: lena, listed: false,");
    const first = unwrap(await apply(world, { files }));
    expect(first.plan.create.find(({ key }) => key === `accounts/${lena}`)?.fields).toEqual([
        { name: "listed", before: null, after: "no" },
    ]);
    const account = world.servers.get("mod.example")?.accounts.get(lena);
    if (!account) throw new Error("no such account");
    expect(account.isUnlisted).toBe(true);
    expect(unwrap(await apply(world, { files })).plan.change.map(({ key }) => key)).not.toContain(`accounts/${lena}`);
    account.isUnlisted = false;
    const { plan } = unwrap(await apply(world, { files }));
    expect(plan.drift).toMatchObject([{ key: `accounts/${lena}`, name: "listed", severity: "security" }]);
    expect(account.isUnlisted).toBe(true);
    const back = unwrap(await apply(world));
    expect(back.plan.change.find(({ key }) => key === `accounts/${lena}`)).toMatchObject({
        fields: [{ name: "listed", before: "no", after: "yes" }],
        loosens: true,
    });
    expect(account.isUnlisted).toBe(false);
});
