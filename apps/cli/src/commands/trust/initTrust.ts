import { thumbprintOf } from "@valise/clearance";
import type { KeyPurpose } from "@valise/clearance/desk";
import { badUsage } from "../../output/CommandFailure.ts";
import { readSecret } from "../../profile/secretFiles.ts";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { createKeyFile } from "../../trust/keyFiles.ts";
import type { Context } from "../Context.ts";

export interface InitOptions {
    readonly kind: KeyPurpose;
    readonly name: string;
    readonly out: string;
    readonly passphraseFile?: string;
}

/** Makes one key of the chain of trust, in a file under a passphrase, and prints its public part. */
export async function initTrust(context: Context, options: InitOptions): Promise<void> {
    if (options.passphraseFile === undefined) throw badUsage("usage.passphraseFile");
    const tools = await createClearanceTools();
    const passphrase = readSecret(options.passphraseFile);
    const about = { purpose: options.kind, name: options.name, path: options.out, passphrase };
    const { purpose, name, jwk } = await createKeyFile(about, tools);
    const kid = await thumbprintOf(tools.crypto, jwk);
    context.output.say(context.output.words("say.keyMade", { file: options.out }));
    context.output.data({ purpose, name, kid, jwk, file: options.out }, kid);
}
