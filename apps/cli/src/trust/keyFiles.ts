import { privateJwkFrom, type Signer } from "@valise/clearance";
import {
    type KeyFile,
    type KeyFileRefusal,
    type KeyPurpose,
    openKey,
    parseKeyFile,
    sealKey,
} from "@valise/clearance/desk";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { readSecret } from "../profile/secretFiles.ts";
import type { ClearanceTools } from "./clearanceTools.ts";
import { readTextFile, writeNewFile } from "./textFiles.ts";

/** Makes a key and writes it under a passphrase. */
export async function createKeyFile(
    about: { readonly purpose: KeyPurpose; readonly name: string; readonly path: string; readonly passphrase: string },
    { subtle, random, nowS }: ClearanceTools,
): Promise<KeyFile> {
    const { purpose, name, path, passphrase } = about;
    const key = privateJwkFrom("Ed25519", random(32));
    const sealed = await sealKey(key, { purpose, name, createdAtS: nowS() }, passphrase, { subtle, random });
    if (!sealed.ok) throw foldKeyRefusal(sealed.error, path);
    writeNewFile(path, `${JSON.stringify(sealed.value, null, 2)}\n`);
    return sealed.value;
}

/** What a key file says in clear. */
export function readKeyFile(path: string, purpose: KeyPurpose): KeyFile {
    const file = parseKeyFile(readTextFile(path));
    if (!file.ok) throw foldKeyRefusal(file.error, path);
    if (file.value.purpose !== purpose) throw badUsage("usage.keyPurpose", { path, purpose });
    return file.value;
}

/** The key, ready to sign. */
export async function unlockKey(
    path: string,
    purpose: KeyPurpose,
    passphraseFile: string | undefined,
    { crypto, subtle }: ClearanceTools,
): Promise<Signer> {
    if (passphraseFile === undefined) throw badUsage("usage.passphraseFile");
    const opened = await openKey(readKeyFile(path, purpose), readSecret(passphraseFile), subtle);
    if (!opened.ok) throw foldKeyRefusal(opened.error, path);
    return crypto.signerFrom(opened.value);
}

function foldKeyRefusal(refusal: KeyFileRefusal, path: string): CommandFailure {
    switch (refusal.kind) {
        case "key-file-malformed":
            return new CommandFailure(refusal.kind, exitCodes.badUsage, "failure.key-file-malformed", { path });
        case "passphrase-short":
            return new CommandFailure(refusal.kind, exitCodes.badUsage, "failure.passphrase-short", {
                length: refusal.minLength,
            });
        case "passphrase-wrong":
            return new CommandFailure(refusal.kind, exitCodes.refused, "failure.passphrase-wrong", { path });
        case "key-file-altered":
            return new CommandFailure(refusal.kind, exitCodes.refused, "failure.key-file-altered", { path });
    }
}
