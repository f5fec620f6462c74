const ivBytes = 12;

/** AES-256-GCM: a random 96-bit IV, then the ciphertext with its tag. `context` is authenticated, not stored. */
export async function seal(key: CryptoKey, plain: Uint8Array<ArrayBuffer>, context: string): Promise<Uint8Array> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const additionalData = new TextEncoder().encode(context);
    const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
    const sealed = new Uint8Array(ivBytes + cipher.byteLength);
    sealed.set(iv);
    sealed.set(new Uint8Array(cipher), ivBytes);
    return sealed;
}

/** `null` when it was not sealed by this key for this context, or was changed since. */
export async function openSealed(
    key: CryptoKey,
    sealed: Uint8Array,
    context: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
    if (sealed.byteLength < ivBytes + 16) return null;
    const copy = Uint8Array.from(sealed);
    const algorithm = {
        name: "AES-GCM",
        iv: copy.subarray(0, ivBytes),
        additionalData: new TextEncoder().encode(context),
    };
    try {
        return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, copy.subarray(ivBytes)));
    } catch {
        return null;
    }
}
