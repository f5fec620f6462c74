import { unwrap } from "@valise/base";
import { createShippedRegistry } from "@valise/labels";
import { beforeAll, describe, expect, it } from "vitest";
import { fixedRandom } from "../../test/keys.ts";
import { acceptedBundle, acceptLists, statusToken, trustContext } from "../../test/trust.ts";
import {
    bundleWire,
    grantOf,
    MFA,
    NOW_S,
    POL,
    signedBundle,
    statusUri,
    type TestAgency,
    testAgency,
} from "../../test/world.ts";
import { parseCredential } from "../attestation/credential.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import type { TrustContext } from "../verify/TrustContext.ts";
import { wishedClaims } from "./draftIssue.ts";
import { type IssueRequest, issueClearance } from "./issueClearance.ts";
import { type OfficerLimits, readOfficerLimits } from "./officerLimits.ts";
import { emptyRegister } from "./Register.ts";
import { appendEntries } from "./readRegister.ts";

const registry = createShippedRegistry();
const DAY_S = 86_400;
let mfa: TestAgency;
let context: TrustContext;
let limits: OfficerLimits;
const officer = () => ({ signer: mfa.officer, delegation: mfa.delegation });
const parts = (changes = {}) => ({
    ...{ officer: officer(), limits, register: emptyRegister, context, taken: new Set<number>() },
    ...{ random: fixedRandom("desk"), ...changes },
});
const request = (changes: Partial<IssueRequest> = {}): IssueRequest => ({
    ...{ userId: "@anna:mfa.example", masterKey: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".replace("_", "/") },
    ...{ identity: "checked", pol: POL, claims: ["lvl:NP", "lvl:DR", "cat:REL.FRA", "role:CHARTER"] },
    ...{ lifetimeS: 30 * DAY_S, ...changes },
});

beforeAll(async () => {
    mfa = await testAgency(MFA, "mfa.example");
    const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
    context = await trustContext(bundle, await acceptLists([await statusToken(mfa)], bundle));
    limits = unwrap(await readOfficerLimits(officer(), context));
});

describe("issuing at the desk", () => {
    it("shows the officer what the grant covers", () => {
        expect(limits).toMatchObject({
            ...{ officer: "officer-7", agency: MFA, pol: POL, levels: ["NP", "DR", "S"], servers: ["mfa.example"] },
            ...{ uri: statusUri(MFA), statusIdx: 7, claims: grantOf("mfa.example").claims },
        });
    });

    it("attests what was decided, and says what it changes", async () => {
        const first = unwrap(await issueClearance(request(), parts()));
        const credential = unwrap(parseCredential(first.credential));
        expect(credential).toMatchObject({
            userId: "@anna:mfa.example",
            status: { idx: first.event.idx },
            expiresAtS: NOW_S + 30 * DAY_S,
        });
        expect([...credential.disclosures.keys()]).toEqual(first.event.claims);
        expect(first.consequences).toMatchObject({ replaces: null, loses: [] });
        const who = { atS: NOW_S, by: "officer-7" };
        const { register } = await appendEntries(emptyRegister, [first.event], who, nobleCrypto);
        const wish = request({ claims: ["lvl:NP", "role:CRISIS"] });
        const second = unwrap(await issueClearance(wish, parts({ register })));
        expect(second.event.isRenewal).toBe(true);
        expect(second.event.idx).not.toBe(first.event.idx);
        expect(second.consequences).toMatchObject({
            ...{ gains: ["role:CRISIS"], loses: ["lvl:DR", "cat:REL.FRA", "role:CHARTER"], replaces: first.event },
        });
    });

    it("cuts the term to what the officer may give", async () => {
        const { event } = unwrap(await issueClearance(request({ lifetimeS: 1_000 * DAY_S }), parts()));
        expect(event.expiresAtS).toBe(NOW_S + 92 * DAY_S);
        const ending = parts({ limits: { ...limits, expiresAtS: NOW_S + DAY_S } });
        expect(unwrap(await issueClearance(request(), ending)).event.expiresAtS).toBe(NOW_S + DAY_S);
    });

    it.each([
        ["a level above the grant", { claims: ["lvl:NP", "lvl:DR", "lvl:S", "lvl:TS"] }, "ATT_GRANT_LEVEL"],
        ["a role not granted", { claims: ["lvl:NP", "role:WATCH.DUTY"] }, "ATT_GRANT_CLAIM"],
        ["another agency's person", { userId: "@anna:mod.example" }, "ATT_SERVER"],
    ] as const)("refuses %s with the code that members would read", async (_what, changes, code) => {
        expect(await issueClearance(request(changes as Partial<IssueRequest>), parts())).toMatchObject({
            error: { code },
        });
    });

    it("gives out no index that is taken, and refuses when all are", async () => {
        const taken = new Set(Array.from({ length: 65_536 }, (_, idx) => idx));
        expect(await issueClearance(request(), parts({ taken }))).toMatchObject({
            error: { kind: "status-list-full" },
        });
        taken.delete(4_711);
        expect(unwrap(await issueClearance(request(), parts({ taken }))).event.idx).toBe(4_711);
    });
});

describe("wishedClaims", () => {
    it("writes every dominated level, and knows when nothing is above the lowest", () => {
        expect(unwrap(wishedClaims("FR/DR REL=FRA", ["CRISIS", "CRISIS"], registry))).toEqual({
            ...{ pol: POL, claims: ["lvl:NP", "lvl:DR", "cat:REL.FRA", "role:CRISIS"], isLowestLevel: false },
        });
        expect(unwrap(wishedClaims("FR/NP", [], registry)).isLowestLevel).toBe(true);
        expect(unwrap(wishedClaims("FR/NP", ["ADMIT"], registry)).isLowestLevel).toBe(false);
    });

    it("refuses a clearance no policy knows, and a name that is no role", () => {
        expect(wishedClaims("FR/XX", [], registry)).toMatchObject({ error: { kind: "clearance-invalid" } });
        expect(wishedClaims("FR/DR", ["crisis"], registry)).toMatchObject({ error: { kind: "role-invalid" } });
    });
});
