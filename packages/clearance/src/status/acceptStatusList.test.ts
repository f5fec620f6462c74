import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { signJson } from "../../test/forge.ts";
import { runStatus } from "../../test/runVectors.ts";
import { acceptedBundle, statusToken } from "../../test/trust.ts";
import type { StatusVector, StatusVectorFile } from "../../test/vectors/statusVectors.ts";
import { bundleWire, MFA, NOW_S, signedBundle, statusUri, testAgency } from "../../test/world.ts";
import json from "../../vectors/status.json" with { type: "json" };
import { thumbprintOf } from "../crypto/jwk.ts";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { createWebCrypto } from "../crypto/webCrypto.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { acceptStatusList } from "./acceptStatusList.ts";
import { deflate } from "./deflate.ts";

const file = json as unknown as StatusVectorFile;
const vectors: readonly StatusVector[] = file.vectors;

describe.each([createWebCrypto(crypto.subtle), nobleCrypto])("status list vectors with $name", (provider) => {
    it.each(vectors)("$clause $name: $expect", async (vector) => {
        expect(await runStatus(file, vector, provider)).toBe(vector.expect);
    });
});

describe("a status list", () => {
    it("answers for every index and for none outside", async () => {
        const mfa = await testAgency(MFA, "mfa.example");
        const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
        const token = await statusToken(mfa, {
            statuses: [
                [0, 1],
                [1, 2],
                [65_535, 1],
            ],
        });
        const list = unwrap(
            await acceptStatusList(token, () => undefined, { bundle, crypto: nobleCrypto, nowS: NOW_S }),
        );
        expect([0, 1, 2, 3, 65_534, 65_535, 65_536, -1, 0.5].map(list.valueAt)).toEqual([
            1,
            2,
            0,
            0,
            0,
            1,
            undefined,
            undefined,
            undefined,
        ]);
    });

    it("that inflates to 50 MB is refused", async () => {
        const mfa = await testAgency(MFA, "mfa.example");
        const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
        const lst = encodeBase64Url(await deflate(new Uint8Array(50_000_000)));
        const header = {
            alg: "Ed25519",
            typ: "statuslist+jwt",
            kid: await thumbprintOf(nobleCrypto, mfa.statusKey.jwk),
        };
        const payload = {
            iss: MFA,
            sub: statusUri(MFA),
            iat: NOW_S,
            exp: NOW_S + 9,
            ttl: 9,
            seq: 10,
            status_list: { bits: 2, lst },
        };
        const token = await signJson(JSON.stringify(header), JSON.stringify(payload), mfa.statusKey);
        const verdict = await acceptStatusList(token, () => undefined, { bundle, crypto: nobleCrypto, nowS: NOW_S });
        expect(verdict).toEqual({ ok: false, error: { kind: "refused", code: "ATT_STATUS_SIZE" } });
    });

    it("that is no text is refused", async () => {
        const mfa = await testAgency(MFA, "mfa.example");
        const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
        for (const token of [undefined, null, 1, {}, ["a.b.c"]]) {
            const verdict = await acceptStatusList(token, () => undefined, {
                bundle,
                crypto: nobleCrypto,
                nowS: NOW_S,
            });
            expect(verdict).toEqual({ ok: false, error: { kind: "refused", code: "ATT_MALFORMED" } });
        }
    });

    it("over 256 KiB of text is refused unread", async () => {
        const mfa = await testAgency(MFA, "mfa.example");
        const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
        const verdict = await acceptStatusList("a".repeat(262_145), () => undefined, {
            bundle,
            crypto: nobleCrypto,
            nowS: NOW_S,
        });
        expect(verdict).toEqual({ ok: false, error: { kind: "refused", code: "ATT_STATUS_SIZE" } });
    });

    it("signed twice under one number comes back as evidence", async () => {
        const vector = vectors.find(({ expect: code }) => code === "ATT_STATUS_EQUIVOCATION");
        const mfa = await testAgency(MFA, "mfa.example");
        const bundle = await acceptedBundle(await signedBundle(await bundleWire([mfa])));
        const verdict = await acceptStatusList(vector?.token, () => vector?.pin, {
            bundle,
            crypto: nobleCrypto,
            nowS: NOW_S,
        });
        expect(verdict.ok ? undefined : verdict.error.evidence).toEqual({
            uri: statusUri(MFA),
            seq: 10,
            pinned: vector?.pin?.digest,
            token: vector?.token,
        });
    });
});
