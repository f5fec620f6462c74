import { nobleCrypto, type PrivateJwk, privateJwkFrom, type RandomBytes, type Signer } from "@valise/clearance";

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A fixed Ed25519 key: its secret is the SHA-256 of its name. Never anything but a test key. */
export async function testKey(name: string): Promise<PrivateJwk> {
    return privateJwkFrom("Ed25519", await nobleCrypto.sha256(utf8(`valise test key: ${name}`)));
}

export const testSigner = async (name: string): Promise<Signer> => nobleCrypto.signerFrom(await testKey(name));

export const randomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
