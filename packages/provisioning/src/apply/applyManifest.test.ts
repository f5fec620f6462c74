import { err, unwrap } from "@valise/base";
import { openRequests } from "@valise/clearance/desk";
import { describe, expect, it } from "vitest";
import {
    accessIn,
    apply,
    applySigned,
    createWorld,
    dump,
    giveIdentities,
    noOptions,
    signAll,
    type Wrap,
} from "../../test/applyWorld.ts";
import { edited, policies, resolveFiles, smallManifest } from "../../test/manifests.ts";
import { findBreak, parseAuditEntry } from "../audit/auditChain.ts";
import { hasChanges } from "../plan/Plan.ts";
import { planChanges } from "../plan/planChanges.ts";
import { observeAll } from "./observeAll.ts";

const noAnswer = () => err({ kind: "no-answer" as const });

/** Ends everything at the n-th call that changes something: before it reaches the server, or with its answer lost. */
function killAt(n: number, how: "before" | "after"): { wrap: Wrap; wasReached(): boolean } {
    let calls = 0;
    const guarded = async <T>(run: () => Promise<T>): Promise<T | ReturnType<typeof noAnswer>> => {
        calls++;
        if (calls > n || (calls === n && how === "before")) return noAnswer();
        const answer = await run();
        return calls === n ? noAnswer() : answer;
    };
    const wrap: Wrap = (server) => ({
        ...server,
        prepare: () => guarded(() => server.prepare()),
        perform: (command) => guarded(() => server.perform(command)),
        claim: (content) => guarded(() => server.claim(content)),
        appendAudit: (entry) => guarded(() => server.appendAudit(entry)),
    });
    return { wrap, wasReached: () => calls >= n };
}

