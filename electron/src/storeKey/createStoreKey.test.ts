import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@valise/base";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSealedKeyFile } from "./createSealedKeyFile.ts";
import { createStoreKey } from "./createStoreKey.ts";
import type { Keystore } from "./keystore.ts";

/** A keyring that can be locked, replaced and missing. */
function fakeKeystore(options: { backend?: string | null; password?: string; exists?: boolean } = {}) {
    const state = { isLocked: false, password: options.password ?? "a" };
    const keystore: Keystore = {
        isAvailable: () => !state.isLocked,
        backend: () => (options.backend === undefined ? "gnome_libsecret" : options.backend),
        exists: async () => options.exists ?? true,
        seal: (text) => Buffer.from(`${state.password}:${text}`),
        open(sealed) {
            const [password, text] = Buffer.from(sealed).toString().split(":");
            if (password !== state.password || text === undefined) throw new Error("wrong password");
            return text;
        },
    };
    return { keystore, state };
}

let folder: string;
let path: string;
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "valise-key-"));
    path = join(folder, "profile", "store-key");
});
afterEach(() => rm(folder, { recursive: true }));
const storeKey = (keystore: Keystore) => createStoreKey(keystore, createSealedKeyFile(path), "keychain");

describe("the store key", () => {
    it("is made once, 32 bytes, and opened again by the next start", async () => {
        const { keystore } = fakeKeystore();
        const first = unwrap(await storeKey(keystore).open());
        expect(first).toHaveLength(32);
        expect(unwrap(await storeKey(keystore).open())).toEqual(first);
    });

    it("lies sealed in a file of its owner, and nothing else is left beside it", async () => {
        const { keystore } = fakeKeystore();
        const key = unwrap(await storeKey(keystore).open());
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        expect((await readFile(path)).includes(Buffer.from(key))).toBe(false);
        expect(await readdir(join(folder, "profile"))).toEqual(["store-key"]);
    });

    it("is not made while the keystore is locked, and the same one returns when it is unlocked", async () => {
        const { keystore, state } = fakeKeystore();
        const key = unwrap(await storeKey(keystore).open());
        state.isLocked = true;
        expect(await storeKey(keystore).open()).toEqual({
            ok: false,
            error: { kind: "unavailable", reason: "locked" },
        });
        state.isLocked = false;
        expect(unwrap(await storeKey(keystore).open())).toEqual(key);
    });

    it("is not made a second time when another keyring cannot open the first", async () => {
        await storeKey(fakeKeystore().keystore).open();
        const before = await readFile(path);
        expect(await storeKey(fakeKeystore({ password: "b" }).keystore).open()).toEqual({
            ok: false,
            error: { kind: "key-not-opened" },
        });
        expect(await readFile(path)).toEqual(before);
    });

    it.each([
        ["basic_text", false, "plain-text-only"],
        ["basic_text", true, "no-keystore"],
        ["unknown", true, "no-keystore"],
        ["kwallet6", true, "locked"],
        [null, true, "locked"],
    ])("is refused by the back end %s (locked: %s): %s", async (backend, isLocked, reason) => {
        const { keystore, state } = fakeKeystore({ backend });
        state.isLocked = isLocked;
        expect(await storeKey(keystore).state()).toEqual({ kind: "unavailable", reason });
        expect(await storeKey(keystore).open()).toEqual({ ok: false, error: { kind: "unavailable", reason } });
        await expect(stat(path)).rejects.toThrow("ENOENT");
    });

    it("tells a missing keystore from a locked one", async () => {
        const { keystore, state } = fakeKeystore({ exists: false });
        state.isLocked = true;
        expect(await storeKey(keystore).state()).toEqual({ kind: "unavailable", reason: "no-keystore" });
    });

    it("is not given out when the sealed file is cut short", async () => {
        const { keystore } = fakeKeystore();
        await storeKey(keystore).open();
        await writeFile(path, keystore.seal("c2hvcnQ="));
        expect(await storeKey(keystore).open()).toEqual({ ok: false, error: { kind: "key-not-opened" } });
    });

    it("is one and the same for two that open at once", async () => {
        const { keystore } = fakeKeystore();
        const outcomes = await Promise.all([storeKey(keystore).open(), storeKey(keystore).open()]);
        const kept = unwrap(await storeKey(keystore).open());
        expect(outcomes.map(unwrap)).toEqual([kept, kept]);
    });
});
