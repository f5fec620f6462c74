import { demoAgencies } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { cleanName, createAgencyDirectory, initialsOf } from "./createAgencyDirectory.ts";

describe("people and agencies", () => {
    it("are named by the managed configuration, strangers by their server", () => {
        const directory = createAgencyDirectory(demoAgencies);
        expect(directory.byServerName("mod.example")).toMatchObject({ code: "MOD", name: "Ministry of Defence" });
        expect(directory.person("@x:other.example", "X").agency).toMatchObject({
            name: "other.example",
            tone: "plain",
        });
    });

    it("are called by their address and agency where no name is known, strangers by the whole of it", () => {
        const directory = createAgencyDirectory(demoAgencies);
        directory.byServerName("other.example");
        expect(directory.calledBy("@dora:mfa.example")).toBe("dora (MFA)");
        expect(directory.calledBy("@dora:other.example")).toBe("@dora:other.example");
    });

    it("show the address where a name is empty or made of marks only", () => {
        const directory = createAgencyDirectory(demoAgencies);
        expect(directory.person("@x:mfa.example", "\u202e\u2066 ").displayName).toBe("@x:mfa.example");
    });

    it.each([
        ["Nadia Roche", "NR"],
        ["Jean de La Fontaine", "JF"],
        ["idris", "I"],
        ["@claire:mfa.example", "C"],
        ["Éva Ödön", "ÉÖ"],
        ["👩‍🚀 Ann", "👩A"],
        ["", "?"],
    ])("%j has the initials %s", (name, initials) => {
        expect(initialsOf(name)).toBe(initials);
    });

    it("lose controls, direction marks, lone surrogates and excess length", () => {
        expect(cleanName("a\u0000b\u202ec\n")).toBe("a b c");
        expect(cleanName("x\ud800y")).toBe("x\ufffdy");
        expect(cleanName("n".repeat(1000))).toHaveLength(200);
    });
});
