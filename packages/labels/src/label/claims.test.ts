import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyClearance } from "../../test/arbitraries.ts";
import { clearance, registry } from "../../test/registry.ts";
import { formatClaims, parseClaims } from "./claims.ts";

const FR = "urn:valise:policy:fr:1";

describe("claims", () => {
    it("names every level reached and every value held", () => {
        expect(formatClaims(clearance("FR/DR MENTION=SF REL=FRA"), registry)).toEqual([
            "lvl:NP",
            "lvl:DR",
            "cat:MENTION.SF",
            "cat:REL.FRA",
        ]);
    });

    it("reads back what it writes", () => {
        fc.assert(
            fc.property(anyClearance, (held) => {
                const urn = registry.policy(held.policy)?.urn ?? "";
                expect(parseClaims(urn, formatClaims(held, registry), registry)).toEqual({ ok: true, value: held });
            }),
        );
    });

    it("amounts to what was shown, not to what was issued", () => {
        const shown = parseClaims(FR, ["cat:REL.FRA", "lvl:DR", "role:BROADCAST"], registry);
        expect(shown).toEqual({ ok: true, value: clearance("FR/DR REL=FRA") });
    });

    it.each([
        [[], "no-level"],
        [["cat:REL.FRA"], "no-level"],
        [["lvl:ULTRA"], "unknown-level"],
        [["lvl:DR", "cat:CODE.X"], "unknown-category"],
        [["lvl:DR", "cat:REL.XXX"], "unknown-value"],
        [["lvl:DR", "cat:REL.FRA", "cat:REL.FRA"], "duplicate-value"],
        [["lvl:DR", "cat:REL"], "claim-syntax"],
        [["lvl:DR", "cat:REL.FRA.DEU"], "claim-syntax"],
        [["lvl:dr"], "claim-syntax"],
        [["LVL:DR"], "claim-syntax"],
        [["lvl:DR", "cat:__proto__.FRA"], "claim-syntax"],
    ])("refuses %j as %s", (claims, kind) => {
        expect(parseClaims(FR, claims, registry)).toMatchObject({ ok: false, error: { kind } });
    });

    it("refuses a policy by anything but its URN", () => {
        expect(parseClaims("FR", ["lvl:DR"], registry)).toMatchObject({ error: { kind: "unknown-policy" } });
    });
});
