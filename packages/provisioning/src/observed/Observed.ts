import type { StatementWire } from "@valise/clearance";
import type { RoomSettings } from "../desired/RoomSettings.ts";

export interface ObservedAccount {
    readonly userId: string;
    readonly displayName: string | null;
    readonly isAdmin: boolean;
    readonly isLocked: boolean;
    readonly isSuspended: boolean;
    readonly isDeactivated: boolean;
    /** Hidden from other agencies' directories; only of those asked for. */
    readonly isUnlisted: boolean;
}

export type Membership = "join" | "invite" | "ban" | "knock";

/** What nobody can change about a room that a person made by hand. */
export interface HandMadeOrigin {
    readonly version: string;
    /** Who stands above all power levels for good, from version 12 on. */
    readonly creators: readonly string[];
}

export interface LastChange {
    readonly by: string;
    readonly atMs: number;
}

/** A room of the agency's steward, made by it or taken over: what its server holds of it. */
export interface ObservedRoom {
    readonly roomId: string;
    /** From the create event, which nobody can change; of one that was taken over, from the register. */
    readonly mark: string;
    /** `null`: made by the steward. */
    readonly byHand: HandMadeOrigin | null;
    readonly isSpace: boolean;
    readonly settings: RoomSettings;
    /** Who changed it last and when, as its server says; a setting by its name, a person as `members.USER`. */
    readonly changes: Readonly<Record<string, LastChange>>;
    /** Everybody but those who left. */
    readonly members: Readonly<Record<string, Membership>>;
    /** Room ids a space leads to. */
    readonly children: readonly string[];
    readonly charter: StatementWire | null;
    readonly admissions: readonly StatementWire[];
    /** Signed templates and directories, by state key. */
    readonly statements: Readonly<Record<string, StatementWire>>;
}

/** A room of the server that is not managed here: just what a drift report needs. */
export interface UnmanagedRoom {
    readonly roomId: string;
    readonly isOpen: boolean;
    readonly isWorldReadable: boolean;
}

/** One entry of the register: what was applied, on the server itself. */
export type RegisterEntry = Readonly<Record<string, unknown>>;

/** All that a plan needs to know of one agency's server at one time. */
export interface ObservedServer {
    readonly agency: string;
    readonly serverName: string;
    /** Whose token was used: the admin who runs this. */
    readonly operator: string;
    /** The server's own time. */
    readonly nowMs: number;
    readonly hasSteward: boolean;
    readonly accounts: readonly ObservedAccount[];
    readonly rooms: readonly ObservedRoom[];
    readonly unmanaged: readonly UnmanagedRoom[];
    /** The agency's trust room where no manifest manages it: its steward made it all the same (protocol 4). */
    readonly unmanagedTrust: ObservedRoom | null;
    /** Rooms made by hand that were asked for and are not managed yet; without a mark. */
    readonly handMade: readonly ObservedRoom[];
    readonly register: Readonly<Record<string, RegisterEntry>>;
    /** People of partners, among those asked for, whose account has ended as their own server says. */
    readonly ended: readonly string[];
    /** Cross-signing master keys of the people asked for; missing: they have not signed in yet, or cannot be reached. */
    readonly identities: Readonly<Record<string, string>>;
}
