import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { runStatement } from "../../test/runVectors.ts";
import { acceptLists, trustContext } from "../../test/trust.ts";
import type { StatementVector, StatementVectorFile } from "../../test/vectors/statementVectors.ts";
import { MFA, testAgency, testHolder } from "../../test/world.ts";
import json from "../../vectors/statement.json" with { type: "json" };
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";
import { acceptBundle } from "../trust/acceptBundle.ts";
import { draftStatement, signStatement } from "./signStatement.ts";
import { verifyStatement } from "./verifyStatement.ts";

const file = json as unknown as StatementVectorFile;
const vectors: readonly StatementVector[] = file.vectors;

describe.each([createWebCrypto(crypto.subtle), nobleCrypto])("statement vectors with $name", (provider) => {
    it.each(vectors)("$clause $name: $expect", async (vector) => {
        expect(await runStatement(file, vector, provider)).toBe(vector.expect);
    });
});

describe("a statement under a stale list", () => {
    const verify = async (statuses: "fresh" | "revoked", verifiedBefore: boolean): Promise<string> => {
        const trust = { ...file.trust, keys: new Set(file.trust.keys) };
        const bundle = unwrap(await acceptBundle(file.bundle, trust, undefined, file.nowS, nobleCrypto));
        const lists = await acceptLists(file.lists[statuses], bundle, file.nowS);
        const context = await trustContext(bundle, lists, nobleCrypto, file.nowS + 11 * 86_400);
        const [first] = vectors;
        const verdict = await verifyStatement(first?.statement, "charter", file.audience, context, verifiedBefore);
        return verdict.ok ? "ok" : verdict.error.code;
    };

    it("is believed only if it was verified before, and not if its signer is known to be revoked", async () => {
        expect(await verify("fresh", false)).toBe("ATT_STATUS_STALE");
        expect(await verify("fresh", true)).toBe("ok");
        expect(await verify("revoked", true)).toBe("ATT_REVOKED");
    });
});

describe("signing a statement", () => {
    it("stops at four", async () => {
        const anna = await testHolder("anna", await testAgency(MFA, "mfa.example"));
        const signer = { credential: anna.credential, roles: ["CHARTER"], sign: anna.sign };
        const full = { ...draftStatement("charter", { iat: 1 }), by: ["a", "b", "c", "d"] };
        expect(await signStatement(full, signer, file.audience, 1, nobleCrypto)).toMatchObject({
            error: { code: "STM_SIGNERS" },
        });
        const unheld = { ...signer, roles: ["WATCH.OPS"] };
        const draft = draftStatement("charter", { iat: 1 });
        expect(await signStatement(draft, unheld, file.audience, 1, nobleCrypto)).toMatchObject({
            error: { code: "ATT_INSUFFICIENT" },
        });
    });
});
