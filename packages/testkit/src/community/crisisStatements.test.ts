import { unwrap } from "@valise/base";
import { type StatementKind, verifyStatement } from "@valise/clearance";
import {
    authorityPayload,
    broadcastDigest,
    checkAuthority,
    countsToSign,
    draftBroadcast,
    openBag,
    packArchive,
    packBag,
    readCall,
    readCounts,
    readDirectory,
    readHandover,
    readTemplate,
    SIGNATURE_PATH,
    sealBag,
    verifyArchive,
} from "@valise/crisis";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCommunity } from "./buildCommunity.ts";
import type { TestCommunity, TestHolder } from "./TestCommunity.ts";

const NOW_S = 1_793_527_338;
const ROOM = "!channel:mod.example";
const ID = "AAAAAAAAAAAAAAAAAAAAAA";
const LEAD = "urn:valise:agency:mfa";

/** What packages/crisis believes once real signatures, chains and status lists have been verified. */
describe("signed statements of a crisis", () => {
    let community: TestCommunity;
    let claire: TestHolder;
    let nadia: TestHolder;

    beforeAll(async () => {
        community = await buildCommunity(NOW_S);
        const roles = ["BROADCAST", "CRISIS", "DIRECTORY", "WATCH.OPS"];
        claire = await community.holder("@claire:mfa.example", { roles });
        nadia = await community.holder("@nadia:mfa.example", { roles: ["WATCH.OPS"] });
    });

    const verify = async (
        kind: StatementKind,
        payload: object & { readonly iat: number },
        by: readonly (readonly [TestHolder, ...string[]])[],
    ) => {
        const signers = by.map(([holder, ...roles]) => ({ holder, roles }));
        const wire = await community.statement(kind, payload, ROOM, signers);
        return unwrap(await verifyStatement(JSON.parse(JSON.stringify(wire)), kind, ROOM, await community.context()));
    };

    it("make a broadcaster the author of one broadcast, until revoked", async () => {
        const texts = { en: { body: "Move now" } };
        const block = unwrap(draftBroadcast({ status: "actual", precedence: "FLASH", texts, lead: LEAD }, ID, NOW_S));
        const digest = await broadcastDigest(community.crypto, block, null);
        const payload = authorityPayload(block, digest, ROOM);
        const statement = await verify("broadcast-authority", payload, [[claire, "BROADCAST"]]);
        const expected = { room: ROOM, digest, sender: claire.userId };
        expect(unwrap(checkAuthority(statement, block, expected))).toMatchObject({
            agency: LEAD,
            roles: ["BROADCAST"],
        });
        const forged = { ...block, precedence: "ROUTINE" as const };
        const other = { ...expected, digest: await broadcastDigest(community.crypto, forged, null) };
        expect(checkAuthority(statement, forged, other)).toMatchObject({ error: { kind: "authority-of-another" } });

        const revoked = await community.list("mfa", { revoked: [claire.status.idx] });
        const after = await community.context({ lists: [revoked] });
        const again = await verifyStatement(statement.wire, "broadcast-authority", ROOM, after);
        expect(again).toMatchObject({ error: { code: "ATT_REVOKED" } });
    });

    it("pass counts on from a duty officer of the cell", async () => {
        const counts = countsToSign(new Map(), `${ID} ${claire.userId}`, { room: ROOM, agency: LEAD, nowS: NOW_S });
        const statement = await verify("counts", counts, [[nadia, "WATCH.OPS"]]);
        expect(readCounts(statement, { room: ROOM, cells: { [LEAD]: ["OPS"] } }).ok).toBe(true);
        expect(readCounts(statement, { room: ROOM, cells: { [LEAD]: ["PRESS"] } }).ok).toBe(false);
    });

    it("hand a watch over by two signatures", async () => {
        const payload = { agency: LEAD, role: "OPS", iat: NOW_S, from: claire.userId, to: nadia.userId };
        const both = await verify("handover", payload, [
            [claire, "WATCH.OPS"],
            [nadia, "WATCH.OPS"],
        ]);
        expect(unwrap(readHandover(both)).byGiver).toBe(true);
        const one = await verify("handover", payload, [[nadia, "WATCH.OPS"]]);
        expect(readHandover(one)).toMatchObject({ error: { kind: "giver-not-signed" } });
    });

    it("list an agency's duty roles, plan for a crisis, and call people in", async () => {
        const shared = { seq: 1, iat: NOW_S };
        const role = { id: "OPS", names: { en: "Duty officer" }, eligible: [claire.userId], deputies: [nadia.userId] };
        const directory = { agency: LEAD, part: "all", ...shared, posts: [], roles: [role], people: [] };
        expect(readDirectory(await verify("directory", directory, [[claire, "DIRECTORY"]])).ok).toBe(true);
        const template = {
            ...{ template: "evacuation", ...shared, names: { en: "Evacuation" }, lead: LEAD, agencies: [LEAD] },
            ...{ label: { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: {} }, admission: "roster" },
            ...{ roles: [{ agency: LEAD, role: "OPS", required: true }], checklist: [], sitrepEveryS: null },
            ...{ precedence: "FLASH", retention: { maxAgeS: null, hold: false }, standby: 1 },
        };
        expect(readTemplate(await verify("template", template, [[claire, "DIRECTORY"]])).ok).toBe(true);
        const call = {
            ...{ room: ROOM, charter: "A".repeat(43), gate: "e30", name: "Evacuation", precedence: "FLASH" },
            ...{ exercise: false, iat: NOW_S, exp: NOW_S + 900 },
        };
        expect(readCall(await verify("call", call, [[claire, "CRISIS"]])).ok).toBe(true);
        const watch = await verify("call", call, [[nadia, "WATCH.OPS"]]);
        expect(readCall(watch)).toMatchObject({ error: { kind: "not-a-crisis-authority" } });
    });
});

