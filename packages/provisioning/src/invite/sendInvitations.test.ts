import { err, unwrap } from "@valise/base";
import type { FakeWorld } from "@valise/testkit/provisioning";
import { describe, expect, it } from "vitest";
import { apply, createWorld, noOptions, type Wrap } from "../../test/applyWorld.ts";
import { edited, smallFiles } from "../../test/manifests.ts";
import { parseAuditEntry } from "../audit/auditChain.ts";
import type { InvitationOutcome, Inviter } from "../ports/Inviter.ts";
import type { InvitationWire } from "./invitation.ts";
import type { ReminderWire } from "./reminder.ts";

/** A command that keeps what it was told, and ends as `outcomeOf` says. */
function createInviter(outcomeOf: (user: string) => InvitationOutcome = () => "sent", again: readonly string[] = []) {
    const calls: InvitationWire[] = [];
    const inviter: Inviter = {
        letterOf: (userId) => (userId.startsWith("@paul:") ? "/letters/paul" : null),
        async call(invitation) {
            calls.push(invitation);
            return outcomeOf(invitation.user);
        },
        again,
    };
    return { calls, inviter };
}

const lena = "@lena:mod.example";
const people = (world: FakeWorld) =>
    [...world.servers.values()]
        .flatMap(({ accounts }) => [...accounts.keys()])
        .filter((user) => !/^@(admin|steward):/.test(user));

describe("invitations of new accounts", () => {
    it("go to each person once, by the schema, and stand in the record before", async () => {
        const world = createWorld();
        const { calls, inviter } = createInviter();
        const { invitations } = unwrap(await apply(world, { inviter }));
        // Watch officer 3 is suspended and waits.
        expect(calls.map(({ user }) => user).sort()).toEqual(
            people(world)
                .filter((user) => !user.startsWith("@watch3:"))
                .sort(),
        );
        expect([...invitations.sent].sort()).toEqual(calls.map(({ user }) => user).sort());
        expect(calls.find(({ user }) => user === "@paul:mod.example")).toEqual({
            ...{ v: 1, user: "@paul:mod.example", name: "Paul Estève", server: "mod.example", letter: "/letters/paul" },
            agency: { id: "mod", name: "Ministry of Defence" },
            invitation: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
        });
        expect(calls.find(({ user }) => user === "@idris:mfa.example")?.expires).toBe("2027-06-30");
        expect(new Set(calls.map(({ invitation }) => invitation)).size).toBe(calls.length);
        const audit = world.servers.get("mod.example")?.audit.map((entry) => parseAuditEntry(entry)!) ?? [];
        expect(audit.flatMap(({ what }) => what)).toContain(`invite accounts/${lena}`);
        const again = createInviter();
        unwrap(await apply(world, { inviter: again.inviter }));
        expect(again.calls).toEqual([]);
        const active = smallFiles["intel.json"]?.replace('"active":false', '"active":true') ?? "";
        unwrap(await apply(world, { inviter: again.inviter, files: { "intel.json": active } }));
        expect(again.calls.map(({ user }) => user)).toEqual(["@watch3:intel.example"]);
    });

    it("wait where no command is configured, and leave nobody who was there before", async () => {
        const world = createWorld();
        unwrap(await apply(world));
        const { calls, inviter } = createInviter();
        const files = edited(
            "user: lena, name: Lena Brandt }",
            "user: lena, name: Lena Brandt }\n  - { agency: mod, user: vera, name: Vera Lang }",
        );
        expect(unwrap(await apply(world, { inviter, files })).invitations.sent).toEqual(["@vera:mod.example"]);
        expect(calls).toHaveLength(1);
    });

    it("that failed go again, that were cut off only when a person says so, under the same name", async () => {
        const world = createWorld();
        const first = createInviter((user) =>
            user === lena ? "not-sent" : user.startsWith("@paul:") ? "unknown" : "sent",
        );
        const { invitations } = unwrap(await apply(world, { inviter: first.inviter }));
        expect([invitations.notSent, invitations.unknown]).toEqual([[lena], ["@paul:mod.example"]]);
        const second = createInviter();
        const { invitations: next } = unwrap(await apply(world, { inviter: second.inviter }));
        expect([next.sent, next.unknown]).toEqual([[lena], ["@paul:mod.example"]]);
        const third = createInviter(() => "sent", ["@paul:mod.example"]);
        expect(unwrap(await apply(world, { inviter: third.inviter })).invitations).toMatchObject({
            ...{ sent: ["@paul:mod.example"], unknown: [], notSent: [] },
        });
        const idOf = (calls: readonly InvitationWire[], user: string) =>
            calls.find((call) => call.user === user)?.invitation;
        expect(idOf(third.calls, "@paul:mod.example")).toBe(idOf(first.calls, "@paul:mod.example"));
    });

    it("of an apply that is limited to keys go to these people alone, and nobody else is told to wait", async () => {
        const world = createWorld();
        const failing = createInviter(() => "not-sent");
        unwrap(await apply(world, { inviter: failing.inviter }));
        const options = { ...noOptions, targets: [`accounts/${lena}`] };
        expect(unwrap(await apply(world, { options })).invitations.waiting).toEqual([lena]);
        const { calls, inviter } = createInviter();
        expect(unwrap(await apply(world, { inviter, options })).invitations.sent).toEqual([lena]);
        expect(calls.map(({ user }) => user)).toEqual([lena]);
    });

    it("apply killed at any call: nobody is invited twice, and whoever is not is known", async () => {
        for (let n = 1; n < 90; n += 3) {
            const world = createWorld();
            const { calls, inviter } = createInviter();
            let performed = 0;
            const wrap: Wrap = (server) => ({
                ...server,
                perform: async (command) => (++performed > n ? err({ kind: "no-answer" }) : server.perform(command)),
            });
            await apply(world, { inviter, wrap });
            const { invitations } = unwrap(await apply(world, { inviter, breakLock: true }));
            const users = calls.map(({ user }) => user);
            expect(new Set(users).size, `cut at ${n}`).toBe(users.length);
            const told = [...users, ...invitations.unknown, "@watch3:intel.example"];
            expect([...new Set(told)].sort()).toEqual(people(world).sort());
        }
    });

    it("stopped by whoever started it, no further call is made", async () => {
        const world = createWorld();
        let stopped = false;
        const { calls, inviter } = createInviter(() => {
            stopped = true;
            return "sent";
        });
        expect(await apply(world, { inviter, isStopped: () => stopped })).toMatchObject({ error: { kind: "stopped" } });
        expect(calls).toHaveLength(1);
    });
});

