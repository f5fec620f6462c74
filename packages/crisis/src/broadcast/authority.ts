import { err, ok, type Result } from "@valise/base";
import { authorsWith, type StatementAuthor, type VerifiedStatement } from "@valise/clearance";
import { parseWire } from "../encoding/parseWire.ts";
import { authoritySchema, type BroadcastWire } from "./wire.ts";

/** Attested role that lets a person send to a broadcast channel. */
export const BROADCAST_ROLE = "BROADCAST";

/** Who sent a broadcast and with which attested roles: from its authority statement, never from power levels. */
export type BroadcastAuthor = Pick<StatementAuthor, "sub" | "agency" | "roles">;

export type AuthorityRefusal =
    | { readonly kind: "authority-malformed"; readonly path: string }
    /** It signs another broadcast, another content, another room or another time. */
    | { readonly kind: "authority-of-another" }
    /** The signer is not the sender, or did not show the role. */
    | { readonly kind: "not-a-broadcaster" };

/** Payload of the `broadcast-authority` statement that goes beside the block (SPEC 4.1). */
export const authorityPayload = (
    block: BroadcastWire,
    digest: string,
    room: string,
): { readonly room: string; readonly id: string; readonly digest: string; readonly iat: number } => ({
    room,
    id: block.id,
    digest,
    iat: block.iat,
});

/**
 * Whether a verified `broadcast-authority` statement makes `sender` the author of this very broadcast in this room (SPEC
 * 4.3). The statement must have been verified against the room as its audience.
 */
export function checkAuthority(
    statement: VerifiedStatement,
    block: BroadcastWire,
    expected: { readonly room: string; readonly digest: string; readonly sender: string },
): Result<BroadcastAuthor, AuthorityRefusal> {
    const parsed = parseWire(authoritySchema, statement.payload);
    if (!parsed.ok)
        return err({ kind: "authority-malformed", path: parsed.error.kind === "malformed" ? parsed.error.path : "" });
    const { room, id, digest, iat } = parsed.value;
    if (room !== expected.room || digest !== expected.digest || id !== block.id || iat !== block.iat)
        return err({ kind: "authority-of-another" });
    const author = authorsWith(statement, BROADCAST_ROLE).find(({ sub }) => sub === expected.sender);
    return author === undefined ? err({ kind: "not-a-broadcaster" }) : ok(author);
}
