import { describe, expect, it } from "vitest";
import { canonicalJson, policyKeyFrom, redactEvent, signJson } from "./signEvent.ts";

/** Of the Matrix specification's appendices, "Cryptographic test vectors". */
const key = policyKeyFrom(Buffer.from("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1", "base64"));

describe("signing", () => {
    it.each([
        [{}, "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ"],
        [
            { one: 1, two: "Two" },
            "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw",
        ],
    ])("gives the specification's signature of %j", (value, signature) => {
        expect(signJson(value, key)).toBe(signature);
    });

    it("orders members by code point, at every depth", () => {
        expect(canonicalJson({ b: [{ z: 1, a: null }], "\u{1f600}": "é", "\uff61": 1, a: true })).toBe(
            '{"a":true,"b":[{"a":null,"z":1}],"\uff61":1,"\u{1f600}":"é"}',
        );
    });

    it("covers what a redaction leaves, so content that others may hide does not count", () => {
        const event = {
            ...{
                type: "m.room.member",
                room_id: "!r",
                sender: "@a:x",
                state_key: "@a:x",
                depth: 1,
                unsigned: { age: 1 },
            },
            signatures: { x: {} },
            content: {
                membership: "join",
                displayname: "A",
                third_party_invite: { signed: { t: 1 }, display_name: "b" },
            },
        };
        expect(redactEvent(event)).toEqual({
            ...{ type: "m.room.member", room_id: "!r", sender: "@a:x", state_key: "@a:x", depth: 1 },
            content: { membership: "join", third_party_invite: { signed: { t: 1 } } },
        });
        expect(redactEvent({ type: "m.room.message", content: { body: "x" } })).toMatchObject({ content: {} });
        expect(redactEvent({ type: "m.room.create", content: { a: 1 } })).toMatchObject({ content: { a: 1 } });
    });
});