describe("apply", () => {
    it("builds an empty world, lets people in once officers have signed, and then finds nothing to change", async () => {
        const world = createWorld();
        const first = unwrap(await apply(world));
        expect(first.plan.create.map(({ kind }) => kind)).toContain("channel");
        expect(first.left.create).toMatchObject([
            { key: "templates/evacuation" },
            { key: "directories/mfa" },
            { key: "directories/mod" },
        ]);
        // Rooms with a charter stand empty until it is signed; those without are in use.
        const labelled = [...world.rooms.values()].filter(
            ({ settings, isSpace }) => settings.name === null && !isSpace,
        );
        expect(labelled).toHaveLength(3);
        // What waits for a signature is not taken for a change by hand.
        expect(unwrap(await apply(world)).plan.drift).toEqual([]);
        for (const room of labelled) {
            expect(Object.keys(room.members).filter((user) => !user.startsWith("@steward:"))).toEqual([]);
            expect(room.settings.join).toEqual({ kind: "invite" });
        }
        expect(first.signatures.requests.map(({ id, role, signers }) => [id, role, signers])).toEqual([
            ["charter:channels/flash", "CHARTER", 1],
            ["charter:rooms/east-desk", "CHARTER", 1],
            ["charter:rooms/need-to-know", "CHARTER", 1],
            ["directory:directories/mfa", "DIRECTORY", 1],
            ["directory:directories/mod", "DIRECTORY", 1],
            ["template:templates/evacuation", "DIRECTORY", 1],
        ]);
        giveIdentities(world);
        const last = await applySigned(world, { signatures: signAll(first.signatures) });
        expect(hasChanges(last.left)).toBe(false);
        const again = unwrap(await apply(world));
        expect(again.steps).toBe(0);
        expect(hasChanges(again.plan)).toBe(false);
    });

    it("asks for the roster only of those who have an identity, and says who is waited for", async () => {
        const world = createWorld();
        const report = await applySigned(world);
        expect(report.left.waits).toEqual([
            {
                key: "rooms/need-to-know",
                agency: "mod",
                reason: "no-identity",
                users: ["@marta:intel.example", "@paul:mod.example"],
            },
        ]);
        giveIdentities(world);
        const after = await applySigned(world);
        expect(after.left.waits).toEqual([]);
        const room = [...world.rooms.values()].find(({ admissions }) => admissions.length > 0);
        expect(Object.keys(room?.members ?? {})).toContain("@marta:intel.example");
    });

    it("keeps a request that still fits, and its signature, and replaces one that no longer does", async () => {
        const world = createWorld();
        const first = unwrap(await apply(world));
        world.nowMs += 86_400_000;
        const second = unwrap(await apply(world, { signatures: first.signatures }));
        expect(second.signatures).toEqual(first.signatures);
        const changed = edited("label: FR/DR, admission: cleared", "label: FR/S, admission: cleared");
        const third = unwrap(
            await apply(world, {
                signatures: signAll(first.signatures),
                files: { "valise.yaml": changed["valise.yaml"]?.replace("FR/DR,\n", "") ?? "" },
            }),
        );
        const flash = third.signatures.requests.find(({ id }) => id === "charter:channels/flash");
        expect(flash?.payload).not.toBe(first.signatures.requests[0]?.payload);
        expect(openRequests(third.signatures).map(({ id }) => id)).toEqual(["charter:channels/flash"]);
    });

    it("takes two officers to lower a label or to let another agency in", async () => {
        const world = createWorld();
        await applySigned(world);
        giveIdentities(world);
        await applySigned(world);
        const wider = edited(
            "admission: cleared, agencies: [mfa, mod] }",
            "admission: cleared, agencies: [mfa, mod, intel] }",
        );
        const report = unwrap(await apply(world, { files: wider }));
        expect(report.signatures.requests).toMatchObject([
            { id: "charter:rooms/east-desk", role: "CHARTER RELEASE", signers: 2 },
        ]);
        // Until then nothing opens.
        expect(report.plan.access.filter(({ effect }) => effect === "gains")).toEqual([]);
        const one = {
            ...report.signatures,
            signed: signAll(report.signatures).signed.map((each) => ({ ...each, by: each.by.slice(0, 1) })),
        };
        const half = unwrap(await apply(world, { files: wider, signatures: one }));
        expect(half.signatures.requests).toHaveLength(1);
        const whole = unwrap(await apply(world, { files: wider, signatures: signAll(report.signatures) }));
        expect(whole.signatures.requests).toEqual([]);
    });

    it.each(["before", "after"] as const)(
        "killed %s any call and run again, it ends the same and never opens more",
        async (how) => {
            const change = edited('members: ["group:east-desk", "duty:mod/naval-cell"]', "members: [claire]");
            const text =
                change["valise.yaml"]?.replace(
                    '["agency:mfa"], retention: 7d',
                    '[claire, "@paul:mod.example"], retention: 8d',
                ) ?? "";
            const files = { "valise.yaml": text.replace("members: [marta, hugo] }", "members: [marta, ana] }") };
            const built = createWorld();
            await applySigned(built);
            giveIdentities(built);
            await applySigned(built);
            const whole = structuredClone(built);
            const before = accessIn(whole);
            await applySigned(whole, { files });
            const goal = dump(whole);
            const after = accessIn(whole);
            expect(after).not.toEqual(before);
            for (let n = 1; ; n++) {
                const world = structuredClone(built);
                const kill = killAt(n, how);
                const cut = await apply(world, { files, wrap: kill.wrap });
                if (!kill.wasReached()) break;
                for (const access of accessIn(world))
                    expect(before.has(access) || after.has(access), access).toBe(true);
                if (cut.ok) continue;
                await applySigned(world, { files, breakLock: true });
                expect(dump(world)).toEqual(goal);
            }
        },
    );

    it.each(["before", "after"] as const)(
        "an empty world, killed %s any call, ends with each thing once",
        async (how) => {
            const whole = createWorld();
            await applySigned(whole);
            const goal = dump(whole);
            let kills = 0;
            for (let n = 1; ; n++) {
                const world = createWorld();
                const kill = killAt(n, how);
                await apply(world, { wrap: kill.wrap });
                if (!kill.wasReached()) break;
                kills++;
                await applySigned(world, { breakLock: true });
                expect(dump(world)).toEqual(goal);
            }
            expect(kills).toBeGreaterThan(60);
        },
    );

    it("has one writer: the other is told who and since when", async () => {
        for (let round = 0; round < 5; round++) {
            const world = createWorld();
            const results = await Promise.all([apply(world), apply(world)]);
            expect(results.filter(({ ok }) => ok)).toHaveLength(1);
            expect(results.find(({ ok }) => !ok)).toMatchObject({
                error: { kind: "locked", holder: { owner: "@admin:intel.example", sinceMs: world.nowMs } },
            });
        }
    });

    it("writes down what it sets out to do before it does it, in a chain that shows a missing line", async () => {
        const world = createWorld();
        await applySigned(world);
        const entries = world.servers.get("mfa.example")?.audit.map((entry) => parseAuditEntry(entry)!) ?? [];
        expect(entries.length).toBeGreaterThan(3);
        expect(entries[0]).toMatchObject({
            seq: 1,
            by: "@admin:mfa.example",
            event: "begun",
            manifest: "digest",
            revision: 7,
        });
        expect(entries.at(-1)).toMatchObject({ event: "done" });
        expect(findBreak(entries)).toBeNull();
        expect(findBreak(entries.toSpliced(1, 1))).toBe(1);
        expect(findBreak(entries.with(0, { ...entries[0]!, by: "@other:mfa.example" }))).toBe(1);
    });

    it("stopped between two changes, it gives the locks back and is run again", async () => {
        const world = createWorld();
        let changes = 0;
        const stopped = await apply(world, { isStopped: () => changes++ === 5 });
        expect(stopped).toEqual(err({ kind: "stopped" }));
        const whole = createWorld();
        await applySigned(whole);
        await applySigned(world);
        expect(dump(world)).toEqual(dump(whole));
    });

    it("goes on when one partner's server will not take somebody, and says so", async () => {
        const world = createWorld();
        const wrap: Wrap = (server) => ({
            ...server,
            perform: async (command) =>
                command.kind === "bring-in" && command.userId === "@paul:mod.example"
                    ? err({ kind: "refused", status: 502, errcode: null })
                    : server.perform(command),
        });
        const report = unwrap(await apply(world, { wrap }));
        expect(report.troubles).toMatchObject([{ agency: "mod", key: "spaces/mod" }]);
        expect(unwrap(await apply(world)).troubles).toEqual([]);
    });
});

