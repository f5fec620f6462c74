import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { decideIdentity } from "./decideIdentity.ts";
import { identityCode, parseIdentityCode } from "./identityCode.ts";

const userId = "@anna:mfa.example";
const mxk = "A".repeat(43);
const other = "B".repeat(43);

describe("an identity code", () => {
    it("is stable, and differs by person and by key", async () => {
        const codes = await Promise.all(
            [
                [userId, mxk],
                [userId, other],
                ["@anna:mod.example", mxk],
            ].map(([user = "", key = ""]) => identityCode(user, key, nobleCrypto)),
        );
        expect(codes).toMatchInlineSnapshot(`
          [
            "HH63 N1M9 TSHN QP3F",
            "1VDG 2HDM W8EB 9FJW",
            "GHXS D4YV PBE0 XRYF",
          ]
        `);
        expect(new Set(codes).size).toBe(3);
    });

    it("is read as people type it: lower case, no spaces, O for 0, I and L for 1", async () => {
        const code = await identityCode(userId, mxk, nobleCrypto);
        const typed = code.toLowerCase().replaceAll(" ", "").replaceAll("0", "o").replaceAll("1", "l");
        expect(parseIdentityCode(typed)).toBe(code);
    });

    it("with any one character wrong is a typing mistake, not another identity", async () => {
        const code = (await identityCode(userId, mxk, nobleCrypto)).replaceAll(" ", "");
        const letter = fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        fc.assert(
            fc.property(fc.nat(15), letter, (at, wrong) => {
                fc.pre(code[at] !== wrong);
                expect(parseIdentityCode(code.slice(0, at) + wrong + code.slice(at + 1))).toBeUndefined();
            }),
        );
    });
});

describe("decideIdentity", () => {
    const base = {
        ...{ userId, shown: mxk, code: null, attested: null },
        ...{ attestedCheck: "not-checked" as const, isLowestLevel: false },
    };
    const ask = async (changes: Partial<Parameters<typeof decideIdentity>[0]>) => {
        const answer = await decideIdentity({ ...base, ...changes }, nobleCrypto);
        return answer.ok ? answer.value : answer.error.kind;
    };

    it("takes the code that fits, and alarms at one that does not", async () => {
        expect(await ask({ code: await identityCode(userId, mxk, nobleCrypto) })).toBe("checked");
        expect(await ask({ code: await identityCode(userId, other, nobleCrypto) })).toBe("identity-differs");
        expect(await ask({ code: "not a code" })).toBe("identity-code-malformed");
    });

    it("lets nobody above the lowest level pass without a code", async () => {
        expect(await ask({})).toBe("identity-code-missing");
        expect(await ask({ isLowestLevel: true })).toBe("not-checked");
        expect(await ask({ attested: mxk })).toBe("identity-code-missing");
    });

    it("renews what was checked before, and alarms when the key is another", async () => {
        expect(await ask({ attested: mxk, attestedCheck: "checked" })).toBe("checked");
        expect(await ask({ attested: other, attestedCheck: "checked" })).toBe("identity-differs");
        expect(await ask({ attested: other, isLowestLevel: true })).toBe("identity-differs");
        expect(await ask({ shown: null, isLowestLevel: true })).toBe("no-identity");
    });

    it("a new identity that the person showed to the officer is taken", async () => {
        expect(await ask({ attested: other, code: await identityCode(userId, mxk, nobleCrypto) })).toBe("checked");
    });
});
