import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { label, registry } from "../../test/registry.ts";
import { createPolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { parseRelations } from "../policy/parsePolicy.ts";
import { handlingOf } from "./handlingOf.ts";
import { requirementsOf } from "./requirementsOf.ts";

const handled = (foreign: string, own: string) => {
    const handling = handlingOf(label(foreign), own, registry);
    return handling.ok ? handling.value.level : handling.error.kind;
};

describe("handlingOf", () => {
    it("follows equals and handle-as, many to one and across holes", () => {
        expect(handled("DE/NFD", "FR")).toBe("DR");
        expect(handled("EU/C", "FR")).toBe("S");
        expect(handled("EU/S", "FR")).toBe("S");
        expect(handled("NATO/C", "UK")).toBe("S");
        expect(handled("EU/R", "US")).toBe("C");
    });

    it("tells a stated hole from silence", () => {
        expect(handled("FR/DR", "US")).toBe("no-counterpart");
        expect(handled("UK/OS", "EU")).toBe("no-counterpart");
        expect(handled("TLP/RED", "FR")).toBe("no-relation");
        expect(handled("FR/DR", "XX")).toBe("unknown-policy");
    });

    it("takes the highest where several are stated", () => {
        const fact = { source: "test", checked: false };
        const stated = (to: string) => ({ from: "TLP/RED", to, relation: "handle-as", basis: "test", fact });
        const relations = unwrap(
            parseRelations({
                valiseRelations: 1,
                sources: {},
                relations: [stated("FR/S"), stated("FR/TS"), stated("FR/DR")],
            }),
        );
        const own = unwrap(createPolicyRegistry(registry.policies, relations));
        expect(unwrap(handlingOf(label("TLP/RED"), "FR", own)).level).toBe("TS");
    });
});

describe("requirementsOf", () => {
    it("lists what the gate asks for", () => {
        expect(requirementsOf(label("US/TS SCI=SI,TK REL=USA,GBR"), registry)).toEqual({
            policy: "US",
            level: "TS",
            every: ["SCI.SI", "SCI.TK"],
            oneOf: [["REL.USA", "REL.GBR"]],
        });
        expect(requirementsOf(label("NATO/U ADMIN=STAFF"), registry).every).toEqual([]);
    });

    it("makes an unknown set a demand that nobody meets", () => {
        const strange = { ...label("FR/DR"), categories: { CODE: ["X"] } };
        expect(requirementsOf(strange, registry).every).toEqual(["CODE.X"]);
    });
});
