import { unwrap } from "@valise/base";
import { compactDecrypt } from "jose";
import { describe, expect, it } from "vitest";
import { testKey } from "../../test/keys.ts";
import { type KeyFile, openKey, parseKeyFile, sealKey } from "./keyFile.ts";

const { subtle } = crypto;
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const passphrase = "correct horse battery staple";
const about = { purpose: "root", name: "mfa root", createdAtS: 1 } as const;

const sealed = async (): Promise<KeyFile> =>
    unwrap(await sealKey(await testKey("root"), about, passphrase, { subtle, random }));

describe("a key file", () => {
    it.each(["Ed25519", "ES256"] as const)("opens with its passphrase, and with no other (%s)", async (alg) => {
        const key = await testKey("root", alg);
        const made = unwrap(await sealKey(key, about, passphrase, { subtle, random }));
        const file = unwrap(parseKeyFile(JSON.stringify(made)));
        expect(unwrap(await openKey(file, passphrase, subtle))).toEqual(key);
        expect(await openKey(file, `${passphrase} `, subtle)).toMatchObject({ error: { kind: "passphrase-wrong" } });
    });

    it("shows the public part only", async () => {
        const { d } = await testKey("root");
        expect(JSON.stringify(await sealed())).not.toContain(d);
    });

    it("is opened by an independent JOSE implementation", async () => {
        const options = { maxPBES2Count: 1_000_000, keyManagementAlgorithms: ["PBES2-HS512+A256KW"] };
        const { plaintext } = await compactDecrypt(
            (await sealed()).sealed,
            new TextEncoder().encode(passphrase),
            options,
        );
        expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({
            purpose: "root",
            key: await testKey("root"),
        });
    });

    it("means the same passphrase however an accent was typed", async () => {
        const file = unwrap(await sealKey(await testKey("a"), about, "é".repeat(12), { subtle, random }));
        expect((await openKey(file, "e\u0301".repeat(12), subtle)).ok).toBe(true);
    });

    it("is not made under a short passphrase", async () => {
        const made = await sealKey(await testKey("root"), about, "short", { subtle, random });
        expect(made).toMatchObject({ error: { kind: "passphrase-short" } });
    });

    it("whose clear part was altered is refused", async () => {
        const file = await sealed();
        const { d: _d, ...other } = await testKey("other");
        for (const altered of [
            { ...file, jwk: other },
            { ...file, purpose: "officer" as const },
        ]) {
            expect(await openKey(altered, passphrase, subtle)).toMatchObject({ error: { kind: "key-file-altered" } });
        }
    });

    it("that asks for too few or too many rounds, or for another algorithm, is refused before any work", async () => {
        const file = await sealed();
        const [header = "", ...rest] = file.sealed.split(".");
        const json = JSON.parse(atob(header.replaceAll("-", "+").replaceAll("_", "/"))) as object;
        const changes = [{ p2c: 1 }, { p2c: 4_000_000_000 }, { alg: "dir" }, { enc: "A128CBC-HS256" }, { zip: "DEF" }];
        for (const change of changes) {
            const forged = btoa(JSON.stringify({ ...json, ...change })).replace(/=+$/, "");
            const opened = await openKey({ ...file, sealed: [forged, ...rest].join(".") }, passphrase, subtle);
            expect(opened, JSON.stringify(change)).toMatchObject({ error: { kind: "key-file-malformed" } });
        }
    });
});
