import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { author, named } from "../../test/charters.ts";
import { MFA, MOD, ROOM } from "../../test/world.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import type { StatementAuthor } from "../statement/verifyStatement.ts";
import {
    type Admission,
    type AdmissionWire,
    admissionStateKey,
    decideAdmission,
    floorOf,
    readAdmission,
    rosterOf,
} from "./admission.ts";

const MXK = "A".repeat(43);
const OTHER_MXK = "B".repeat(43);
const ANNA = { sub: "@anna:mfa.example", mxk: MXK };

const wire = (changes: Partial<AdmissionWire> = {}): AdmissionWire => ({
    room: ROOM,
    epoch: 1,
    iat: 1000,
    add: [ANNA],
    remove: [],
    floor: { seq: 1, digest: named("c") },
    ...changes,
});

const statement = (payload: object, by: readonly StatementAuthor[], digest: string) => ({
    wire: { kind: "admission", payload: "", by: [] } as const,
    payload: parseEncodedObject(encodeObject(payload)) ?? {},
    digest,
    iat: 1000,
    by,
});

function read(payload: object, by = [author("carl", ["ADMIT"])], stateKey?: string): string {
    const verdict = readAdmission(statement(payload, by, named("a")), { room: ROOM, admit: [MFA] }, stateKey);
    return verdict.ok ? "ok" : verdict.error.code;
}

const admission = (changes: Partial<AdmissionWire>): Admission =>
    unwrap(
        readAdmission(statement(wire(changes), [author("carl", ["ADMIT"])], named("a")), { room: ROOM, admit: [MFA] }),
    );

function decide(admissions: readonly Admission[], epochs: readonly number[] = [1]): string {
    const verdict = decideAdmission(rosterOf(admissions), epochs, ANNA);
    return verdict.ok ? "admitted" : verdict.error.code;
}

describe("an admission", () => {
    it("is signed by ADMIT or CHARTER of an agency the gate lets admit", () => {
        expect(read(wire())).toBe("ok");
        expect(read(wire(), [author("carl", ["CHARTER"])])).toBe("ok");
        expect(read(wire(), [author("carl", ["RELEASE"])])).toBe("ADM_SIGNER");
        expect(read(wire(), [author("bob", ["ADMIT"], MOD)])).toBe("ADM_SIGNER");
    });

    it("belongs to its room and its own state key", () => {
        expect(read(wire({ room: "!other:mfa.example" }))).toBe("ADM_ROOM");
        expect(read(wire(), undefined, admissionStateKey({ digest: named("a") }))).toBe("ok");
        expect(read(wire(), undefined, "@anna:mfa.example")).toBe("ADM_STATE_KEY");
    });

    it.each<[string, object]>([
        ["an unknown member", { ...wire(), note: "" }],
        [
            "101 people",
            { ...wire(), add: Array.from({ length: 101 }, (_, i) => ({ sub: `@u${i}:mfa.example`, mxk: MXK })) },
        ],
        ["a short key", { ...wire(), add: [{ sub: ANNA.sub, mxk: "AA" }] }],
        ["no floor", { ...wire(), floor: undefined }],
        ["a name that is no user id", { ...wire(), remove: ["anna"] }],
    ])("with %s is refused", (_what, payload) => {
        expect(read(payload)).toBe("STM_PAYLOAD");
    });
});

describe("who is admitted", () => {
    it("is whom the newest admission names, with that identity key", () => {
        expect(decide([])).toBe("ADM_MISSING");
        expect(decide([admission({})])).toBe("admitted");
        expect(decide([admission({ add: [{ ...ANNA, mxk: OTHER_MXK }] })])).toBe("ADM_MXK");
        expect(decide([admission({ epoch: 2 })])).toBe("ADM_MISSING");
        expect(decide([admission({ epoch: 2 })], [1, 2])).toBe("admitted");
    });

    it("is no longer who was removed later or at the same time", () => {
        const removal = (iat: number) => admission({ iat, add: [], remove: [ANNA.sub] });
        expect(decide([admission({ iat: 5 }), removal(6)])).toBe("ADM_REMOVED");
        expect(decide([admission({ iat: 5 }), removal(5)])).toBe("ADM_REMOVED");
        expect(decide([admission({ iat: 6 }), removal(5)])).toBe("admitted");
        expect(decide([admission({ remove: [ANNA.sub] })])).toBe("ADM_REMOVED");
    });

    it("does not depend on the order in which admissions arrive or repeat", () => {
        const one = fc.record({
            iat: fc.nat(3),
            epoch: fc.integer({ min: 1, max: 2 }),
            add: fc.subarray([ANNA, { ...ANNA, mxk: OTHER_MXK }]),
            remove: fc.subarray([ANNA.sub]),
        });
        const arrivals = fc
            .array(one.map(admission), { maxLength: 6 })
            .chain((all) =>
                fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
            );
        fc.assert(
            fc.property(arrivals, ([all, shuffled]) => {
                expect(decide(shuffled)).toBe(decide(all));
            }),
        );
    });

    it("starts from the highest charter among those one was admitted under", () => {
        const floor = { seq: 4, digest: named("d") };
        expect(floorOf([admission({}), admission({ floor }), admission({ add: [] })], ANNA.sub)).toEqual(floor);
        expect(floorOf([admission({})], "@eve:mfa.example")).toBeUndefined();
    });
});
