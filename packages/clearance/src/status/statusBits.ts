/** Entries of the lists this product writes: fixed, so that a list's size does not tell an agency's. */
export const STATUS_SLOTS = 65_536;

/** The value of entry `index` in a list of `bits` per entry, lowest bits first (Token Status List); `undefined` outside. */
export function statusAt(bytes: Uint8Array, bits: 1 | 2, index: number): number | undefined {
    if (!Number.isInteger(index)) return undefined;
    const perByte = 8 / bits;
    const byte = bytes[Math.floor(index / perByte)];
    return byte === undefined ? undefined : (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

/** A 2-bit list of 65,536 entries. Entries not named are valid. Throws on an index outside, which no issuer gives out. */
export function packStatuses(statuses: ReadonlyMap<number, 0 | 1 | 2>): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(STATUS_SLOTS / 4);
    for (const [index, status] of statuses) {
        if (!Number.isInteger(index) || index < 0 || index >= STATUS_SLOTS)
            throw new Error("status index outside the list");
        const at = index >> 2;
        bytes[at] = (bytes[at] ?? 0) | (status << ((index & 3) * 2));
    }
    return bytes;
}

/** A free index chosen by `random`, so that an index does not tell when someone was attested; `undefined` when full. */
export function pickStatusIndex(used: ReadonlySet<number>, random: (length: number) => Uint8Array): number | undefined {
    if (used.size >= STATUS_SLOTS) return undefined;
    const [high = 0, low = 0] = random(2);
    let index = (high << 8) | low;
    while (used.has(index)) index = (index + 1) % STATUS_SLOTS;
    return index;
}
