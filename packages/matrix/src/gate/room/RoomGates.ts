import type { Result } from "@valise/base";
import type { GateSnapshot, MarkingSnapshot, RoomId } from "@valise/bridge";
import type { EffectiveCharter } from "@valise/clearance";
import type { Label } from "@valise/labels";
import type { EncryptionTarget } from "../../crypto/createRoomEncryptor.ts";
import type { KeyKeeping } from "./createKeyKeeping.ts";
import type { RoomGate } from "./createRoomGate.ts";

/** What a room is marked with, as its verified and pinned charter says (protocol 2). */
export type Ruling =
    /** No charter was ever seen: every member's signed devices get keys. */
    | { readonly kind: "unlabelled" }
    /** A charter is known, but not everything that decides about it is here yet. Nothing is sent meanwhile. */
    | { readonly kind: "checking" }
    /** Nothing may be sent, and nothing read here counts as labelled: a code of the clearance package, or `GATE_…`. */
    | { readonly kind: "refused"; readonly code: string }
    | {
          readonly kind: "ruled";
          readonly charter: EffectiveCharter;
          readonly label: Label;
          /** Level short name in the label's own policy. */
          readonly ceilingLevel: string;
          readonly marking: MarkingSnapshot;
      };

/** What this device knows of one member's standing in a labelled room now. */
export interface MemberStanding {
    readonly reads: boolean;
    readonly because: "presentation" | "grace" | "break-glass" | null;
    /** Why not; null for who reads. */
    readonly code: string | null;
    /** Seconds; until when it holds if nothing new arrives. */
    readonly untilS: number | null;
    /** What was shown to this room, e.g. `lvl:DR`. */
    readonly claims: readonly string[];
    /** URN of the agency that attested them; null while nothing that verifies was shown. */
    readonly agency: string | null;
    /** Master key in this device's crypto store; null while it is not known. */
    readonly masterKey: string | null;
}

export type GateRefusal =
    /** Passes by itself; the room is woken when it has. */
    | { readonly kind: "checking" }
    /** These people will not read what is sent now, and the person has not been told: `confirmReaders` goes on. */
    | { readonly kind: "confirm"; readonly userIds: readonly string[] }
    | { readonly kind: "refused"; readonly code: string };

/** What a person writes waits until they know who will not read it; encrypted state is sent again when those can. */
export type Purpose = "message" | "state";

/** The release gate of every room of this account (protocol 6). Decides on this device, whatever a homeserver says. */
export interface RoomGates {
    ruling(roomId: string): Ruling;
    /** For verdicts on what somebody sent; null where the room is not ruled or the person is nobody here. */
    memberOf(roomId: string, userId: string): MemberStanding | null;
    /** Whether a break-glass that verified stood for this person at that time. */
    wasLetIn(roomId: string, userId: string, atMs: number): boolean;
    /** Narrows at the moment of sending; a refusal names why nothing may be sent. Unlabelled rooms pass untouched. */
    narrow(target: EncryptionTarget, purpose: Purpose): Promise<Result<EncryptionTarget, GateRefusal>>;
    /** Null: the room is unlabelled. For what is signed and shown here. */
    gateOf(roomId: string): RoomGate | null;
    /** Which rooms' keys may lie in the account's key backup. */
    readonly keys: Pick<KeyKeeping, "of" | "narrow">;
    /** Why this account shows no clearance to the room; null where it does, or may yet. */
    presentingCode(roomId: string): string | null;
    snapshot(roomId: RoomId): GateSnapshot;
    /** Ruling, standing of a member, or who must be confirmed has changed. */
    onChanged(listener: (roomId: string) => void): void;
    stop(): void;
}
