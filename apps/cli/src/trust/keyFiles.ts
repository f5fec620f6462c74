import { privateJwkFrom, type Signer, thumbprintOf } from "@valise/clearance";
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

/** The key, ready to sign; without a passphrase file the system's keystore is asked for its passphrase. */
export async function unlockKey(
    path: string,
    purpose: KeyPurpose,
    passphraseFile: string | undefined,
    { crypto, subtle, keystore }: ClearanceTools,
): Promise<Signer> {
    const file = readKeyFile(path, purpose);
    const passphrase =
        passphraseFile === undefined ? keystore.find(await thumbprintOf(crypto, file.jwk)) : readSecret(passphraseFile);
    if (passphrase === null) throw badUsage("usage.passphraseFile");
    const opened = await openKey(file, passphrase, subtle);
    if (!opened.ok) throw foldKeyRefusal(opened.error, path);
    return crypto.signerFrom(opened.value);
}

/** Puts a key's passphrase into the system's keystore, once it was seen to open the key. */
export async function keepInKeystore(path: string, passphrase: string, tools: ClearanceTools): Promise<KeyFile> {
    const file = parseKeyFile(readTextFile(path));
    if (!file.ok) throw foldKeyRefusal(file.error, path);
    const opened = await openKey(file.value, passphrase, tools.subtle);
    if (!opened.ok) throw foldKeyRefusal(opened.error, path);
    tools.keystore.keep(await thumbprintOf(tools.crypto, file.value.jwk), file.value.name, passphrase);
    return file.value;
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
