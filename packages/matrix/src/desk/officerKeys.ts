import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { Officer, TrustContext } from "@valise/clearance";
import { type OfficerLimits, openKey, parseKeyFile, readOfficerLimits, sealKey } from "@valise/clearance/desk";
import { failureOf } from "../gate/holder/refusals.ts";
import { asObject, asString } from "../json.ts";

/** Who keeps what opens the key: the officer's head, or the operating system's keystore (32 random bytes). */
export type KeptBy = "passphrase" | "keystore";

/** An officer's key file and certificate as this account keeps them, in the sealed store besides. */
export interface OfficerKeys {
    readonly keyFile: string;
    readonly delegation: string;
    readonly keptBy: KeptBy;
}

export function readOfficerKeys(value: unknown): OfficerKeys | null {
    const object = asObject(value);
    const [keyFile, delegation] = [asString(object?.keyFile), asString(object?.delegation)];
    if (keyFile === null || delegation === null) return null;
    return { keyFile, delegation, keptBy: object?.keptBy === "keystore" ? "keystore" : "passphrase" };
}

/** The key file opened and the certificate verified; refused by a `DESK_` code or one of the clearance package. */
export async function openOfficer(
    { keyFile, delegation, keptBy }: OfficerKeys,
    secret: string,
    context: TrustContext,
): Promise<Result<{ officer: Officer; limits: OfficerLimits }, EngineFailure>> {
    const file = parseKeyFile(keyFile);
    if (!file.ok || file.value.purpose !== "officer") return err(failureOf({ code: "DESK_KEY_FILE" }));
    const key = await openKey(file.value, secret, globalThis.crypto.subtle);
    if (!key.ok) {
        const wrong = keptBy === "keystore" ? "DESK_KEYSTORE" : "DESK_PASSPHRASE";
        return err(failureOf({ code: key.error.kind === "passphrase-wrong" ? wrong : "DESK_KEY_FILE" }));
    }
    const officer = { signer: await context.crypto.signerFrom(key.value), delegation };
    const limits = await readOfficerLimits(officer, context);
    return limits.ok ? ok({ officer, limits: limits.value }) : err(failureOf(limits.error));
}

/** The same key in a file that the keystore's secret opens, and the passphrase no longer. */
export async function sealForKeystore(
    { keyFile, delegation }: OfficerKeys,
    passphrase: string,
    secret: string,
): Promise<OfficerKeys | null> {
    const { subtle } = globalThis.crypto;
    const random = (length: number) => globalThis.crypto.getRandomValues(new Uint8Array(length));
    const file = parseKeyFile(keyFile);
    const key = file.ok ? await openKey(file.value, passphrase, subtle) : file;
    if (!file.ok || !key.ok) return null;
    const sealed = await sealKey(key.value, file.value, secret, { subtle, random });
    return sealed.ok ? { keyFile: JSON.stringify(sealed.value), delegation, keptBy: "keystore" } : null;
}
