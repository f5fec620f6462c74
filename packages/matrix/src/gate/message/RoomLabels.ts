import type { Label, PolicyRegistry } from "@valise/labels";

/** What labels mean in one labelled room, as the gate rules it. A new object whenever anything in it changes. */
export interface RoomLabels {
    readonly registry: PolicyRegistry;
    /** Null while the charter is being verified: messages are shown, and nothing is decided for good. */
    readonly label: Label | null;
    /** The highest label ever pinned for this room: what a missing or unreadable label counts as. */
    readonly highest: Label | null;
    /** In the room's own policy. */
    readonly ceilingLevel: string | null;
    /** The policy of one's own clearance: foreign markings get its handling line. Null without a clearance. */
    readonly ownPolicy: string | null;
}

/** Whether a member's word counts in this room now (protocol 7). */
export type SenderStanding =
    | { readonly kind: "checking" }
    /** Admitted and presented, hence cleared for whatever the room's label covers. */
    | { readonly kind: "stands" }
    | { readonly kind: "refused"; readonly code: string }
    /** Not in the room now. */
    | { readonly kind: "left" };
