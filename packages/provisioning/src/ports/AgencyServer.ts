import type { Result } from "@valise/base";
import type { StatementWire } from "@valise/clearance";
import type { AccountState, RoomKind } from "../desired/Desired.ts";
import type { RoomSettings, SettingName } from "../desired/RoomSettings.ts";
import type { ClaimContent, ClaimEvent } from "../lock/decideLock.ts";
import type { ObservedAccount, ObservedServer, RegisterEntry } from "../observed/Observed.ts";

export type ServerFailure =
    /** No answer: what was asked may or may not have happened. */
    | { readonly kind: "no-answer" }
    /** The token is no administrator's, or is gone. */
    | { readonly kind: "not-admin" }
    | { readonly kind: "refused"; readonly status: number; readonly errcode: string | null }
    /** What answered is no homeserver that this can manage. */
    | { readonly kind: "not-a-homeserver" };

export type StatementSlot = "charter" | "admission" | "template" | "directory";

/** One change of one server. Repeating one that has taken effect changes nothing, except `create-room`: look before. */
export type ServerCommand =
    | { readonly kind: "create-account"; readonly userId: string; readonly displayName: string }
    | { readonly kind: "rename-account"; readonly userId: string; readonly displayName: string }
    | { readonly kind: "set-account-state"; readonly userId: string; readonly state: AccountState }
    /** Whether other agencies find them in their directory of people. */
    | { readonly kind: "set-listing"; readonly userId: string; readonly isListed: boolean }
    | { readonly kind: "end-sessions"; readonly userId: string }
    | { readonly kind: "deactivate-account"; readonly userId: string }
    /** Writes an entry of the register; `null` clears it. */
    | { readonly kind: "record"; readonly key: string; readonly value: RegisterEntry | null }
    /** Many new entries at once, kept under one name of their own; an entry written by itself goes before one of a batch. */
    | {
          readonly kind: "record-batch";
          readonly name: string;
          readonly entries: Readonly<Record<string, RegisterEntry>>;
      }
    /** An empty room of version 12 that nobody may enter, created by the steward. */
    | {
          readonly kind: "create-room";
          readonly mark: string;
          readonly roomKind: RoomKind;
          readonly settings: RoomSettings;
          readonly stewards: readonly string[];
      }
    | {
          readonly kind: "set-setting";
          readonly roomId: string;
          readonly setting: SettingName;
          readonly settings: RoomSettings;
          /** Made by hand: people who stand as high as the steward there come down by their own hand first. */
          readonly isByHand: boolean;
      }
    /** The steward comes into a room made by hand, with the highest power anyone of this server has there. */
    | { readonly kind: "take-over"; readonly roomId: string }
    | { readonly kind: "add-child"; readonly spaceId: string; readonly roomId: string }
    | { readonly kind: "remove-child"; readonly spaceId: string; readonly roomId: string }
    | {
          readonly kind: "put-statement";
          readonly roomId: string;
          readonly slot: StatementSlot;
          readonly stateKey: string;
          readonly statement: StatementWire;
      }
    /**
     * Says in the agency's trust room whether someone's account has ended: its officers are to revoke, and partners to take
     * them out of their rooms (SPEC 4.6, 4.13).
     */
    | { readonly kind: "say-ended"; readonly roomId: string; readonly userId: string; readonly hasEnded: boolean }
    /** Takes somebody out of a room made on this server, as its steward or as a person of this server who can. */
    | { readonly kind: "remove-leaver"; readonly roomId: string; readonly userId: string }
    /** Says in the agency's trust room who of a partner's is in no room of this server any more, by when that was asked. */
    | {
          readonly kind: "answer-leavers";
          readonly roomId: string;
          readonly serverName: string;
          readonly cleared: Readonly<Record<string, number>>;
      }
    | { readonly kind: "invite"; readonly roomId: string; readonly userId: string }
    /** A person of this server comes into a room that its steward is in: invited by that and joined, in one request. */
    | { readonly kind: "bring-in"; readonly roomId: string; readonly userId: string }
    /** Lets a person of this server join where they are invited; `via` are servers already in the room. */
    | { readonly kind: "join"; readonly roomId: string; readonly userId: string; readonly via: readonly string[] }
    | { readonly kind: "remove-member"; readonly roomId: string; readonly userId: string }
    /** Nobody enters or writes any more; what was written stays where it is. One made by hand may refuse its end, and is closed. */
    | { readonly kind: "retire-room"; readonly roomId: string; readonly isByHand: boolean };

/** A room that someone of this server is in, managed or not. */
export interface RoomOfPerson {
    readonly roomId: string;
    /** Servers that have people in it or invited to it, this one included. */
    readonly servers: readonly string[];
    /** Nobody else of this server has the power to keep it. */
    readonly losesLocalAdmin: boolean;
}

/** Accounts that a search shows. */
export const FOUND_AT_MOST = 50;

/** An account as a search shows it. */
export interface FoundAccount extends ObservedAccount {
    /** Whether a manifest keeps it. */
    readonly isManaged: boolean;
    /** Its last day (UTC), as applied. */
    readonly expires: string | null;
}

/** What a search of accounts finds. */
export interface FoundAccounts {
    readonly accounts: readonly FoundAccount[];
    /** Of all that match, shown or not. */
    readonly total: number;
    /** The server's time. */
    readonly nowMs: number;
}

