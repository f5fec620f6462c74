import { err, ok, type Result } from "@valise/base";
import {
    type ClearanceCrypto,
    parseStrictJson,
    type Refusal,
    type StatementWire,
    type VerifiedStatement,
} from "@valise/clearance";
import { fileDigest, fromUtf8, toUtf8 } from "../encoding/bytes.ts";
import { canonicalJson } from "../encoding/canonicalJson.ts";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { type BagItem, type BagWire, bagHeader, bagItem, bagPayload, MAX_BAG_BYTES } from "./wire.ts";

export type BagRefusal =
    | WireRefusal
    | { readonly kind: "not-a-bag" }
    | { readonly kind: "signature-refused"; readonly refusal: Refusal }
    /** Its maker is not among the signers. */
    | { readonly kind: "signed-by-another" }
    | { readonly kind: "changed" }
    | { readonly kind: "item-malformed"; readonly line: number; readonly path: string };

/** What is to be signed, and the bytes that go behind the signature. */
export interface PackedBag {
    /** As a statement of kind `bag`, audience the community. */
    readonly payload: BagWire;
    readonly body: Uint8Array;
}

/** Lays out a bag's items (SPEC 18.1), one a line. Refuses what `openBag` would refuse. */
export async function packBag(
    items: readonly BagItem[],
    facts: Omit<BagWire, "items" | "contents">,
    crypto: ClearanceCrypto,
): Promise<Result<PackedBag, BagRefusal>> {
    const lines: string[] = [];
    for (const [index, item] of items.entries()) {
        const parsed = parseWire(bagItem, item);
        if (!parsed.ok) return err(itemRefusal(index, parsed.error));
        const line = JSON.stringify(parsed.value);
        if (parseStrictJson(line) === undefined) return err({ kind: "item-malformed", line: index + 2, path: "" });
        lines.push(`${line}\n`);
    }
    const body = toUtf8(lines.join(""));
    if (body.length > MAX_BAG_BYTES) return err({ kind: "too-large", maxBytes: MAX_BAG_BYTES });
    const payload = parseWire(bagPayload, { ...facts, items: items.length, contents: await fileDigest(crypto, body) });
    return payload.ok ? ok({ payload: payload.value, body }) : payload;
}

/** The file: the signed statement in the first line, the items after it. */
export function sealBag(statement: StatementWire, { body }: PackedBag): Uint8Array {
    const header = toUtf8(`${canonicalJson({ valise: "bag", v: 1, statement })}\n`);
    const bytes = new Uint8Array(header.length + body.length);
    bytes.set(header);
    bytes.set(body, header.length);
    return bytes;
}

/** A bag whose signature holds and whose contents are what was signed. Its ciphertexts still pass every check of a sync. */
export interface OpenedBag {
    readonly payload: BagWire;
    readonly by: VerifiedStatement["by"];
    readonly items: readonly BagItem[];
}

/**
 * Opens a bag (SPEC 18.4). Nothing of it is read before its signature was verified, with the community as audience, and its
 * bytes are those signed.
 */
export async function openBag(
    bytes: Uint8Array,
    crypto: ClearanceCrypto,
    verify: (statement: unknown) => Promise<Result<VerifiedStatement, Refusal>>,
): Promise<Result<OpenedBag, BagRefusal>> {
    if (bytes.length > MAX_BAG_BYTES + MAX_HEADER_BYTES) return err({ kind: "too-large", maxBytes: MAX_BAG_BYTES });
    const end = bytes.subarray(0, MAX_HEADER_BYTES).indexOf(0x0a);
    const first = end < 0 ? undefined : fromUtf8(bytes.subarray(0, end));
    const header = parseWire(bagHeader, first === undefined ? undefined : parseStrictJson(first));
    if (!header.ok) return header.error.kind === "unknown-version" ? header : err({ kind: "not-a-bag" });
    const verified = await verify(header.value.statement);
    if (!verified.ok) return err({ kind: "signature-refused", refusal: verified.error });
    const payload = parseWire(bagPayload, verified.value.payload);
    if (!payload.ok) return payload;
    if (!verified.value.by.some(({ sub }) => sub === payload.value.from)) return err({ kind: "signed-by-another" });
    const body = bytes.subarray(end + 1);
    if ((await fileDigest(crypto, body)) !== payload.value.contents) return err({ kind: "changed" });
    const items = readItems(body, payload.value.items);
    return items.ok ? ok({ payload: payload.value, by: verified.value.by, items: items.value }) : items;
}

/** The statement with four presentations is shorter by far. */
const MAX_HEADER_BYTES = 262_144;

function readItems(body: Uint8Array, count: number): Result<BagItem[], BagRefusal> {
    const text = fromUtf8(body);
    const lines = text === undefined || text === "" ? [] : text.split("\n").slice(0, -1);
    if (text === undefined || lines.length !== count || !(text === "" || text.endsWith("\n")))
        return err({ kind: "changed" });
    const items: BagItem[] = [];
    for (const [index, line] of lines.entries()) {
        const item = parseWire(bagItem, parseStrictJson(line));
        if (!item.ok) return err(itemRefusal(index, item.error));
        items.push(item.value);
    }
    return ok(items);
}

const itemRefusal = (index: number, error: WireRefusal): BagRefusal => ({
    kind: "item-malformed",
    line: index + 2,
    path: error.kind === "malformed" ? error.path : "",
});
