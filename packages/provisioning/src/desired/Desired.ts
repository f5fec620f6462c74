import type { CharterWish } from "@valise/clearance";
import type { Position } from "../manifest/ManifestRefusal.ts";
import type { ServerLimits } from "../manifest/manifestSchema.ts";
import type { RoomSettings } from "./RoomSettings.ts";

export interface DesiredAgency {
    readonly id: string;
    /** As attestations and charters name it. */
    readonly urn: string;
    readonly name: string;
    readonly server: string;
    /** The account that creates its rooms and orphans none: an additional creator wherever the agency takes part. */
    readonly steward: string;
}

export type AccountState = "active" | "suspended" | "locked";
export interface DesiredAccount {
    readonly userId: string;
    readonly agency: string;
    readonly displayName: string;
    readonly state: AccountState;
    readonly groups: readonly string[];
    /** Label notation; what is expected, not what is attested. */
    readonly clearance: string | null;
    /** Day (UTC) on which it ends. */
    readonly expires: string | null;
    /** The account at another agency that this one takes the place of. */
    readonly from: string | null;
    /** Whether other agencies find them in their directory of people (SPEC 1.15). */
    readonly isListed: boolean;
}

/** A charter as the manifest wishes it, before a room id exists. */
export type CharterWishWithoutRoom = Omit<CharterWish, "room">;

export type RoomKind = "room" | "channel" | "space" | "trust";

/** Rooms in which nobody talks: whether their timeline is encrypted is all the same. */
export const isSilent = (kind: RoomKind): boolean => kind === "space" || kind === "trust";
export interface DesiredRoom {
    /** `rooms/east-desk`. */
    readonly key: string;
    readonly kind: RoomKind;
    readonly agency: string;
    readonly title: string;
    readonly space: string | null;
    /** People who shall be in it, stewards not counted; sorted. */
    readonly members: readonly string[];
    /** Whoever is in one of its spaces may join besides. */
    readonly isOpenToSpaces: boolean;
    readonly stewards: readonly string[];
    readonly settings: RoomSettings;
    readonly charter: CharterWishWithoutRoom | null;
    /** Label notation for people; `null` without charter. */
    readonly label: string | null;
    /** Room id of one that was made by hand and is taken over instead of making another (SPEC 4.10). */
    readonly adopts: string | null;
}

/** Something with no object of its own on the server: kept in the register and, where it is signed, as a statement. */
export interface DesiredRecord {
    /** `groups/east-desk`, `duties/mfa/operations`. */
    readonly key: string;
    readonly agency: string;
    readonly title: string;
    readonly value: Readonly<Record<string, string | readonly string[]>>;
}

/** A template or a directory: content that an officer signs and clients read from the agency's space. */
export interface DesiredStatement {
    /** `templates/evacuation`, `directories/mfa`. */
    readonly key: string;
    readonly kind: "template" | "directory";
    readonly agency: string;
    readonly title: string;
    readonly content: Readonly<Record<string, unknown>>;
}

export interface DesiredServers {
    /** Servers that may be spoken to; `null`: the manifest does not say. */
    readonly allow: readonly string[] | null;
    readonly limits: ServerLimits;
}

/** A whole manifest, resolved: every reference followed, every default filled in, everything sorted by code unit. */
export interface Desired {
    readonly community: string;
    readonly revision: number | null;
    readonly agencies: readonly DesiredAgency[];
    /** Files of each homeserver, which no admin API changes: `valise stack generate --manifest` writes them. */
    readonly servers: DesiredServers;
    readonly accounts: readonly DesiredAccount[];
    readonly rooms: readonly DesiredRoom[];
    readonly records: readonly DesiredRecord[];
    readonly statements: readonly DesiredStatement[];
    /** Where a key stands in the manifest. */
    locate(key: string): Position;
}

export const urnOfAgency = (id: string): string => `urn:valise:agency:${id}`;
export const urnOfCommunity = (id: string): string => `urn:valise:community:${id}`;
export const STEWARD = "steward";
