import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { charterOf, testPolicies } from "../../test/charters.ts";
import { charterWire } from "../../test/statements.ts";
import { gate } from "../../test/world.ts";
import { formatGate } from "../charter/gate.ts";
import { encodeObject } from "../encoding/jws.ts";
import { isClaimedAdmitted, isClaimedGlass, isWiderCharter, readClaimedCharter } from "./claimedStatements.ts";

const jws = (sub: string) => `${encodeObject({ alg: "x" })}.${encodeObject({ sub })}.AAAA~disclosed~binding`;
const charter = (changes: Parameters<typeof gate>[0], by: readonly string[]) => ({
    ...{ kind: "charter", by },
    payload: encodeObject(charterWire({ gate: formatGate(gate(changes)) })),
});
const claim = (value: unknown) => unwrap(readClaimedCharter(value));

describe("claimed statements (SPEC 13)", () => {
    it("read a charter's terms, and count the different people who say they signed", () => {
        const read = claim(charter({}, [jws("@a:x"), jws("@b:x"), jws("@a:x"), "not a presentation"]));
        expect(read.signers).toBe(3);
        expect(read.charter.gate).toEqual(charterOf("1").gate);
        expect(readClaimedCharter({ kind: "admission", payload: "", by: ["x"] })).toMatchObject({ ok: false });
        expect(readClaimedCharter({ kind: "charter", payload: "%", by: ["x"] })).toMatchObject({ ok: false });
    });

    it("compare charters as clients do", () => {
        const [low, high] = [claim(charter({ lvl: "DR" }, ["x"])), claim(charter({ lvl: "S" }, ["x"]))];
        expect([isWiderCharter(testPolicies, low, high), isWiderCharter(testPolicies, high, low)]).toEqual([
            true,
            false,
        ]);
    });

    const payload = (content: object, kind: string) => ({ kind, payload: encodeObject(content), by: ["x"] });
    const person = { sub: "@a:x", mxk: "A".repeat(43) };
    const admission = (content: object) =>
        payload(
            {
                ...{ room: "!r", epoch: 1, iat: 5, add: [person], remove: [] },
                ...{ floor: { seq: 1, digest: "d".repeat(43) }, ...content },
            },
            "admission",
        );

    it("take the newest admission that names a person, and a removal in a tie", () => {
        const removal = (iat: number) => admission({ iat, add: [], remove: ["@a:x"] });
        const admitted = (...values: readonly unknown[]) => isClaimedAdmitted(values, 1, "@a:x");
        expect(admitted(admission({}))).toBe(true);
        expect(admitted(admission({}), removal(4))).toBe(true);
        expect(admitted(admission({}), removal(5))).toBe(false);
        expect(admitted(removal(5), admission({ iat: 6 }))).toBe(true);
        expect(admitted(admission({ epoch: 2 }), { kind: "admission" }, null)).toBe(false);
    });

    it("take a break-glass of its epoch until it ends", () => {
        const glass = payload({ ...person, room: "!r", epoch: 1, reason: "fire", iat: 1, exp: 9 }, "break-glass");
        expect(isClaimedGlass([glass], 1, "@a:x", 8)).toBe(true);
        expect([isClaimedGlass([glass], 1, "@a:x", 9), isClaimedGlass([glass], 2, "@a:x", 8)]).toEqual([false, false]);
        expect(isClaimedGlass([glass], 1, "@b:x", 8)).toBe(false);
    });
});
