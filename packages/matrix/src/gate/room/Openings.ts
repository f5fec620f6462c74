import type { Result } from "@valise/base";
import type { EngineFailure, RoomId, UserId } from "@valise/bridge";
import type { NewRoomKind } from "../../rooms/newRoom.ts";

/** A labelled room as its creator asked for it. */
export interface OpeningWish {
    readonly name: string;
    readonly topic: string | null;
    readonly invite: readonly UserId[];
    readonly kind: NewRoomKind;
    /** Short notation. */
    readonly label: string;
    readonly admission: "cleared" | "roster" | null;
    readonly agencies: readonly string[];
    /** Of a channel: the duty roles of each agency's cell, by URN. */
    readonly cells: Readonly<Record<string, readonly string[]>>;
}

/** Opens labelled rooms in the order of protocol 5; a kill after any step is gone on from. */
export interface Openings {
    open(wish: OpeningWish): Promise<Result<{ roomId: RoomId; notInvited: readonly UserId[] }, EngineFailure>>;
    /** Goes on with what a kill or an outage cut off. To be called when the rooms are known. */
    resume(): Promise<void>;
}