describe("signed files of a crisis", () => {
    it("are an archive and a bag that open offline, for who has the community's lists, and for nobody after a change", async () => {
        const community = await buildCommunity(NOW_S);
        const { crypto, registry } = community;
        const audience = community.trust.community;
        const holder = await community.holder("@claire:mfa.example", { roles: ["CRISIS"] });
        const context = await community.context();
        const sign = (kind: StatementKind, payload: object & { readonly iat: number }) =>
            community.statement(kind, payload, audience, [{ holder, roles: ["CRISIS"] }]);
        const verifying = (kind: StatementKind) => (statement: unknown) =>
            verifyStatement(statement, kind, audience, context);

        const file = { bytes: new TextEncoder().encode("Kessara"), label: null };
        const facts = {
            ...{ archive: ID, crisis: ID, name: "Kessara", iat: NOW_S, exercise: true, scope: "all" as const },
            ...{ leftOut: { entries: 0, messages: 0, files: 0 }, agencies: [LEAD], heads: [] },
        };
        const packed = unwrap(await packArchive(new Map([["index.html", file]]), facts, registry, crypto));
        const signature = new TextEncoder().encode(JSON.stringify(await sign("archive", packed.payload)));
        const files = new Map([...packed.files, [SIGNATURE_PATH, signature] as const]);
        const checks = { crypto, registry, verify: verifying("archive") };
        expect(await verifyArchive(files, checks)).toMatchObject({ ok: true, signers: [{ sub: holder.userId }] });
        const other = new Map([...files, ["index.html", new TextEncoder().encode("Tamrin!")] as const]);
        expect((await verifyArchive(other, checks)).faults).toEqual([{ kind: "changed-file", path: "index.html" }]);

        const bag = unwrap(await packBag([], { bag: ID, iat: NOW_S, from: holder.userId, to: [LEAD] }, crypto));
        const bytes = sealBag(await sign("bag", bag.payload), bag);
        expect((await openBag(bytes, crypto, verifying("bag"))).ok).toBe(true);
        expect(await openBag(bytes, crypto, verifying("archive"))).toMatchObject({
            error: { kind: "signature-refused" },
        });
    });
});
