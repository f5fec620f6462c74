import { describe, expect, it } from "vitest";
import { createRecoveryCode, formatRecoveryCode } from "../recoveryCode/recoveryCode.ts";
import { formatKeyName, keyOf, parseKeyName, parseTypedSecret } from "./secretKey.ts";

describe("the key of secret storage", () => {
    it("carries number and date of its code in its name", () => {
        const info = { number: 3, madeAtMs: Date.UTC(2026, 10, 21) };
        expect(formatKeyName(info)).toBe("Valise recovery code 3, 2026-11-21");
        expect(parseKeyName(formatKeyName(info))).toEqual(info);
        expect(parseKeyName("somebody else's key")).toBeNull();
        expect(parseKeyName({ name: 1 })).toBeNull();
    });

    it("is derived from the code as it is printed, in any case and grouping", () => {
        const code = createRecoveryCode(() => new Uint8Array(31).fill(7));
        expect(parseTypedSecret(formatRecoveryCode(code).toLowerCase())).toEqual({ kind: "code", passphrase: code });
        expect(parseTypedSecret("far too short")).toBeNull();
    });

    it("is refused when a server asks for other rounds, lengths or methods than it may", async () => {
        const secret = { kind: "code", passphrase: "X" } as const;
        const passphrase = { algorithm: "m.pbkdf2", salt: "s", iterations: 500_000 };
        expect(await keyOf(secret, { passphrase: { ...passphrase, iterations: 1e12 } })).toBeNull();
        expect(await keyOf(secret, { passphrase: { ...passphrase, bits: 8 } })).toBeNull();
        expect(await keyOf(secret, { passphrase: { ...passphrase, algorithm: "m.none" } })).toBeNull();
        expect(await keyOf(secret, {})).toBeNull();
    });
});
