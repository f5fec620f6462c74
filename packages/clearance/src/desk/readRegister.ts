import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import { type ClaimName, isClaimName } from "../attestation/claimNames.ts";
import type { ClearanceCrypto } from "../crypto/ClearanceCrypto.ts";
import { encodeBase64Url } from "../encoding/base64url.ts";
import { parseStrictJson } from "../encoding/strictJson.ts";
import { utf8 } from "../encoding/text.ts";
import { STATEMENT_KINDS } from "../statement/wire.ts";
import { STATUS_SLOTS } from "../status/statusBits.ts";
import type { Register, RegisterEntry, RegisterEvent } from "./Register.ts";

/** `line` counts from 1. `chain`: a line was altered, inserted, removed or moved. `torn`: the last line is not whole. */
export interface RegisterRefusal {
    readonly kind: "register-broken";
    readonly line: number;
    readonly reason: "shape" | "chain" | "torn";
}

const seconds = z.int().nonnegative();
const id = z.string().min(1).max(255);
const place = {
    userId: id,
    uri: id,
    idx: z
        .int()
        .min(0)
        .max(STATUS_SLOTS - 1),
};
const key = z.string().regex(/^[A-Za-z0-9+/]{43}$/);
const eventSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("issued"),
        ...place,
        masterKey: key,
        pol: id,
        claims: z.array(z.custom<ClaimName>(isClaimName)).max(64),
        issuedAtS: seconds,
        expiresAtS: seconds,
        identity: z.enum(["checked", "not-checked"]),
        isRenewal: z.boolean(),
    }),
    z.strictObject({ kind: z.enum(["revoked", "suspended", "reinstated"]), ...place, reason: z.string().max(1000) }),
    z.strictObject({
        kind: z.literal("signed"),
        statement: z.enum(STATEMENT_KINDS),
        digest: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
        audience: id,
        requestId: id,
    }),
    z.strictObject({ kind: z.literal("identity-alarm"), userId: id, shown: key, attested: key.nullable() }),
]);
const entrySchema = z.strictObject({
    seq: z.int().min(1),
    prev: z.string().max(43),
    atS: seconds,
    by: id,
    event: eventSchema,
});

const digestOf = async (line: string, crypto: ClearanceCrypto) => encodeBase64Url(await crypto.sha256(utf8(line)));

/** Reads a register, one JSON object a line, and checks that its hash chain is unbroken from the first line (SPEC 12.3). */
export async function readRegister(text: string, crypto: ClearanceCrypto): Promise<Result<Register, RegisterRefusal>> {
    const lines = text.split("\n");
    if (lines.pop() !== "") return err({ kind: "register-broken", line: lines.length + 1, reason: "torn" });
    const entries: RegisterEntry[] = [];
    const digests: string[] = [];
    for (const [at, line] of lines.entries()) {
        const parsed = entrySchema.safeParse(parseStrictJson(line));
        if (!parsed.success) return err({ kind: "register-broken", line: at + 1, reason: "shape" });
        if (parsed.data.seq !== at + 1 || parsed.data.prev !== (digests.at(-1) ?? "")) {
            return err({ kind: "register-broken", line: at + 1, reason: "chain" });
        }
        entries.push(parsed.data);
        digests.push(await digestOf(line, crypto));
    }
    return ok({ entries, digests });
}

/**
 * The register with more entries, and their lines: what the caller appends to the file, and has on the disk, before
 * anything that they record leaves the officer's machine.
 */
export async function appendEntries(
    register: Register,
    events: readonly RegisterEvent[],
    { atS, by }: { readonly atS: number; readonly by: string },
    crypto: ClearanceCrypto,
): Promise<{ readonly register: Register; readonly lines: string }> {
    const entries = [...register.entries];
    const digests = [...register.digests];
    let lines = "";
    for (const event of events) {
        const entry: RegisterEntry = { seq: entries.length + 1, prev: digests.at(-1) ?? "", atS, by, event };
        const line = JSON.stringify(entry);
        entries.push(entry);
        digests.push(await digestOf(line, crypto));
        lines += `${line}\n`;
    }
    return { register: { entries, digests }, lines };
}
