import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import type { RandomBytes } from "../attestation/issueAttestation.ts";
import type { PrivateJwk } from "../crypto/ClearanceCrypto.ts";
import { type PublicJwk, parsePublicJwk } from "../crypto/jwk.ts";
import { parseStrictJson } from "../encoding/strictJson.ts";
import { openJwe, sealJwe } from "./passphraseJwe.ts";

export type KeyPurpose = "community" | "root" | "officer" | "status";

/** A private key at rest (SPEC 12.1): who it belongs to and its public part in clear, the private part under a passphrase. */
export interface KeyFile {
    readonly format: "valise-key-1";
    readonly purpose: KeyPurpose;
    readonly name: string;
    readonly createdAtS: number;
    readonly jwk: PublicJwk;
    /** Compact JWE, `PBES2-HS512+A256KW` and `A256GCM`, of the private JWK. */
    readonly sealed: string;
}

export type KeyFileRefusal =
    | { readonly kind: "key-file-malformed" }
    | { readonly kind: "passphrase-wrong" }
    | { readonly kind: "passphrase-short"; readonly minLength: number }
    /** The clear part does not belong to the sealed one: the file was tampered with. */
    | { readonly kind: "key-file-altered" };

const MIN_PASSPHRASE = 12;
const schema = z.strictObject({
    format: z.literal("valise-key-1"),
    purpose: z.enum(["community", "root", "officer", "status"]),
    name: z.string().min(1).max(128),
    createdAtS: z.int().nonnegative(),
    jwk: z.custom<PublicJwk>((value) => parsePublicJwk(value) !== undefined),
    sealed: z.string().max(4096),
});
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const sealedSchema = z.strictObject({
    purpose: schema.shape.purpose,
    key: z.union([
        z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: coordinate, d: coordinate }),
        z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate, d: coordinate }),
    ]),
});

/** Seals a private key under a passphrase of 12 characters or more. */
export async function sealKey(
    key: PrivateJwk,
    about: Pick<KeyFile, "purpose" | "name" | "createdAtS">,
    passphrase: string,
    { subtle, random }: { readonly subtle: SubtleCrypto; readonly random: RandomBytes },
): Promise<Result<KeyFile, KeyFileRefusal>> {
    if ([...passphrase].length < MIN_PASSPHRASE) return err({ kind: "passphrase-short", minLength: MIN_PASSPHRASE });
    const { purpose, name, createdAtS } = about;
    const { d: _d, ...jwk } = key;
    const sealed = await sealJwe(JSON.stringify({ purpose, key }), passphrase, subtle, random);
    return ok({ format: "valise-key-1", purpose, name, createdAtS, jwk, sealed });
}

/** Reads the clear part. */
export function parseKeyFile(text: string): Result<KeyFile, KeyFileRefusal> {
    const parsed = schema.safeParse(parseStrictJson(text));
    return parsed.success ? ok(parsed.data) : err({ kind: "key-file-malformed" });
}

/** The private key; refuses a wrong passphrase and a clear part (key, purpose) that is not what was sealed. */
export async function openKey(
    file: KeyFile,
    passphrase: string,
    subtle: SubtleCrypto,
): Promise<Result<PrivateJwk, KeyFileRefusal>> {
    const opened = await openJwe(file.sealed, passphrase, subtle);
    if (opened === "malformed") return err({ kind: "key-file-malformed" });
    if (opened === "wrong") return err({ kind: "passphrase-wrong" });
    const parsed = sealedSchema.safeParse(parseStrictJson(opened.text));
    if (!parsed.success) return err({ kind: "key-file-malformed" });
    const { purpose, key } = parsed.data;
    const { d: _d, ...jwk } = key;
    const isSame =
        purpose === file.purpose && JSON.stringify(parsePublicJwk(jwk)) === JSON.stringify(parsePublicJwk(file.jwk));
    return isSame ? ok(key) : err({ kind: "key-file-altered" });
}
