import { encodeBase64Url, type TrustContext } from "@valise/clearance";
import { buildCommunity } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { NOW_S } from "../../test/gateWorld.ts";
import { readSignatures, signRequest } from "./signatureRequests.ts";

const request = { id: "c1", kind: "charter", audience: "!r:x", role: "CHARTER", signers: 1, summary: "Lower it" };
const fileOf = (payload: object) => JSON.stringify({ version: 1, requests: [{ ...request, payload }], signed: [] });
const base64 = (value: object) => encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const rowOf = async (text: string, context: TrustContext | null = null) => {
    const community = { loaded: async () => {}, context: () => context };
    const read = await readSignatures({ clearances: { community } } as never, text);
    return read.kind === "file" ? read.rows[0] : undefined;
};

describe("what an officer is shown before they sign", () => {
    it("is the payload to its end, a charter's gate spelt out in it", async () => {
        const cells = Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`urn:agency:${at}`, "x".repeat(20)]));
        const shown = (await rowOf(fileOf({ gate: base64({ lvl: "DR" }), cells, phase: "closed" })))?.payload;
        expect(JSON.parse(shown ?? "")).toEqual({ gate: { lvl: "DR" }, cells, phase: "closed" });
        expect(shown?.length).toBeGreaterThan(20_000);
    });

    it("is nothing where it could not be shown whole, and then it is not signed", async () => {
        const text = fileOf({ note: "x".repeat(100_000), agencies: ["somebody who is not seen"] });
        expect((await rowOf(text))?.payload).toBeNull();
        let signed = 0;
        const holder = { signStatement: async () => void signed++ };
        const account = { clearances: { community: { context: () => ({}) }, holder }, clock: { nowMs: () => 0 } };
        const refused = await signRequest(account as never, text, "c1");
        expect(refused).toEqual({ ok: false, error: { kind: "refused", code: "DESK_UNSHOWN" } });
        expect(signed).toBe(0);
    });
});

it("gives out to be filed only what really is signed, and says why what else is not", async () => {
    const community = await buildCommunity(NOW_S);
    const claire = await community.holder("@claire:mfa.example", { roles: ["CHARTER"] });
    const context = await community.context({ lists: [await community.list("mfa")] });
    const payload = { seq: 1 };
    const by = [{ holder: claire, roles: ["CHARTER"] }];
    const good = await community.statement("charter", { ...payload, iat: NOW_S }, "!r:x", by);
    const withSigned = (signed: object) =>
        JSON.stringify({ version: 1, requests: [{ ...request, payload }], signed: [signed] });
    expect(await rowOf(withSigned(good), context)).toMatchObject({ isOpen: false, statement: good, code: null });
    const later = { ...good, payload: base64({ ...payload, iat: NOW_S - 1 }) };
    expect(await rowOf(withSigned(later), context)).toMatchObject({ statement: null, code: "ATT_KB_NONCE" });
    expect(await rowOf(withSigned(good))).toMatchObject({ statement: null, code: "TRUST_MISSING" });
    expect(await rowOf(fileOf(payload), context)).toMatchObject({ isOpen: true, statement: null, code: null });
});
