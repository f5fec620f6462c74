import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readAdmission } from "../src/admission/admission.ts";
import { encodeObject } from "../src/encoding/jws.ts";
import { isJsonObject } from "../src/encoding/strictJson.ts";
import {
    acceptBundle,
    acceptStatusList,
    nobleCrypto,
    parseCredential,
    readCharter,
    verifyPresentation,
    verifyStatement,
} from "../src/index.ts";
import { named } from "./charters.ts";
import { type OneRoom, oneRoom } from "./oneRoom.ts";
import { communityTrust } from "./trust.ts";
import { bundleWire, NOW_S, ROOM, signedBundle, type TestHolder } from "./world.ts";

let room: OneRoom;
let anna: TestHolder;
beforeAll(async () => {
    room = await oneRoom(nobleCrypto);
    anna = await room.member("anna", 1);
});

const INHERITED = fc.constantFrom("constructor", "toString", "hasOwnProperty", "valueOf", "");
const odd = fc.oneof(fc.anything({ maxDepth: 3 }), INHERITED, fc.jsonValue({ maxDepth: 3 }));

/** An object like `sample` with some of its members, at any depth, replaced by something odd. */
function spoiled(sample: unknown): fc.Arbitrary<unknown> {
    if (Array.isArray(sample)) return fc.oneof({ weight: 6, arbitrary: fc.tuple(...sample.map(spoiled)) }, odd);
    if (!isJsonObject(sample)) return fc.oneof({ weight: 12, arbitrary: fc.constant(sample) }, odd);
    const members = Object.entries(sample).map(([name, value]) => [name, spoiled(value)] as const);
    return fc.oneof({ weight: 12, arbitrary: fc.record(Object.fromEntries(members)) }, odd);
}

/** Signed objects come from anyone: whatever they hold, the answer is a refusal, never an exception. */
describe("nothing a server can send throws", () => {
    it("as a presentation", async () => {
        const text = await room.present(anna);
        const piece = fc.constantFrom(...text.split(/[.~]/), "~", ".", "e30", "W10", "");
        const texts = fc.oneof(
            odd,
            fc.array(piece).map((all) => all.join("~")),
            fc.array(piece).map((all) => all.join(".")),
        );
        await fc.assert(
            fc.asyncProperty(texts, async (offered) => {
                expect((await verifyPresentation(offered, room.expected(anna), room.context)).ok).toBe(false);
            }),
        );
    });

    it("as a statement, a charter or an admission", async () => {
        const wire = { kind: "charter", payload: encodeObject({ iat: NOW_S }), by: ["a.b.c~d"] };
        await fc.assert(
            fc.asyncProperty(spoiled(wire), async (offered) => {
                expect((await verifyStatement(offered, "charter", ROOM, room.context)).ok).toBe(false);
            }),
        );
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (payload) => {
                const statement = {
                    wire: { kind: "charter", payload: "", by: [] },
                    digest: named("x"),
                    iat: 1,
                    by: [],
                } as const;
                expect(readCharter({ ...statement, payload: payload as never }).ok).toBe(false);
                expect(readAdmission({ ...statement, payload: payload as never }, room.charter).ok).toBe(false);
            }),
        );
    });

    it("as a trust bundle", async () => {
        const [wire, trust] = [await bundleWire([room.mfa]), await communityTrust()];
        const { signatures } = await signedBundle(wire);
        const bundles = fc.oneof(
            spoiled({ payload: "e30", signatures }),
            spoiled(wire).map((payload) => ({ payload: encodeObject(Object(payload ?? {})), signatures })),
        );
        await fc.assert(
            fc.asyncProperty(bundles, async (offered) => {
                const verdict = await acceptBundle(offered, trust, undefined, NOW_S, nobleCrypto);
                if (verdict.ok) expect(verdict.value.digest).toBe(room.context.bundle.digest);
            }),
            { numRuns: 60 },
        );
    });

    it("as a status list or a credential", async () => {
        await fc.assert(
            fc.asyncProperty(odd, async (offered) => {
                expect((await acceptStatusList(offered, () => undefined, room.context)).ok).toBe(false);
                expect(parseCredential(String(offered === null || typeof offered !== "object" ? offered : "")).ok).toBe(
                    false,
                );
            }),
        );
    });
});
