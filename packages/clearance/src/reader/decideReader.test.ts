import { unwrap } from "@valise/base";
import { beforeAll, describe, expect, it } from "vitest";
import { charterOf, named } from "../../test/charters.ts";
import { acceptedBundle, acceptLists, type ListChanges, statusToken, trustContext } from "../../test/trust.ts";
import {
    bundleWire,
    MFA,
    MOD,
    NOW_S,
    ROOM,
    signedBundle,
    statusUri,
    type TestAgency,
    type TestHolder,
    testAgency,
    testHolder,
} from "../../test/world.ts";
import { type Admission, rosterOf } from "../admission/admission.ts";
import { presentClaims } from "../attestation/presentClaims.ts";
import { chartered, type EffectiveCharter } from "../charter/effectiveCharter.ts";
import { gateExpectation } from "../charter/gateExpectation.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import type { BreakGlass } from "../glass/breakGlass.ts";
import type { AcceptedStatusList } from "../status/StatusLists.ts";
import type { TrustBundle } from "../trust/TrustBundle.ts";
import { type ProvenPresentation, provePresentation } from "../verify/provePresentation.ts";
import { decideReader, type Member, type ReaderMemory, type RoomRules } from "./decideReader.ts";

const HOUR_S = 3600;
const charter: EffectiveCharter = chartered(charterOf("1"));
let bundle: TrustBundle;
let mfa: TestAgency;
let anna: TestHolder;
let proven: ProvenPresentation;

beforeAll(async () => {
    mfa = await testAgency(MFA, "mfa.example");
    bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa, await testAgency(MOD, "mod.example")])));
    anna = await testHolder("anna", mfa);
    const context = await trustContext(bundle, new Map());
    const expected = { ...(await gateExpectation(charter, nobleCrypto)), atS: NOW_S };
    const request = {
        disclose: ["lvl:DR"],
        audience: ROOM,
        nonce: expected.bindings[0]?.nonce ?? "",
        signedAtS: NOW_S - 60,
    } as const;
    const text = unwrap(await presentClaims(anna.credential, request, anna.sign, nobleCrypto));
    proven = unwrap(await provePresentation(text, expected, context));
});

/** The agency's list, issued an hour ago and good for two, as it stands at `nowS`. */
const lists = async (changes: ListChanges = {}): Promise<Map<string, AcceptedStatusList>> => {
    const issuedAtS = NOW_S - HOUR_S;
    const token = await statusToken(mfa, { issuedAtS, expiresAtS: issuedAtS + 2 * HOUR_S, ...changes });
    return acceptLists([token], bundle, NOW_S);
};

const member = (changes: Partial<Member> = {}): Member => ({
    sub: anna.userId,
    mxk: anna.masterKey,
    presentation: { ok: true, value: proven },
    memory: {},
    ...changes,
});

const admission = (changes: Partial<Admission> = {}): Admission => ({
    ...{ room: ROOM, epoch: 1, iat: 5, remove: [], digest: named("a"), by: [] },
    add: [{ sub: anna.userId, mxk: anna.masterKey }],
    floor: { seq: 1, digest: named("1") },
    ...changes,
});
const rules = (changes: Partial<RoomRules> = {}): RoomRules => ({
    charter,
    roster: rosterOf([admission()]),
    glasses: [],
    ...changes,
});

async function decide(
    changes: Partial<Member> = {},
    room: Partial<RoomRules> = {},
    { nowS = NOW_S, list = {} as ListChanges | "none" } = {},
) {
    const held = list === "none" ? new Map<string, AcceptedStatusList>() : await lists(list);
    return decideReader(member(changes), rules(room), { bundle, lists: held, nowS });
}
const outcome = async (...args: Parameters<typeof decide>): Promise<string> => {
    const decision = await decide(...args);
    return decision.kind === "reads" ? decision.because : decision.code;
};

