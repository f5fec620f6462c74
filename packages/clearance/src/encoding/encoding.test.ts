import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";
import { parseCompactJws } from "./jws.ts";
import { parseStrictJson } from "./strictJson.ts";

describe("base64url", () => {
    it("reads back what it wrote, as the platform would", () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
                const text = encodeBase64Url(bytes);
                expect(text).toBe(Buffer.from(bytes).toString("base64url"));
                expect(decodeBase64Url(text)).toEqual(new Uint8Array(bytes));
            }),
        );
    });

    it("has one text for each byte string: whatever decodes encodes to itself", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom(..."AQgwBz09-_+/= é"), maxLength: 9 }), (text) => {
                const bytes = decodeBase64Url(text);
                if (bytes !== undefined) expect(encodeBase64Url(bytes)).toBe(text);
            }),
        );
    });

    it.each(["A", "AAAAA", "AB", "AAB", "AA==", "AA=", "A A", "AA\n", "+A", "/A", "é", "A\u0100"])(
        "refuses %j",
        (text) => {
            expect(decodeBase64Url(text)).toBeUndefined();
        },
    );
});

describe("strict JSON", () => {
    it("agrees with JSON.parse wherever it reads anything", () => {
        fc.assert(
            fc.property(fc.json({ maxDepth: 6 }), (text) => {
                const strict = parseStrictJson(text);
                if (strict !== undefined) expect(strict).toEqual(JSON.parse(text));
            }),
        );
    });

    it("reads every object without a forbidden name", () => {
        const value = fc.dictionary(
            fc.string().filter((name) => name !== "__proto__"),
            fc.jsonValue({ maxDepth: 4 }),
            { noNullPrototype: true },
        );
        fc.assert(
            fc.property(value, (object) => {
                const text = JSON.stringify(object);
                fc.pre(!text.includes("__proto__"));
                expect(parseStrictJson(text)).toEqual(JSON.parse(text));
            }),
        );
    });

    it.each([
        '{"a":1,"a":1}',
        '{"a":1,"\\u0061":1}',
        '{"a" :1,"a"\n:1}',
        `{"a":1,"a"${" ".repeat(40)}:1}`,
        '{"x":{"b":1,"b":2}}',
        '[{"b":1,"b":2}]',
        '{"__proto__":1}',
        '{"\\u005f_proto__":1}',
        "[[[[[[[[[1]]]]]]]]]",
        "{",
        '{"a"}',
        '"a',
        '"\\',
        '"a":1',
        "01",
        "NaN",
        "{'a':1}",
        "",
        "\ufeff{}",
        '{"a":1}x',
        '{"a":"\n"}',
    ])("refuses %j", (text) => {
        expect(parseStrictJson(text)).toBeUndefined();
    });

    it.each([
        '{"a":"a","b":["a","a"],"c":{"a":1}}',
        '[{"a":1},{"a":1}]',
        "[[[[[[[[1]]]]]]]]",
        '{"a":"\\"b\\":1,"}',
        '"a"',
        '{"a:":"x:","b":"y\\\\"}',
    ])("reads %j", (text) => {
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    });
});

describe("a compact JWS", () => {
    it.each(["", ".", "..", "e30.e30", "e30.e30.A", "e30.W10.", "e30.e30.AA.AA", "e30.e30=.AA"])(
        "%j is none",
        (text) => {
            expect(parseCompactJws(text)).toBeUndefined();
        },
    );

    it("may have an empty signature, which no algorithm accepts", () => {
        expect(parseCompactJws("e30.e30.")).toMatchObject({ header: {}, payload: {}, signingInput: "e30.e30" });
    });
});
