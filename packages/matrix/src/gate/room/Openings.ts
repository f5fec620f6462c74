import type { Result } from "@valise/base";
import type { EngineFailure, Precedence, RoomId, UserId } from "@valise/bridge";
import type { ChecklistTask } from "@valise/crisis";
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
    /** Of a channel: who may write there beside its maker. */
    readonly broadcasters?: readonly UserId[];
    readonly emergency?: EmergencyWish;
    /** A room that stands by, to be opened instead of making one. */
    readonly from?: string;
}

/** Of an emergency room: what its charter fixes, and what its people are called by. */
export interface EmergencyWish {
    readonly crisis: string;
    /** URN of the agency that leads the crisis. */
    readonly lead: string;
    readonly phase: "alert" | "response";
    readonly exercise: boolean;
    readonly exerciseName: string | null;
    readonly precedence: Precedence;
    readonly startedS: number;
    /** The plan's checklist, with ids that stay through a kill and are the same for whoever else opens the room. */
    readonly tasks: readonly ChecklistTask[];
    readonly retention: { readonly maxAgeS: number | null; readonly hold: boolean };
}

/** What an emergency room needs beside an ordinary one. */
export interface Summons {
    /** Says what the room is for, as encrypted state signed by `role:CRISIS`. In the outbox when it resolves. */
    declare(roomId: string, name: string, wish: EmergencyWish): Promise<Result<void, EngineFailure>>;
    /** Takes whoever is not called off the roster and out of a room that stood by, before its first message. */
    clear(roomId: string, called: readonly string[]): Promise<Result<void, EngineFailure>>;
    /** Signs a call into the room and sends it to each person's devices (protocol 5). */
    call(
        roomId: string,
        name: string,
        wish: EmergencyWish,
        userIds: readonly string[],
    ): Promise<Result<void, EngineFailure>>;
    /** When the called have come, or do not come: the checklist. */
    furnish(roomId: string, wish: EmergencyWish, userIds: readonly string[]): Promise<Result<void, EngineFailure>>;
}

/** Opens labelled rooms in the order of protocol 5; a kill after any step is gone on from. */
export interface Openings {
    open(wish: OpeningWish): Promise<Result<{ roomId: RoomId; notInvited: readonly UserId[] }, EngineFailure>>;
    /** Goes on with what a kill or an outage cut off. To be called when the rooms are known. */
    resume(): Promise<void>;
    /** A room is being opened: its opener waits for whoever comes. */
    isRunning(): boolean;
}
