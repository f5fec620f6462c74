import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { apply, applySigned, createWorld } from "../../test/applyWorld.ts";
import { expiryStage } from "./expiry.ts";

describe("the end of an account by its date", () => {
    it.each([
        ["2027-05-30T23:59:59Z", { kind: "far" }],
        ["2027-06-01T00:00:00Z", { kind: "reminder", withinDays: 30, daysLeft: 30 }],
        ["2027-06-17T00:00:00Z", { kind: "reminder", withinDays: 14, daysLeft: 14 }],
        ["2027-06-28T12:00:00Z", { kind: "reminder", withinDays: 3, daysLeft: 3 }],
        ["2027-06-30T23:59:59Z", { kind: "reminder", withinDays: 3, daysLeft: 1 }],
        ["2027-07-01T00:00:00Z", { kind: "ended" }],
    ])("at %s", (now, stage) => {
        expect(expiryStage("2027-06-30", Date.parse(now))).toEqual(stage);
    });

    it("is told ahead, locks on the day after by the server's clock, and is lifted by a later date", async () => {
        const world = createWorld();
        world.nowMs = Date.parse("2027-06-20T08:00:00Z");
        await applySigned(world);
        const soon = unwrap(await apply(world));
        expect(soon.plan.reminders).toEqual([
            { key: "accounts/@idris:mfa.example", agency: "mfa", expires: "2027-06-30", withinDays: 14, daysLeft: 11 },
        ]);
        world.nowMs = Date.parse("2027-07-01T08:00:00Z");
        const idris = () => world.servers.get("mfa.example")?.accounts.get("@idris:mfa.example");
        const late = unwrap(await apply(world));
        expect(late.plan.change).toMatchObject([
            { key: "accounts/@idris:mfa.example", fields: [{ name: "state", before: "active", after: "locked" }] },
        ]);
        expect(idris()?.isLocked).toBe(true);
        const csv =
            'user,name,groups,clearance,expires\nclaire,Claire Morvan,east-desk,FR/S,\nidris,Idris Benali,,FR/DR,2028-06-30\nnadia,"Roche, Nadia",watch,FR/S,\nthomas,Thomas Aubry,,,\n';
        await apply(world, { files: { "mfa.csv": csv } });
        expect(idris()?.isLocked).toBe(false);
    });
});
