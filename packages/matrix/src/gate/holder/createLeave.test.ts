import type { ClaimName } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import { createFakeDisk } from "../../outbox/testing/fakeStore.ts";
import { createLeave } from "./createLeave.ts";

const MFA = "urn:valise:agency:mfa";
const MOD = "urn:valise:agency:mod";
const ROOM = "!room:mfa.example";

const begin = async (disk: ReturnType<typeof createFakeDisk>, approved: readonly ClaimName[] = []) => {
    const preApproved = (agency: string) => new Set(agency === MOD ? approved : []);
    const leave = createLeave({ store: disk.open(), ownAgency: () => MFA, preApproved });
    await leave.loaded();
    return leave;
};

describe("leave to show claims", () => {
    it("is needed the first time another agency asks for something, and never for the own one", async () => {
        const disk = createFakeDisk();
        const leave = await begin(disk);
        expect(leave.notYetShown({ agencies: [MFA], claims: ["lvl:S"] })).toEqual([]);
        const wish = { agencies: [MFA, MOD], claims: ["lvl:DR", "cat:REL.FRA"] } as const;
        expect(leave.notYetShown(wish)).toEqual(["lvl:DR", "cat:REL.FRA"]);
        await leave.rememberShown({ agencies: [MOD], claims: ["lvl:DR"] });
        const again = await begin(disk);
        expect(again.notYetShown(wish)).toEqual(["cat:REL.FRA"]);
    });

    it("is not needed for what is pre-approved, to the agencies it is pre-approved for; for all else it is", async () => {
        const leave = await begin(createFakeDisk(), ["lvl:DR", "role:CRISIS"]);
        const claims = ["lvl:DR", "cat:REL.FRA", "role:CRISIS"] as const;
        expect(leave.notYetShown({ agencies: [MFA, MOD], claims })).toEqual(["cat:REL.FRA"]);
        expect(leave.notYetShown({ agencies: [MOD], claims: ["lvl:S"] })).toEqual(["lvl:S"]);
        const others = { agencies: [MOD, "urn:valise:agency:intel"], claims: ["lvl:DR"] } as const;
        expect(leave.notYetShown(others)).toEqual(["lvl:DR"]);
    });

    it("is asked per room, remembered when given, and told to whoever presents", async () => {
        const disk = createFakeDisk();
        const leave = await begin(disk);
        const told: unknown[] = [];
        leave.onAnswered((roomId, allow) => told.push([roomId, allow]));
        const wish = { agencies: [MFA, MOD], claims: ["lvl:DR"] } as const;
        leave.ask(ROOM, wish);
        expect(leave.rows()).toEqual([{ roomId: ROOM, ...wish }]);
        expect(await leave.answer("!other", true)).toBe(false);
        expect(await leave.answer(ROOM, true)).toBe(true);
        expect(told).toEqual([[ROOM, true]]);
        expect(leave.rows()).toEqual([]);
        expect((await begin(disk)).notYetShown(wish)).toEqual([]);
    });

    it("that was declined is not asked again after a restart, unless the question is another; it can still be given", async () => {
        const disk = createFakeDisk();
        const wish = { agencies: [MOD], claims: ["lvl:DR"] } as const;
        const leave = await begin(disk);
        leave.ask(ROOM, wish);
        await leave.answer(ROOM, false);
        const again = await begin(disk);
        again.ask(ROOM, wish);
        expect(again.rows()).toEqual([]);
        again.ask(ROOM, { ...wish, claims: ["lvl:S"] });
        expect(again.rows()).toHaveLength(1);
        again.ask(ROOM, wish);
        expect(again.askOf(ROOM)).toEqual(wish);
        expect(await again.answer(ROOM, true)).toBe(true);
        expect(again.notYetShown(wish)).toEqual([]);
    });
});
