import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { testSigner } from "../../test/keys.ts";
import { acceptedBundle, acceptLists, statusToken, trustContext } from "../../test/trust.ts";
import { bundleWire, MFA, NOW_S, signedBundle, statusUri, type TestAgency, testAgency } from "../../test/world.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { utf8 } from "../encoding/text.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { nextStatusList } from "./nextStatusList.ts";
import { emptyRegister, type Register, type RegisterEvent } from "./Register.ts";
import { appendEntries } from "./readRegister.ts";
import { readStatusActs, signStatusActs } from "./statusActs.ts";

const uri = statusUri(MFA);
let mfa: TestAgency;
let context: TrustContext;
let register: Register;

const officer = () => ({ signer: mfa.officer, delegation: mfa.delegation });
const sign = (by = officer(), changes = {}) =>
    signStatusActs(register, { uri, agency: MFA, nowS: NOW_S, sinceS: 0, ...changes }, by, context);
const codeOf = async (token: unknown, judged = context) => {
    const read = await readStatusActs(token, judged);
    return read.ok ? read.value.entries.length : read.error.code;
};

beforeAll(async () => {
    mfa = await testAgency(MFA, "mfa.example");
    const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
    context = await trustContext(bundle, await acceptLists([await statusToken(mfa)], bundle));
    register = emptyRegister;
    for (const [kind, idx, atS] of [
        ["suspended", 5, NOW_S - 300],
        ["revoked", 6, NOW_S - 200],
        ["reinstated", 5, NOW_S - 100],
    ] as const) {
        const event: RegisterEvent = { kind, userId: "@anna:mfa.example", uri, idx, reason: "secret" };
        ({ register } = await appendEntries(register, [event], { atS, by: "officer-7" }, nobleCrypto));
    }
});

describe("acts on their way to the status service", () => {
    it("say the last word on each index, and neither who nor why", async () => {
        const token = await sign();
        const read = unwrap(await readStatusActs(token, context));
        const made = nextStatusList({
            ...{ agency: MFA, uri, published: undefined, registers: [read], floorSeq: 0, nowS: NOW_S },
            ...{ lifetimeS: 86_400, ttlS: 900 },
        });
        expect([...made.statuses]).toEqual([[6, 1]]);
        expect(JSON.stringify(read)).not.toMatch(/anna|secret/);
        expect(await codeOf(await sign(officer(), { sinceS: NOW_S - 250 }))).toBe(2);
    });

    it("count only from an officer of the agency whose delegation stands", async () => {
        const stranger = await testSigner("stranger");
        expect(await codeOf(await sign({ ...officer(), signer: stranger }))).toBe("ATT_CHAIN_KID");
        const other = await testAgency(MFA, "mfa.example");
        const rootless = { ...mfa, root: await testSigner("no root") };
        const { delegate } = await import("../../test/world.ts");
        const self = await delegate(rootless, mfa.officer.jwk);
        expect(await codeOf(await sign({ signer: other.officer, delegation: self }))).toBe("ATT_ROOT_UNKNOWN");
        const old = await delegate(mfa, mfa.officer.jwk, { issuedAtS: NOW_S - 9_000, expiresAtS: NOW_S - 8_000 });
        expect(await codeOf(await sign({ ...officer(), delegation: old }))).toBe("ATT_CHAIN_EXPIRED");
        const lists = await acceptLists([await statusToken(mfa, { statuses: [[7, 1]] })], context.bundle);
        expect(await codeOf(await sign(), { ...context, lists })).toBe("ATT_REVOKED");
    });

    it("are refused when altered, of another list, dated ahead, or of no such index", async () => {
        const [head = "", body = "", tail = ""] = (await sign()).split(".");
        const forged = encodeBase64Url(
            utf8(atob(body.replaceAll("-", "+").replaceAll("_", "/")).replace("[6,1,", "[7,1,")),
        );
        expect(await codeOf([head, forged, tail].join("."))).toBe("ATT_SIG");
        expect(await codeOf(await sign(officer(), { agency: "urn:valise:agency:none" }))).toBe("ATT_ISSUER_UNKNOWN");
        expect(await codeOf(await sign(officer(), { nowS: NOW_S + 3_600 }))).toBe("ATT_NOT_YET");
        expect(await codeOf(await sign(officer(), { nowS: NOW_S - 150 }))).toBe("ATT_CLAIM");
        expect(await codeOf("a.b")).toBe("ATT_MALFORMED");
        expect(await codeOf({})).toBe("ATT_MALFORMED");
        expect(await codeOf(await statusToken(mfa))).toBe("ATT_TYP");
    });
});
