import { err, unwrap } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { accessIn, apply, applySigned, createWorld, noOptions, serversOf, type Wrap } from "../../test/applyWorld.ts";
import { smallFiles, smallManifest } from "../../test/manifests.ts";
import type { AgencyServer } from "../ports/AgencyServer.ts";
import { offboardAccount } from "./offboardAccount.ts";

const userId = "@thomas:mfa.example";
const claimant = { process: "p", isGone: () => true, breakLock: false };
const offboard = (server: AgencyServer, who = userId) =>
    offboardAccount({ userId: who, server, claimant, clock: createFakeClock() });

/** Its trust room takes no word. */
const deaf: Wrap = (server) => ({
    ...server,
    perform: async (command) =>
        command.kind === "say-ended"
            ? err({ kind: "refused", status: 403, errcode: "M_FORBIDDEN" })
            : server.perform(command),
});

describe("offboarding", () => {
    it("leaves no session and no room, tells whom to ask, and is undone by no manifest", async () => {
        const world = createWorld();
        await applySigned(world);
        const mfa = serversOf(world).get("mfa")!;
        const report = unwrap(await offboard(mfa));
        expect(report).toMatchObject({ userId, partners: ["mod.example"], roomsWithoutLocalAdmin: [] });
        expect(report.rooms.length).toBeGreaterThan(1);
        expect([...accessIn(world)].filter((access) => access.endsWith(userId))).toEqual([]);
        const server = world.servers.get("mfa.example")!;
        expect([server.accounts.get(userId)?.isDeactivated, server.ended]).toEqual([true, [userId]]);
        expect(await apply(world)).toMatchObject({ error: { refusals: [{ rule: "offboarded-account" }] } });
        expect(server.audit.slice(-2)).toMatchObject([
            { event: "begun", what: [`offboard accounts/${userId}`], by: "@admin:mfa.example" },
            { event: "done" },
        ]);
    });

    it("asks the officers in the trust room to revoke, where the agency has one; a plan that ends an account does as well", async () => {
        const world = createWorld();
        const files = { "valise.yaml": `${smallManifest}trust:\n  mfa: { publisher: nadia }\n` };
        await applySigned(world, { files });
        const mfa = serversOf(world).get("mfa")!;
        expect(unwrap(await offboard(mfa)).isRevocationAsked).toBe(true);
        const left = (smallFiles["mfa.csv"] ?? "").replace(/idris.*\n|thomas.*\n/g, "");
        const text = files["valise.yaml"].replace("members: [claire, idris]", "members: [claire]");
        const options = { ...noOptions, allowDestroy: true };
        await applySigned(world, { files: { "valise.yaml": text, "mfa.csv": left }, options });
        expect([...(world.servers.get("mfa.example")?.leavers.keys() ?? [])]).toEqual([userId, "@idris:mfa.example"]);
        const other = createWorld();
        await applySigned(other);
        expect(unwrap(await offboard(serversOf(other).get("mfa")!)).isRevocationAsked).toBe(false);
    });

    it("ends the account also where the trust room takes no word, says that nobody was asked, and asks when run again", async () => {
        const world = createWorld();
        await applySigned(world, { files: { "valise.yaml": `${smallManifest}trust:\n  mfa: { publisher: nadia }\n` } });
        const mfa = serversOf(world).get("mfa")!;
        expect(unwrap(await offboard(deaf(mfa))).isRevocationAsked).toBe(false);
        const server = world.servers.get("mfa.example")!;
        expect([server.ended, server.accounts.get(userId)?.isDeactivated]).toEqual([[userId], true]);
        expect([...accessIn(world)].filter((access) => access.endsWith(userId))).toEqual([]);
        expect(server.leavers.size).toBe(0);
        expect(unwrap(await offboard(mfa)).isRevocationAsked).toBe(true);
        expect([...server.leavers.keys()]).toEqual([userId]);
    });

    it("an apply goes on as well, names the account, and leaves the asking to a later offboarding", async () => {
        const world = createWorld();
        const text = `${smallManifest}trust:\n  mfa: { publisher: nadia }\n`;
        await applySigned(world, { files: { "valise.yaml": text } });
        const files = { "valise.yaml": text, "mfa.csv": (smallFiles["mfa.csv"] ?? "").replace(/thomas.*\n/, "") };
        const options = { ...noOptions, allowDestroy: true };
        const { troubles } = unwrap(await apply(world, { files, options, wrap: deaf }));
        expect(troubles).toMatchObject([{ agency: "mfa", key: `accounts/${userId}` }]);
        const server = world.servers.get("mfa.example")!;
        unwrap(await apply(world, { files, options }));
        expect([server.accounts.get(userId)?.isDeactivated, server.leavers.size]).toEqual([true, 0]);
        expect(unwrap(await offboard(serversOf(world).get("mfa")!)).isRevocationAsked).toBe(true);
        expect([...server.leavers.keys()]).toEqual([userId]);
    });

    it("locks before anything else, and goes on where it was cut off", async () => {
        for (let n = 1; n < 12; n++) {
            const world = createWorld();
            await applySigned(world);
            let calls = 0;
            const mfa = serversOf(world).get("mfa")!;
            const cut: AgencyServer = {
                ...mfa,
                perform: async (command) => (++calls > n ? err({ kind: "no-answer" }) : mfa.perform(command)),
            };
            await offboard(cut);
            const account = world.servers.get("mfa.example")?.accounts.get(userId);
            expect(account?.isLocked || account?.isDeactivated).toBe(true);
            unwrap(await offboard(mfa));
            expect([...accessIn(world)].filter((access) => access.endsWith(userId))).toEqual([]);
        }
    });

    it("ends neither the account it runs as nor one that is not there", async () => {
        const world = createWorld();
        await applySigned(world);
        const mfa = serversOf(world).get("mfa")!;
        expect(await offboard(mfa, "@admin:mfa.example")).toMatchObject({ error: { kind: "operator" } });
        expect(await offboard(mfa, "@nobody:mfa.example")).toMatchObject({ error: { kind: "unknown-account" } });
    });
});
