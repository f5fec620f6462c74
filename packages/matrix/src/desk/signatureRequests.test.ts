import { encodeBase64Url } from "@valise/clearance";
import { describe, expect, it } from "vitest";
import { readSignatures, signRequest } from "./signatureRequests.ts";

const request = { id: "c1", kind: "charter", audience: "!r:x", role: "CHARTER", signers: 1, summary: "Lower it" };
const fileOf = (payload: object) => JSON.stringify({ version: 1, requests: [{ ...request, payload }], signed: [] });
const base64 = (value: object) => encodeBase64Url(new TextEncoder().encode(JSON.stringify(value)));
const payloadOf = (text: string) => {
    const read = readSignatures(text);
    return read.kind === "file" ? read.rows[0]?.payload : undefined;
};

describe("what an officer is shown before they sign", () => {
    it("is the payload to its end, a charter's gate spelt out in it", () => {
        const cells = Object.fromEntries(Array.from({ length: 700 }, (_, at) => [`urn:agency:${at}`, "x".repeat(20)]));
        const shown = payloadOf(fileOf({ gate: base64({ lvl: "DR" }), cells, phase: "closed" }));
        expect(JSON.parse(shown ?? "")).toEqual({ gate: { lvl: "DR" }, cells, phase: "closed" });
        expect(shown?.length).toBeGreaterThan(20_000);
    });

    it("is nothing where it could not be shown whole, and then it is not signed", async () => {
        const text = fileOf({ note: "x".repeat(100_000), agencies: ["somebody who is not seen"] });
        expect(payloadOf(text)).toBeNull();
        let signed = 0;
        const holder = { signStatement: async () => void signed++ };
        const account = { clearances: { community: { context: () => ({}) }, holder }, clock: { nowMs: () => 0 } };
        const refused = await signRequest(account as never, text, "c1");
        expect(refused).toEqual({ ok: false, error: { kind: "refused", code: "DESK_UNSHOWN" } });
        expect(signed).toBe(0);
    });
});
