import { rmSync } from "node:fs";
import { encodeBase64Url, thumbprintOf } from "@valise/clearance";
import type { KeyPurpose } from "@valise/clearance/desk";
import { badUsage } from "../../output/CommandFailure.ts";
import { readSecret } from "../../profile/secretFiles.ts";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { createKeyFile, keepInKeystore } from "../../trust/keyFiles.ts";
import type { Context } from "../Context.ts";

export interface InitOptions {
    readonly kind: KeyPurpose;
    readonly name: string;
    readonly out: string;
    readonly passphraseFile?: string;
    readonly keystore?: boolean;
}

/** Makes one key of the chain of trust, in a file under a passphrase or the system's keystore; prints its public part. */
export async function initTrust(context: Context, options: InitOptions): Promise<void> {
    const { kind, name, out, passphraseFile } = options;
    const isKept = options.keystore === true;
    if (isKept === (passphraseFile !== undefined)) throw badUsage("usage.keyKept");
    const tools = await createClearanceTools(context.env);
    const passphrase = passphraseFile === undefined ? encodeBase64Url(tools.random(32)) : readSecret(passphraseFile);
    const { jwk } = await createKeyFile({ purpose: kind, name, path: out, passphrase }, tools);
    if (isKept) {
        try {
            await keepInKeystore(out, passphrase, tools);
        } catch (error) {
            // Nothing could open it any more.
            rmSync(out);
            throw error;
        }
    }
    const kid = await thumbprintOf(tools.crypto, jwk);
    context.output.say(context.output.words(isKept ? "say.keyKept" : "say.keyMade", { file: out }));
    context.output.data({ purpose: kind, name, kid, jwk, file: out }, kid);
}

export interface KeepOptions {
    readonly keyFile: string;
    readonly passphraseFile: string;
}

/** Puts the passphrase of a key file into the system's keystore: commands then find it there. */
export async function keepKey(context: Context, { keyFile, passphraseFile }: KeepOptions): Promise<void> {
    const tools = await createClearanceTools(context.env);
    const { purpose, name, jwk } = await keepInKeystore(keyFile, readSecret(passphraseFile), tools);
    const kid = await thumbprintOf(tools.crypto, jwk);
    context.output.say(context.output.words("say.keyKept", { file: keyFile }));
    context.output.data({ purpose, name, kid, file: keyFile }, kid);
}