describe("the end of an account", () => {
    const without = {
        "mfa.csv":
            'user,name,groups,clearance,expires\nclaire,Claire Morvan,east-desk,FR/S,\nidris,Idris Benali,,FR/DR,2027-06-30\nnadia,"Roche, Nadia",watch,FR/S,\n',
    };

    it("is held back until allowed; rooms are left at once, and an urgent revocation is asked for", async () => {
        const world = createWorld();
        await applySigned(world);
        giveIdentities(world);
        await applySigned(world);
        const held = unwrap(await apply(world, { files: without }));
        expect(held.plan.destroy).toMatchObject([
            { kind: "account", key: "accounts/@thomas:mfa.example", isHeldBack: true },
        ]);
        expect(world.servers.get("mfa.example")?.accounts.get("@thomas:mfa.example")?.isDeactivated).toBe(false);
        expect([...accessIn(world)].filter((access) => access.endsWith("@thomas:mfa.example"))).toEqual([]);
        const done = unwrap(await apply(world, { files: without, options: { ...noOptions, allowDestroy: true } }));
        expect(done.plan.signatures).toMatchObject([{ kind: "revocation", title: "@thomas:mfa.example" }]);
        const mfa = world.servers.get("mfa.example");
        expect(mfa?.accounts.get("@thomas:mfa.example")?.isDeactivated).toBe(true);
        expect(mfa?.ended).toEqual(["@thomas:mfa.example"]);
        expect(mfa?.register.get("accounts/@thomas:mfa.example")).toEqual({ state: "removed" });
        expect(hasChanges(unwrap(await apply(world, { files: without })).plan)).toBe(false);
    });

    it("may be allowed for one and not for another", async () => {
        const world = createWorld();
        await applySigned(world);
        const options = { ...noOptions, allowDestroy: ["accounts/@nobody:mfa.example"] };
        const held = unwrap(await apply(world, { files: without, options }));
        expect(held.plan.destroy).toMatchObject([{ isHeldBack: true }]);
        const allowed = { ...noOptions, allowDestroy: ["accounts/@thomas:mfa.example"] };
        const done = unwrap(await apply(world, { files: without, options: allowed }));
        expect(done.plan.destroy).toMatchObject([{ isHeldBack: false }]);
        expect(world.servers.get("mfa.example")?.accounts.get("@thomas:mfa.example")?.isDeactivated).toBe(true);
    });

    it("is not undone by an older manifest, unless told so by name", async () => {
        const world = createWorld();
        await applySigned(world);
        giveIdentities(world);
        await applySigned(world);
        await applySigned(world, { files: without, options: { ...noOptions, allowDestroy: true } });
        expect(await apply(world)).toMatchObject({
            error: { kind: "refused", refusals: [{ rule: "offboarded-account", detail: "@thomas:mfa.example" }] },
        });
        const options = { ...noOptions, readmit: ["@thomas:mfa.example"] };
        expect(await apply(world, { options })).toMatchObject({ ok: true });
    });

    it("an older revision may close, but opens nothing", async () => {
        const world = createWorld();
        giveIdentities(world);
        const newer = {
            "valise.yaml": smallManifest
                .replace("revision: 7", "revision: 8")
                .replace("members: [marta, hugo] }", "members: [marta] }"),
        };
        await applySigned(world, { files: newer });
        expect(await apply(world)).toMatchObject({ error: { kind: "refused", refusals: [{ rule: "rollback" }] } });
        const closing = { "valise.yaml": smallManifest.replace("members: [marta, hugo] }", "members: [] }") };
        expect(await apply(world, { files: closing })).toMatchObject({ ok: true });
    });
});

it("a plan has the same bytes whatever the order of what was seen", async () => {
    const world = createWorld();
    await applySigned(world);
    const desired = unwrap(await resolveFiles(edited("members: [marta, hugo] }", "members: [marta, ana] }")));
    const { serversOf } = await import("../../test/applyWorld.ts");
    const observed = unwrap(await observeAll(desired, serversOf(world)));
    const plan = JSON.stringify(planChanges(desired, observed, noOptions, policies));
    const shuffled = observed
        .map((server) => ({ ...server, rooms: [...server.rooms].reverse(), accounts: [...server.accounts].reverse() }))
        .reverse();
    expect(JSON.stringify(planChanges(desired, shuffled, noOptions, policies))).toBe(plan);
});
