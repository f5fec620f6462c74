import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { openJws, signAny } from "../../test/forge.ts";
import { fixedRandom } from "../../test/keys.ts";
import { oneRoom } from "../../test/oneRoom.ts";
import { acceptedBundle, trustContext } from "../../test/trust.ts";
import {
    ALL_CLAIMS,
    bundleWire,
    grantOf,
    MFA,
    NOW_S,
    POL,
    POL_EU,
    signedBundle,
    statusUri,
    type TestAgency,
    type TestHolder,
    testAgency,
    testHolder,
} from "../../test/world.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { SMALL_ORDER_ENCODINGS } from "../crypto/smallOrder.ts";
import { encodeBase64Url, toMatrixBase64 } from "../encoding/base64url.ts";
import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import { checkIssuance } from "./checkIssuance.ts";
import { parseCredential } from "./credential.ts";
import { type AttestationRequest, dominatedLevels, issueAttestation } from "./issueAttestation.ts";
import { issueDelegation } from "./issueDelegation.ts";
import { claimsToShow, presentClaims } from "./presentClaims.ts";

let mfa: TestAgency;
let anna: TestHolder;
let policies: PolicyLookup;
beforeAll(async () => {
    mfa = await testAgency(MFA, "mfa.example");
    anna = await testHolder("anna", mfa);
    policies = (await trustContext(await acceptedBundle(await signedBundle(await bundleWire([mfa]))), new Map()))
        .policies;
});

const request = (changes: Partial<AttestationRequest> = {}): AttestationRequest => ({
    ...{ agency: MFA, userId: "@anna:mfa.example", masterKey: anna.masterKey, pol: POL, claims: ALL_CLAIMS },
    ...{ issuedAtS: NOW_S, expiresAtS: NOW_S + 86_400, status: { idx: 1, uri: statusUri(MFA) }, pad: 24 },
    ...changes,
});

async function issue(changes: Partial<AttestationRequest>): Promise<string> {
    const officer = { signer: mfa.officer, delegation: mfa.delegation };
    const issued = await issueAttestation(request(changes), officer, fixedRandom("x"), nobleCrypto);
    return issued.ok ? "ok" : issued.error.code;
}

describe("issuing a clearance", () => {
    it("refuses what no verifier would accept", async () => {
        const smallOrder = Uint8Array.from(SMALL_ORDER_ENCODINGS[3]?.match(/../g) ?? [], (pair) =>
            Number.parseInt(pair, 16),
        );
        expect(await issue({})).toBe("ok");
        expect(await issue({ masterKey: toMatrixBase64(encodeBase64Url(smallOrder)) })).toBe("ATT_KEY");
        expect(await issue({ masterKey: `${anna.masterKey}=` })).toBe("ATT_KEY");
        expect(await issue({ masterKey: anna.masterKey.slice(1) })).toBe("ATT_KEY");
        expect(await issue({ claims: ["lvl:DR", "lvl:DR"] })).toBe("ATT_SD_DUP_CLAIM");
        expect(await issue({ claims: ["lvl:dr"] })).toBe("ATT_SD_CLAIM");
        expect(await issue({ claims: ALL_CLAIMS, pad: 8 })).toBe("ATT_CLAIM");
        expect(await issue({ expiresAtS: NOW_S })).toBe("ATT_TTL");
    });

    it("does not tell by number or order of digests how much someone holds", async () => {
        const digests = async (claims: AttestationRequest["claims"]) => {
            const officer = { signer: mfa.officer, delegation: mfa.delegation };
            const text = unwrap(await issueAttestation(request({ claims }), officer, fixedRandom("y"), nobleCrypto));
            return (openJws(text.split("~")[0] ?? "").payload.clr as { _sd: string[] })._sd;
        };
        for (const claims of [["lvl:NP"], ALL_CLAIMS] as const) {
            const listed = await digests(claims);
            expect(listed).toHaveLength(24);
            expect(listed).toEqual([...listed].sort());
        }
        expect((await digests(["lvl:NP"])).join().length).toBe((await digests(ALL_CLAIMS)).join().length);
    });

    it("writes every dominated level and none above", () => {
        expect(dominatedLevels(policies, POL, "S")).toEqual(["lvl:NP", "lvl:DR", "lvl:S"]);
        expect(dominatedLevels(policies, POL, "XX")).toBeUndefined();
        expect(dominatedLevels(policies, "urn:valise:policy:xx:1", "S")).toBeUndefined();
    });

    it("certifies an officer for one policy, 366 days at most, with claims that are claims", async () => {
        const certify = async (changes: object) => {
            const base = {
                agency: MFA,
                officer: "o",
                officerKey: mfa.officer.jwk,
                grant: grantOf("mfa.example"),
                status: { idx: 1, uri: "u" },
            };
            const issued = await issueDelegation(
                { ...base, issuedAtS: 0, expiresAtS: 86_400, ...changes },
                mfa.root,
                nobleCrypto,
            );
            return issued.ok ? "ok" : issued.error.code;
        };
        expect(await certify({})).toBe("ok");
        expect(await certify({ expiresAtS: 366 * 86_400 })).toBe("ok");
        expect(await certify({ expiresAtS: 366 * 86_400 + 1 })).toBe("ATT_TTL");
        expect(await certify({ expiresAtS: 0 })).toBe("ATT_TTL");
        expect(await certify({ grant: { ...grantOf("x"), pol: [POL, POL_EU] } })).toBe("ATT_CLAIM");
        expect(await certify({ grant: { ...grantOf("x"), claims: ["exp"] } })).toBe("ATT_CLAIM");
        expect(await certify({ officerKey: { ...mfa.officer.jwk, d: "AA" } })).toBe("ATT_KEY");
    });
});