describe("reminders of an account's end", () => {
    it("go to the person once for each step, again after a failure, and not for a later last day", async () => {
        const world = createWorld();
        const calls: ReminderWire[] = [];
        let outcome: InvitationOutcome = "not-sent";
        const reminding = {
            async call(reminder: ReminderWire) {
                calls.push(reminder);
                return outcome;
            },
        };
        const at = async (day: string, targets: readonly string[] = []) => {
            world.nowMs = Date.parse(`${day}T08:00:00Z`);
            return unwrap(await apply(world, { reminding, options: { ...noOptions, targets } })).reminders;
        };
        expect(await at("2027-05-01")).toEqual({ sent: [], notSent: [] });
        expect((await at("2027-06-05")).notSent).toEqual(["@idris:mfa.example"]);
        outcome = "sent";
        // An apply of another part leaves this person be.
        expect(await at("2027-06-06", ["rooms/lunch"])).toEqual({ sent: [], notSent: [] });
        expect((await at("2027-06-06")).sent).toEqual(["@idris:mfa.example"]);
        expect((await at("2027-06-07")).sent).toEqual([]);
        outcome = "unknown";
        expect((await at("2027-06-20")).notSent).toEqual(["@idris:mfa.example"]);
        expect((await at("2027-06-21")).notSent).toEqual([]);
        outcome = "sent";
        expect((await at("2027-06-29")).sent).toEqual(["@idris:mfa.example"]);
        expect(calls.map(({ withinDays, daysLeft }) => [withinDays, daysLeft])).toEqual([
            [30, 26],
            [30, 25],
            [14, 11],
            [3, 2],
        ]);
        expect(calls[1]).toEqual({
            ...{ v: 1, user: "@idris:mfa.example", name: "Idris Benali", server: "mfa.example", expires: "2027-06-30" },
            ...{ agency: { id: "mfa", name: "Foreign Ministry" }, daysLeft: 25, withinDays: 30 },
            reminder: calls[0]?.reminder,
        });
        expect(new Set(calls.map(({ reminder }) => reminder)).size).toBe(3);
    });
});
