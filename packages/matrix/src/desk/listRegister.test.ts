import type { Register } from "@valise/clearance/desk";
import { expect, it } from "vitest";
import { listRegister } from "./listRegister.ts";

const entries = [1, 2, 3].map((seq) => ({
    ...{ seq, prev: "", atS: seq, by: "officer-7" },
    event: { kind: "revoked", userId: `@p${seq}:x`, uri: "urn:x", idx: seq, reason: `reason ${seq}` } as const,
}));
const register: Register = { entries, digests: [] };

it("the audit log is read newest first, a page at a time, until nothing is older", () => {
    const first = listRegister(register, null, 2);
    expect(first.rows.map(({ seq, detail }) => [seq, detail])).toEqual([
        [3, "reason 3"],
        [2, "reason 2"],
    ]);
    expect(first.more).toBe(true);
    const rest = listRegister(register, 2, 2);
    expect([rest.rows.map(({ seq, userId }) => [seq, userId]), rest.more]).toEqual([[[1, "@p1:x"]], false]);
    expect(listRegister(register, 1, 2)).toEqual({ rows: [], more: false });
});