describe("asking before issuing", () => {
    it("tells what verifiers would say later", async () => {
        const { context } = await oneRoom(nobleCrypto);
        const check = async (changes: Partial<AttestationRequest>, signer = mfa.officer) => {
            const verdict = await checkIssuance(request(changes), { signer, delegation: mfa.delegation }, context);
            return verdict.ok ? "ok" : verdict.error.code;
        };
        expect(await check({})).toBe("ok");
        expect(await check({ agency: "urn:valise:agency:xx" })).toBe("ATT_ISSUER_UNKNOWN");
        expect(await check({}, mfa.root)).toBe("ATT_CHAIN_KID");
        expect(await check({ expiresAtS: NOW_S + 93 * 86_400 })).toBe("ATT_TTL");
        expect(await check({ issuedAtS: NOW_S - 40 * 86_400 })).toBe("ATT_CHAIN_WINDOW");
        expect(await check({ expiresAtS: NOW_S - 120, issuedAtS: NOW_S - 200 })).toBe("ATT_EXPIRED");
        expect(await check({ pad: 32 })).toBe("ATT_CLAIM");
        expect(await check({ userId: "@anna:mod.example" })).toBe("ATT_SERVER");
        expect(await check({ status: { idx: 1, uri: "urn:valise:sl:mod:1" } })).toBe("ATT_CLAIM");
        expect(await check({ pol: POL_EU })).toBe("ATT_POLICY");
        expect(await check({ claims: ["lvl:TS"] })).toBe("ATT_GRANT_LEVEL");
        expect(await check({ claims: ["role:WATCH.OPS"] })).toBe("ATT_GRANT_CLAIM");
    });
});

describe("presenting a clearance", () => {
    const label = { pol: POL, lvl: "DR", cat: {} };

    it("shows the least that meets the gate", () => {
        const show = (asks: Parameters<typeof claimsToShow>[1]) => claimsToShow(anna.credential, asks, policies);
        expect(unwrap(show({ label, roles: [] }))).toEqual(["lvl:DR"]);
        expect(
            unwrap(show({ label: { ...label, cat: { REL: ["DEU", "FRA"], MENTION: ["SF"] } }, roles: ["CRISIS"] })),
        ).toEqual([...["lvl:DR", "cat:REL.DEU", "cat:MENTION.SF", "role:CRISIS"]]);
        expect(show({ label: { ...label, lvl: "TS" }, roles: [] }).ok).toBe(false);
    });

    it("hands out nothing that its own key did not sign", async () => {
        const ask = { disclose: ["lvl:DR"], audience: "!r:mfa.example", nonce: "n", signedAtS: NOW_S } as const;
        const other = await testHolder("bob", mfa);
        expect((await presentClaims(anna.credential, ask, anna.sign, nobleCrypto)).ok).toBe(true);
        expect(await presentClaims(anna.credential, ask, other.sign, nobleCrypto)).toMatchObject({
            error: { code: "ATT_KB_SIG" },
        });
    });

    it("reads no credential whose claims are missing or of another type", async () => {
        const { header, payload } = openJws(anna.credential.issuerJws);
        const changed = async (changes: object) => `${await signAny(header, { ...payload, ...changes }, mfa.officer)}~`;
        expect(parseCredential(await changed({})).ok).toBe(true);
        for (const name of ["iss", "sub", "mxk", "pol", "iat", "exp", "status"]) {
            expect(parseCredential(await changed({ [name]: [] })).ok, name).toBe(false);
        }
        const spoiled = unwrap(parseCredential(await changed({ mxk: "AA" })));
        const ask = { disclose: [], audience: "!r:mfa.example", nonce: "n", signedAtS: NOW_S };
        expect(await presentClaims(spoiled, ask, anna.sign, nobleCrypto)).toMatchObject({ error: { code: "ATT_KEY" } });
    });

    it("cannot show what one does not hold", async () => {
        const ask = { disclose: ["lvl:TS"], audience: "!r:mfa.example", nonce: "n", signedAtS: NOW_S } as const;
        expect(await presentClaims(anna.credential, ask, anna.sign, nobleCrypto)).toMatchObject({
            error: { code: "ATT_INSUFFICIENT" },
        });
    });

    it("reads back the credential it was issued", () => {
        const { disclosures, ...rest } = anna.credential;
        expect([...disclosures.keys()]).toEqual(ALL_CLAIMS);
        expect(rest).toMatchObject({ agency: MFA, userId: "@anna:mfa.example", pol: POL, masterKey: anna.masterKey });
        for (const bad of [
            "",
            "a.b.c~",
            anna.credentialText.slice(0, -1),
            `${anna.credentialText}AA~`,
            `${anna.credentialText}x`,
        ]) {
            expect(parseCredential(bad).ok).toBe(false);
        }
    });
});
