import { describe, expect, it } from "vitest";
import { CHARTER_SIGNER, named } from "../../test/charters.ts";
import { charterWire } from "../../test/statements.ts";
import { gate, MFA, MOD } from "../../test/world.ts";
import { encodeObject, parseEncodedObject } from "../encoding/jws.ts";
import { readCharter } from "./Charter.ts";
import { formatGate, parseGate } from "./gate.ts";

function code(payload: object): string {
    const statement = {
        wire: { kind: "charter", payload: "", by: [] },
        digest: named("1"),
        iat: 1,
        by: [CHARTER_SIGNER],
    } as const;
    const verdict = readCharter({ ...statement, payload: parseEncodedObject(encodeObject(payload)) ?? {} });
    return verdict.ok ? "ok" : verdict.error.code;
}

const without = (name: string): object =>
    Object.fromEntries(Object.entries(charterWire()).filter(([each]) => each !== name));

describe("the payload of a charter", () => {
    it("has exactly its members", () => {
        expect(code(charterWire())).toBe("ok");
        for (const name of Object.keys(charterWire())) expect(code(without(name)), name).toBe("STM_PAYLOAD");
        expect(code({ ...charterWire(), note: "" })).toBe("STM_PAYLOAD");
    });

    it.each<[string, object]>([
        ["a phase nobody knows", { phase: "paused" }],
        ["a grace over seven days", { graceS: 7 * 86_400 + 1 }],
        ["a grace below none", { graceS: -1 }],
        ["a retention below an hour", { retention: { maxAgeS: 60, hold: false } }],
        ["a digest that is none", { seq: 2, prev: ["x"] }],
        ["an owner that is not in the room", { owner: "urn:valise:agency:intel" }],
        ["an owner that is no urn", { owner: "constructor" }],
        ["a gate that is no text of a gate", { gate: "e30" }],
        ["a gate of later than itself", { gate: formatGate(gate({ iat: charterWire().iat + 1 })) }],
    ])("is refused with %s", (_what, changes) => {
        expect(code({ ...charterWire(), ...changes })).toBe("STM_PAYLOAD");
    });

    it("is of one room with its gate", () => {
        expect(code({ ...charterWire(), room: "!other:mfa.example" })).toBe("CHR_ROOM");
    });

    it("follows something, unless it is number 1", () => {
        expect(code({ ...charterWire(), prev: [named("0")] })).toBe("CHR_PREV");
        expect(code({ ...charterWire(), seq: 2 })).toBe("CHR_PREV");
        expect(code({ ...charterWire(), seq: 2, prev: [named("1")] })).toBe("ok");
    });

    it("cannot push the epoch out of reach", () => {
        expect(code({ ...charterWire(), gate: formatGate(gate({ epoch: 2 })) })).toBe("CHR_EPOCH");
    });
});

describe("a gate string", () => {
    const wire = { ...gate() };

    it("reads back, byte for byte", () => {
        const text = formatGate(gate({ cat: { REL: ["DEU", "FRA"] }, present: { role: "CRISIS", history: true } }));
        const read = parseGate(text);
        expect(read && formatGate(read)).toBe(text);
    });

    it.each<[string, object]>([
        ["an unknown member", { ...wire, note: 1 }],
        ["an unknown member of present", { ...wire, present: { history: false, devices: 1 } }],
        ["an agency twice", { ...wire, agencies: [MFA, MOD, MFA] }],
        ["no agency", { ...wire, agencies: [] }],
        ["a category value twice", { ...wire, cat: { REL: ["FRA", "FRA"] } }],
        ["a category without values", { ...wire, cat: { REL: [] } }],
        ["a set in lower case", { ...wire, cat: { rel: ["FRA"] } }],
        ["another kind of admission", { ...wire, admission: "open" }],
        ["epoch 0", { ...wire, epoch: 0 }],
        ["a room that is none", { ...wire, room: "crisis" }],
    ])("with %s is none", (_what, value) => {
        expect(parseGate(encodeObject(value))).toBeUndefined();
    });

    it("is strict base64url of strict JSON", () => {
        const text = formatGate(gate());
        for (const bad of [`${text}=`, text.slice(1), "", "W10"]) expect(parseGate(bad)).toBeUndefined();
    });
});
