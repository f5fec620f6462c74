import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { accessIn, apply, applySigned, createWorld, dump, giveIdentities, noOptions } from "../../test/applyWorld.ts";
import { edited, resolveFiles } from "../../test/manifests.ts";

const [old, next] = ["@thomas:mfa.example", "@thomas:mod.example"];
const withoutThomas = `user,name,groups,clearance,expires
claire,Claire Morvan,east-desk,FR/S,
idris,Idris Benali,,FR/DR,2027-06-30
nadia,"Roche, Nadia",watch,FR/S,
`;
const moved = {
    ...edited(
        "  - { agency: mod, user: samir, name: Samir Koch }\n",
        `  - { agency: mod, user: samir, name: Samir Koch }\n  - { agency: mod, user: thomas, name: Thomas Aubry, from: "${old}" }\n`,
    ),
    "mfa.csv": withoutThomas,
};

describe("a move of agency (SPEC 1.14)", () => {
    it("is said at both ends, makes the new account at once, and ends the old one when that is allowed", async () => {
        const world = createWorld();
        await applySigned(world);
        giveIdentities(world);
        await applySigned(world);
        const before = accessIn(world);
        const { plan } = unwrap(await apply(world, { files: moved }));
        expect(plan.create).toMatchObject([
            { key: `accounts/${next}`, fields: [{ name: "from", before: null, after: old }] },
        ]);
        expect(plan.destroy).toMatchObject([
            { key: `accounts/${old}`, isHeldBack: true, fields: [{ name: "to", before: null, after: next }] },
        ]);
        const accounts = (agency: string) => world.servers.get(`${agency}.example`)?.accounts;
        expect(accounts("mod")?.get(next)?.isLocked).toBe(false);
        expect(accounts("mfa")?.get(old)?.isDeactivated).toBe(false);
        // Nobody is in a room twice: the new account waits until the old one is ended.
        expect([...accessIn(world)].filter((each) => !before.has(each))).toEqual([]);

        const ended = unwrap(
            await apply(world, { files: moved, options: { ...noOptions, allowDestroy: [`accounts/${old}`] } }),
        );
        expect(ended.plan.signatures).toMatchObject([{ kind: "revocation", title: old }]);
        expect(accounts("mfa")?.get(old)?.isDeactivated).toBe(true);
        expect([...accessIn(world)].some((each) => each.endsWith(old))).toBe(false);
        expect([...accessIn(world)].some((each) => each.endsWith(next))).toBe(true);
        const last = dump(world);
        expect(unwrap(await apply(world, { files: moved })).steps).toBe(0);
        expect(dump(world)).toEqual(last);
    });

    it("comes from another agency of the manifest, and goes to one place only", async () => {
        const refusalOf = async (line: string) => {
            const read = await resolveFiles(edited("  - { agency: mod, user: lena, name: Lena Brandt }\n", line));
            return read.ok ? null : read.error.map(({ rule, detail }) => `${rule} ${detail}`);
        };
        const from = (user: string, id: string) => `  - { agency: mod, user: ${user}, name: N, from: "${id}" }\n`;
        expect(await refusalOf(from("lena", "@x:elsewhere.example"))).toEqual([
            "unknown-reference @x:elsewhere.example",
        ]);
        expect(await refusalOf(from("lena", "@x:mod.example"))).toEqual(["unknown-reference @x:mod.example"]);
        expect(await refusalOf(from("lena", old) + from("zoe", old))).toEqual([`defined-twice ${old}`]);
        expect(await refusalOf(from("lena", old))).toBeNull();
    });
});
