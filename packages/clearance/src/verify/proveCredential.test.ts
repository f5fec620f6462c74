import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptedBundle, acceptLists, statusToken, trustContext } from "../../test/trust.ts";
import {
    ALL_CLAIMS,
    bundleWire,
    holderKey,
    MFA,
    MOD,
    NOW_S,
    signedBundle,
    type TestAgency,
    type TestHolder,
    testAgency,
    testHolder,
} from "../../test/world.ts";
import { checkStanding } from "./checkStanding.ts";
import { proveCredential } from "./proveCredential.ts";
import type { TrustContext } from "./TrustContext.ts";

let mfa: TestAgency;
let anna: TestHolder;
let context: TrustContext;

beforeAll(async () => {
    mfa = await testAgency(MFA, "mfa.example");
    anna = await testHolder("anna", mfa);
    const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
    context = await trustContext(bundle, await acceptLists([await statusToken(mfa)], bundle));
});

const codeOf = async (text: string, holder: { userId: string; masterKey: string } = anna) => {
    const proven = await proveCredential(text, holder, context);
    return proven.ok ? "ok" : proven.error.code;
};

describe("one's own clearance (SPEC 5.21)", () => {
    it("is proven without being shown, with everything it covers", async () => {
        const proven = unwrap(await proveCredential(anna.credentialText, anna, context));
        expect(proven).toMatchObject({ sub: anna.userId, agency: MFA, claims: ALL_CLAIMS });
        expect(checkStanding(proven, NOW_S, context).ok).toBe(true);
    });

    it("refuses another person's, and one for another master key", async () => {
        const other = await holderKey("someone else");
        expect(await codeOf(anna.credentialText, { ...anna, userId: "@ben:mfa.example" })).toBe("ATT_SUBJECT");
        expect(await codeOf(anna.credentialText, { ...anna, masterKey: other.masterKey })).toBe("ATT_MXK");
    });

    it("refuses what is no clearance at rest, and an agency that the bundle does not know", async () => {
        expect(await codeOf(`${anna.credentialText}e30.e30.e30`)).toBe("ATT_MALFORMED");
        expect(await codeOf("")).toBe("ATT_MALFORMED");
        const stranger = await testHolder("sam", await testAgency(MOD, "mod.example"));
        expect(await codeOf(stranger.credentialText, stranger)).toBe("ATT_ISSUER_UNKNOWN");
    });

    it("refuses an added, a repeated and an altered disclosure", async () => {
        const parts = anna.credentialText.split("~");
        const again = [...parts.slice(0, -1), parts[1], ""].join("~");
        expect(await codeOf(again)).toBe("ATT_SD_DUP_DISCLOSURE");
        const ben = await testHolder("ben", mfa);
        const foreign = [...parts.slice(0, -1), ben.credentialText.split("~")[1], ""].join("~");
        expect(await codeOf(foreign)).toMatch(/^ATT_SD_(UNREFERENCED|DUP_CLAIM)$/);
    });

    it("that is longer in force than its officer allows is refused", async () => {
        const long = await testHolder("anna", mfa, { expiresAtS: NOW_S + 200 * 86_400 });
        expect(await codeOf(long.credentialText)).toBe("ATT_TTL");
    });
});
