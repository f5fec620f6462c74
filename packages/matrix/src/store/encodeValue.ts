import type { StoredValue } from "./RecordStore.ts";

/** A member name that stands for bytes; names of real members that start like it are escaped with one more of it. */
const marker = "\u0000";
const maxDepth = 500;

/**
 * One record as bytes: a 4-byte big-endian length, JSON of that length, then the byte strings it points into.
 * Throws RangeError on nesting beyond 500 levels and TypeError on what JSON cannot hold.
 */
export function encodeValue(value: StoredValue): Uint8Array<ArrayBuffer> {
    const blobs: Uint8Array[] = [];
    const json = new TextEncoder().encode(JSON.stringify(lift(value, blobs, 0)));
    const size = blobs.reduce((sum, blob) => sum + blob.byteLength, 4 + json.byteLength);
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(0, json.byteLength);
    bytes.set(json, 4);
    let at = 4 + json.byteLength;
    for (const blob of blobs) {
        bytes.set(blob, at);
        at += blob.byteLength;
    }
    return bytes;
}

/** The inverse of `encodeValue`; throws on anything it did not write. */
export function decodeValue(bytes: Uint8Array): StoredValue {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const jsonEnd = 4 + view.getUint32(0);
    if (jsonEnd > bytes.byteLength) throw new RangeError("record is cut short");
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(4, jsonEnd)));
    return lower(json, bytes, { at: jsonEnd });
}

function lift(value: StoredValue, blobs: Uint8Array[], depth: number): unknown {
    if (depth > maxDepth) throw new RangeError("value is nested too deep");
    if (value instanceof Uint8Array) {
        blobs.push(value);
        return { [marker]: value.byteLength };
    }
    if (Array.isArray(value)) return value.map((item: StoredValue) => lift(item, blobs, depth + 1));
    if (typeof value === "object" && value !== null) {
        const members = Object.entries(value).filter(([, member]) => member !== undefined);
        return Object.fromEntries(
            members.map(([name, member]) => [escapeName(name), lift(member as StoredValue, blobs, depth + 1)]),
        );
    }
    if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("number is not finite");
    if (value === null || ["string", "number", "boolean"].includes(typeof value)) return value;
    throw new TypeError("value is not storable");
}

function lower(json: unknown, bytes: Uint8Array, cursor: { at: number }): StoredValue {
    if (Array.isArray(json)) return json.map((item) => lower(item, bytes, cursor));
    if (typeof json !== "object" || json === null) return json as StoredValue;
    const size = (json as Record<string, unknown>)[marker];
    if (typeof size === "number") {
        if (cursor.at + size > bytes.byteLength) throw new RangeError("record is cut short");
        const blob = bytes.slice(cursor.at, cursor.at + size);
        cursor.at += size;
        return blob;
    }
    // fromEntries defines own members, so a member called __proto__ stays data.
    return Object.fromEntries(
        Object.entries(json).map(([name, member]) => [unescapeName(name), lower(member, bytes, cursor)]),
    );
}

const escapeName = (name: string) => (name.startsWith(marker) ? marker + name : name);
const unescapeName = (name: string) => (name.startsWith(marker) ? name.slice(1) : name);