/** What this server knows of its way to another. */
export interface FederationLink {
    readonly serverName: string;
    /** Since when nothing reaches it; `null`: the newest attempt went well. */
    readonly failingSinceMs: number | null;
    /** When it is tried again. */
    readonly retryAtMs: number | null;
    /** Rooms in which something waits to be sent there; `null`: nothing fails. */
    readonly waitingRooms: number | null;
}

/** A room with people of this server in it, none of whom may keep it. */
export interface OrphanedRoom {
    readonly roomId: string;
    /** In clear; most rooms have none. */
    readonly name: string | null;
    readonly localCount: number;
    readonly servers: readonly string[];
}

/** A room made on this server with somebody of a partner's in it, or invited, whose account has ended. */
export interface LeaverRoom {
    readonly roomId: string;
    /** Of a managed one. */
    readonly mark: string | null;
    /** In clear; most rooms have none. */
    readonly name: string | null;
    /** Somebody of this server has the power to take them out. */
    readonly canRemove: boolean;
}

/** Somebody of a partner's whose account has ended: its own server's word. */
export interface PartnerLeaver {
    readonly userId: string;
    readonly askedAtMs: number;
    /** This server has answered that nothing is left, and looks no more. */
    readonly isCleared: boolean;
    readonly rooms: readonly LeaverRoom[];
}

/** Somebody of this server whose account has ended. */
export interface OwnLeaver {
    readonly userId: string;
    readonly askedAtMs: number;
    /** Partners that have said: in none of our rooms any more. */
    readonly cleared: readonly string[];
}

/** Who has left, here and at partners, as trust rooms say (SPEC 4.13). */
export interface Leavers {
    /** Where this server says its own; `null`: it has no trust room, can neither ask nor be asked. */
    readonly trustRoomId: string | null;
    /** Servers of partners that can ask here, and be asked. */
    readonly partners: readonly string[];
    /** Newest first. */
    readonly asked: readonly PartnerLeaver[];
    readonly own: readonly OwnLeaver[];
}

/** A room that its steward neither made nor took over: what a person decides by whether it is needed. */
export interface HandMadeRoom {
    readonly roomId: string;
    readonly name: string | null;
    readonly version: string;
    readonly settings: RoomSettings;
    /** Invited or joined. */
    readonly members: readonly string[];
    readonly isSpace: boolean;
    /** Neither for everyday talk nor a space: a channel, an emergency room. */
    readonly isSpecial: boolean;
    /** People of this server who may keep it. */
    readonly keepers: readonly string[];
    /** Rooms a space leads to. */
    readonly children: readonly string[];
}

/** One agency's homeserver, as its administrator may steer it. Waits out rate limits as long as the server asks. */
export interface AgencyServer {
    readonly serverName: string;
    /** Who the token's owner is, and what time the server has. */
    identify(): Promise<Result<{ readonly operator: string; readonly nowMs: number }, ServerFailure>>;
    /** Makes the steward, as an administrator of the server, and the register where they are missing. Nothing else may be changed before. */
    prepare(): Promise<Result<void, ServerFailure>>;
    observe(wanted: {
        readonly identitiesOf: readonly string[];
        /** Accounts that may be suspended, which the list of accounts does not say. */
        readonly suspensionOf: readonly string[];
        /** Accounts that may be hidden from other agencies' directories. */
        readonly listingOf?: readonly string[];
        /** Rooms made by hand that a manifest names. */
        readonly handMade?: readonly string[];
        /** People of partners whose account may have ended. */
        readonly endedOf?: readonly string[];
    }): Promise<Result<Omit<ObservedServer, "agency">, ServerFailure>>;
    /** Every room an account of this server is in or invited to. */
    roomsOf(userId: string): Promise<Result<readonly RoomOfPerson[], ServerFailure>>;
    /** Asks much of a server with many rooms. */
    leavers(): Promise<Result<Leavers, ServerFailure>>;
    /** Those taken over are no longer among them. By every account's rooms, which takes a request for each of both. */
    handMadeRooms(): Promise<Result<readonly HandMadeRoom[], ServerFailure>>;
    /** The first accounts whose id or name has the text in it, ended ones included; at most {@link FOUND_AT_MOST}. */
    findAccounts(text: string): Promise<Result<FoundAccounts, ServerFailure>>;
    links(): Promise<Result<readonly FederationLink[], ServerFailure>>;
    /** Tries another server now instead of when its turn comes; whether it answers, `links` shows. */
    retryLink(serverName: string): Promise<Result<void, ServerFailure>>;
    /** By every account's rooms, which takes a request for each of both. */
    orphanedRooms(): Promise<Result<readonly OrphanedRoom[], ServerFailure>>;
    /** Done means that the server said so; `observe` shows whether it is. */
    perform(command: ServerCommand): Promise<Result<void, ServerFailure>>;
    /** Adds to the register's own history, whose order the server fixes once for all. Answers the entry's id. */
    claim(content: ClaimContent): Promise<Result<string, ServerFailure>>;
    /** The newest claims, oldest first, with the server's own times. */
    claims(): Promise<Result<readonly ClaimEvent[], ServerFailure>>;
    appendAudit(entry: Readonly<Record<string, unknown>>): Promise<Result<void, ServerFailure>>;
    /** Oldest first. */
    readAudit(): Promise<Result<readonly unknown[], ServerFailure>>;
}
