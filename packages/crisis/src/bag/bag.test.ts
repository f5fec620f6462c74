import { unwrap } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLAIRE, idOf, MFA, MOD, PAUL, SENT_S } from "../../test/samples.ts";
import { signer, unsigned } from "../../test/statements.ts";
import { fromUtf8, toUtf8 } from "../encoding/bytes.ts";
import { openBag, packBag, sealBag } from "./bag.ts";
import type { BagItem } from "./wire.ts";

const event = { event_id: "$1", room_id: "!r:mfa.example", sender: CLAIRE, origin_server_ts: SENT_S * 1000 };
const items: readonly BagItem[] = [
    { t: "event", event: { type: "m.room.encrypted", ...event, content: { ciphertext: "AwgA\n" } } },
    { t: "olm", to: PAUL, device: "DEV", sender: CLAIRE, content: { ciphertext: { key: { type: 0, body: "x" } } } },
    { t: "unreachable", user: "@ines:mod.example", device: "OLD" },
];
const facts = { bag: idOf(3), iat: SENT_S, from: CLAIRE, to: [MOD] };
const claire = signer(CLAIRE, MFA, "CRISIS");

async function sealed(content: readonly BagItem[] = items, by = claire) {
    const packed = unwrap(await packBag(content, facts, nobleCrypto));
    const { wire, verify } = unsigned("bag", packed.payload, [by]);
    const bytes = sealBag(wire, packed);
    return { bytes, verify, open: (other: Uint8Array = bytes) => openBag(other, nobleCrypto, verify) };
}

describe("a bag", () => {
    it("opens to what was put in", async () => {
        const bag = await sealed();
        expect(unwrap(await bag.open())).toEqual({ payload: expect.objectContaining(facts), by: [claire], items });
        expect(unwrap(await (await sealed([])).open()).items).toEqual([]);
        expect(fromUtf8(bag.bytes)?.split("\n").length).toBe(items.length + 2);
    });

    it("does not open after any change behind its signature", async () => {
        const { bytes, open } = await sealed();
        const body = bytes.indexOf(0x0a) + 1;
        await fc.assert(
            fc.asyncProperty(
                fc.integer({ min: body, max: bytes.length - 1 }),
                fc.integer({ min: 1, max: 255 }),
                async (at, by) => {
                    const other = bytes.slice();
                    other[at] = (other[at] ?? 0) ^ by;
                    expect(await open(other)).toEqual({ ok: false, error: { kind: "changed" } });
                },
            ),
            { numRuns: 60 },
        );
        expect(await open(bytes.slice(0, -1))).toEqual({ ok: false, error: { kind: "changed" } });
        expect(await open(new Uint8Array([...bytes, 0x0a]))).toEqual({ ok: false, error: { kind: "changed" } });
    });

    it("is refused when it is none, is signed by another, or its signature does not verify", async () => {
        const { bytes, open } = await sealed();
        for (const text of ["", "{}\n", "no newline", '{"valise":"box","v":1,"statement":{}}\n'])
            expect(await open(toUtf8(text))).toMatchObject({ error: { kind: "not-a-bag" } });
        const next = toUtf8((fromUtf8(bytes) ?? "").replace('"v":1', '"v":2'));
        expect(await open(next)).toMatchObject({ error: { kind: "unknown-version" } });
        const forged = toUtf8('{"valise":"bag","v":1,"statement":{}}\n');
        expect(await open(forged)).toMatchObject({ error: { kind: "signature-refused" } });
        const other = await sealed(items, signer("@mallory:mfa.example", MFA, "CRISIS"));
        expect(await other.open()).toMatchObject({ error: { kind: "signed-by-another" } });
    });

    it("takes nothing in clear, and nothing that would not open", async () => {
        const clear = { t: "event", event: { type: "m.room.message", ...event, content: { body: "x" } } };
        const deep: BagItem = { t: "bundle", bundle: { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } } };
        for (const item of [clear as unknown as BagItem, deep])
            expect(await packBag([...items, item], facts, nobleCrypto)).toMatchObject({
                error: { kind: "item-malformed", line: 5 },
            });
        expect(await packBag(items, { ...facts, to: [] }, nobleCrypto)).toMatchObject({ error: { path: "to" } });
    });
});
