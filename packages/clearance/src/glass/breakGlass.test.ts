import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { author, charterOf, named } from "../../test/charters.ts";
import { acceptedBundle } from "../../test/trust.ts";
import { bundleWire, MFA, MOD, NOW_S, ROOM, signedBundle, testAgency } from "../../test/world.ts";
import { chartered } from "../charter/effectiveCharter.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import type { StatementAuthor } from "../statement/verifyStatement.ts";
import { bundlePolicies } from "../trust/bundlePolicies.ts";
import type { TrustBundle } from "../trust/TrustBundle.ts";
import { activeBreakGlass, type BreakGlassWire, readBreakGlass } from "./breakGlass.ts";

const DAVE = { sub: "@dave:mod.example", mxk: "D".repeat(43) };
const OFFICERS = [author("anna", ["GLASS"]), author("carl", ["GLASS"])];
const wire = (changes: Partial<BreakGlassWire> = {}): BreakGlassWire => ({
    ...{ room: ROOM, ...DAVE, epoch: 1, reason: "the only doctor on site" },
    ...{ iat: NOW_S - 60, exp: NOW_S - 60 + 86_400 },
    ...changes,
});

let bundle: TrustBundle;
beforeAll(async () => {
    bundle = await acceptedBundle(await signedBundle(await bundleWire([await testAgency(MFA, "mfa.example")])));
});

function read(payload: object, by: readonly StatementAuthor[] = OFFICERS, gate: object = {}) {
    const statement = {
        wire: { kind: "break-glass", payload: "", by: [] } as const,
        payload: parseEncodedObject(encodeObject(payload)) ?? {},
        ...{ digest: named("g"), iat: NOW_S - 60, by },
    };
    return readBreakGlass(statement, chartered(charterOf("1", { gate })), bundle, bundlePolicies(bundle));
}
const code = (...args: Parameters<typeof read>): string => {
    const verdict = read(...args);
    return verdict.ok ? "ok" : verdict.error.code;
};

describe("a break-glass", () => {
    it("takes two different officers of the owner agency, neither the person let in", () => {
        expect(code(wire())).toBe("ok");
        expect(code(wire(), OFFICERS.slice(0, 1))).toBe("STM_SIGNERS");
        expect(code(wire(), [author("anna", ["GLASS"]), author("bob", ["GLASS"], MOD)])).toBe("GLS_SIGNER");
        expect(code(wire(), [author("anna", ["GLASS"]), author("carl", ["CHARTER"])])).toBe("GLS_SIGNER");
        expect(code(wire({ sub: "@anna:mfa.example" }))).toBe("GLS_SIGNER");
    });

    it("gives a reason, a room and at most 24 hours", () => {
        expect(code(wire({ reason: "" }))).toBe("STM_PAYLOAD");
        expect(code({ ...wire(), note: "" })).toBe("STM_PAYLOAD");
        expect(code(wire({ room: "!other:mfa.example" }))).toBe("GLS_ROOM");
        expect(code(wire({ exp: NOW_S - 60 + 86_401 }))).toBe("GLS_TTL");
        expect(code(wire({ exp: NOW_S - 60 }))).toBe("GLS_TTL");
    });

    it("never opens a room above the owner agency's ceiling", () => {
        expect(code(wire(), OFFICERS, { lvl: "S" })).toBe("ok");
        expect(code(wire(), OFFICERS, { lvl: "TS", ceiling: "TS" })).toBe("GLS_CEILING");
        expect(code(wire(), OFFICERS, { pol: "urn:valise:policy:xx:1" })).toBe("GLS_CEILING");
    });

    it("lets in that person under that key and gate, until it ends", () => {
        const glass = unwrap(read(wire()));
        const charter = chartered(charterOf("1"));
        const active = (person: typeof DAVE, nowS: number, epochs = [1]) =>
            activeBreakGlass([glass], person, { ...charter, epochs }, nowS)?.digest;
        expect(active(DAVE, NOW_S)).toBe(named("g"));
        expect(active({ ...DAVE, mxk: "E".repeat(43) }, NOW_S)).toBeUndefined();
        expect(active({ ...DAVE, sub: "@eve:mod.example" }, NOW_S)).toBeUndefined();
        expect(active(DAVE, NOW_S, [2])).toBeUndefined();
        expect(active(DAVE, glass.exp - 1)).toBe(named("g"));
        expect(active(DAVE, glass.exp)).toBeUndefined();
        expect(active(DAVE, glass.iat - 121)).toBeUndefined();
    });
});
