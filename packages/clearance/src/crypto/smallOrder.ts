/**
 * The seven y coordinates (little-endian, sign bit cleared) whose points have small order; with either sign bit, 14
 * encodings. A key among them verifies chosen signatures over any message in some engines, so both implementations refuse
 * it here (SPEC 3.3).
 */
const SMALL_ORDER_Y = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const withSign = (y: string, sign: 0 | 0x80): string =>
    y.slice(0, 62) + (Number.parseInt(y.slice(62), 16) | sign).toString(16).padStart(2, "0");

/** All 14 refused small-order encodings, in hex, for vectors. */
export const SMALL_ORDER_ENCODINGS: readonly string[] = SMALL_ORDER_Y.flatMap((y) => [
    withSign(y, 0),
    withSign(y, 0x80),
]);

/** Whether an Ed25519 public key is of small order or encodes y >= 2^255 - 19, which engines read differently. */
export function isRefusedEd25519Key(key: Uint8Array): boolean {
    if (key.length !== 32) return true;
    const y = Uint8Array.from(key);
    y[31] = (y[31] ?? 0) & 0x7f;
    const isNonCanonical = y[31] === 0x7f && y.subarray(1, 31).every((byte) => byte === 0xff) && (y[0] ?? 0) >= 0xed;
    return isNonCanonical || SMALL_ORDER_Y.includes(hex(y));
}