describe("who may have the next key", () => {
    it("is a member admitted whose presentation stands, until that ends", async () => {
        const decision = await decide();
        expect(decision).toMatchObject({ kind: "reads", because: "presentation", untilS: proven.exp });
        expect(decision.memory.lastVerified).toMatchObject({
            nonce: proven.binding.nonce,
            mxk: anna.masterKey,
            atS: NOW_S,
        });
    });

    it("is remembered anew only when there is something new", async () => {
        const { memory } = await decide();
        expect((await decide({ memory }, {}, { nowS: NOW_S + 60 })).memory).toBe(memory);
        const { memory: renewed } = await decide({ memory }, {}, { list: { seq: 11 } });
        expect(renewed.lastVerified?.lists.map(({ seq }) => seq)).toEqual([11, 11]);
    });

    it("is nobody who has shown nothing, or something refused", async () => {
        expect(await outcome({ presentation: undefined })).toBe("ATT_MISSING");
        const refused = { ok: false, error: { kind: "refused", code: "ATT_KB_SIG" } } as const;
        expect(await outcome({ presentation: refused })).toBe("ATT_KB_SIG");
    });

    it("is nobody whose presentation is another's, or whose identity has changed", async () => {
        expect(await outcome({ sub: "@eve:mfa.example" })).toBe("ATT_SUBJECT");
        expect(await outcome({ mxk: "E".repeat(43) })).toBe("ATT_MXK");
    });

    it("is nobody whom the roster does not name, whatever a homeserver adds", async () => {
        expect(await outcome({}, { roster: rosterOf([]) })).toBe("ADM_MISSING");
        expect(await outcome({}, { roster: rosterOf([admission({ epoch: 2 })]) })).toBe("ADM_MISSING");
        expect(
            await outcome(
                {},
                { roster: rosterOf([admission(), admission({ iat: 6, add: [], remove: [anna.userId] })]) },
            ),
        ).toBe("ADM_REMOVED");
        expect(await outcome({}, { roster: rosterOf([]), charter: { ...charter, admission: "cleared" } })).toBe(
            "presentation",
        );
    });

    it("is nobody of an agency that is not the room's", async () => {
        expect(await outcome({}, { charter: { ...charter, agencies: [MOD], admission: "cleared" } })).toBe(
            "ADM_AGENCY",
        );
    });

    it("is nobody of an agency that the trust bundle has dropped since", async () => {
        const wire = await bundleWire([await testAgency(MOD, "mod.example")]);
        const without = await acceptedBundle(await signedBundle({ ...wire, crisis: [] }));
        const decision = decideReader(member(), rules(), { bundle: without, lists: await lists(), nowS: NOW_S });
        expect(decision).toMatchObject({ kind: "refused", code: "ATT_ISSUER_UNKNOWN" });
    });

    it("is nobody revoked, suspended, expired, or of unknown status", async () => {
        expect(await outcome({}, {}, { list: { statuses: [[4242, 1]] } })).toBe("ATT_REVOKED");
        expect(await outcome({}, {}, { list: { statuses: [[7, 1]] } })).toBe("ATT_REVOKED");
        expect(await outcome({}, {}, { list: { statuses: [[4242, 2]] } })).toBe("ATT_SUSPENDED");
        expect(await outcome({}, {}, { list: "none" })).toBe("ATT_STATUS_MISSING");
        expect(await outcome({}, {}, { nowS: proven.exp + 121 })).toBe("TRUST_EXPIRED");
    });
});

describe("grace", () => {
    const staleS = NOW_S + 2 * HOUR_S;
    const verified = async (): Promise<ReaderMemory> => (await decide()).memory;

    it("keeps a member who was fully verified, until the list's expiry plus the charter's grace", async () => {
        const memory = await verified();
        const ends = NOW_S + HOUR_S + charter.graceS;
        expect(await decide({ memory }, {}, { nowS: staleS })).toMatchObject({
            kind: "reads",
            because: "grace",
            untilS: ends,
        });
        expect(await outcome({ memory }, {}, { nowS: ends })).toBe("grace");
        expect(await outcome({ memory }, {}, { nowS: ends + 1 })).toBe("ATT_STATUS_STALE");
    });

    it("is never given to a new member", async () => {
        expect(await outcome({}, {}, { nowS: staleS })).toBe("ATT_STATUS_STALE");
    });

    it("is none where the charter gives none", async () => {
        const memory = await verified();
        expect(await outcome({ memory }, { charter: { ...charter, graceS: 0 } }, { nowS: staleS })).toBe(
            "ATT_STATUS_STALE",
        );
    });

    it("ends with a changed gate or a changed identity", async () => {
        const { lastVerified } = await verified();
        if (lastVerified === undefined) throw new Error("verified before");
        expect(
            await outcome({ memory: { lastVerified: { ...lastVerified, nonce: named("old") } } }, {}, { nowS: staleS }),
        ).toBe("ATT_STATUS_STALE");
        expect(
            await outcome({ memory: { lastVerified: { ...lastVerified, mxk: "E".repeat(43) } } }, {}, { nowS: staleS }),
        ).toBe("ATT_STATUS_STALE");
    });

    it("needs the same lists as then", async () => {
        const { lastVerified } = await verified();
        if (lastVerified === undefined) throw new Error("verified before");
        const other = {
            lastVerified: { ...lastVerified, lists: [{ uri: `${statusUri(MFA)}2`, seq: 1, exp: NOW_S + HOUR_S }] },
        };
        expect(await outcome({ memory: other }, {}, { nowS: staleS })).toBe("ATT_STATUS_STALE");
    });

    it("is over once revoked, also in a stale list, and stays over when an older list is put back", async () => {
        const memory = await verified();
        const revoked = await decide({ memory }, {}, { nowS: staleS, list: { seq: 11, statuses: [[4242, 1]] } });
        expect(revoked).toMatchObject({ kind: "refused", code: "ATT_REVOKED" });
        expect(await outcome({ memory: revoked.memory }, {}, { nowS: staleS })).toBe("ATT_STATUS_STALE");
    });

    it("does not help who was removed from the roster", async () => {
        const memory = await verified();
        expect(await outcome({ memory }, { roster: rosterOf([]) }, { nowS: staleS })).toBe("ADM_MISSING");
    });
});

describe("break-glass", () => {
    const glass = (): BreakGlass => ({
        ...{ room: ROOM, epoch: 1, reason: "x", iat: NOW_S - 60, exp: NOW_S + HOUR_S, digest: named("g"), by: [] },
        ...{ sub: anna.userId, mxk: anna.masterKey },
    });

    it("stands in for presentation and admission until it ends", async () => {
        const opened = { glasses: [glass()], roster: rosterOf([]) };
        expect(await decide({ presentation: undefined }, opened)).toMatchObject({
            because: "break-glass",
            untilS: NOW_S + HOUR_S,
        });
        expect(await outcome({ presentation: undefined }, opened, { nowS: NOW_S + HOUR_S })).toBe("ATT_MISSING");
        expect(await outcome({ presentation: undefined, mxk: "E".repeat(43) }, opened)).toBe("ATT_MISSING");
    });
});
