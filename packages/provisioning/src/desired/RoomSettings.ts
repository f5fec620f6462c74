/** Who comes in without being invited by someone. Spaces are named by room id, or by key while they do not exist. */
export type JoinRule =
    | { readonly kind: "invite" }
    | { readonly kind: "spaces"; readonly spaces: readonly string[] }
    /** Found on a server, never made: everybody, or by a rule this program does not know. */
    | { readonly kind: "public" }
    | { readonly kind: "other"; readonly rule: string };

export interface Power {
    readonly users: Readonly<Record<string, number>>;
    readonly events: Readonly<Record<string, number>>;
    readonly usersDefault: number;
    readonly eventsDefault: number;
    readonly stateDefault: number;
    readonly invite: number;
    readonly kick: number;
    readonly ban: number;
    readonly redact: number;
}

export interface Encryption {
    readonly periodMs: number | null;
    readonly messages: number | null;
    /** Names and topics are encrypted as well (MSC4362). */
    readonly state: boolean;
}

export interface PolicyServerRef {
    readonly server: string;
    /** Ed25519, unpadded base64. */
    readonly publicKey: string;
}

/** What a room's state says about access, and the little it may say in clear. */
export interface RoomSettings {
    /** `null`: nothing in clear, since the room is labelled and its name is encrypted state. */
    readonly name: string | null;
    readonly join: JoinRule;
    readonly history: string;
    readonly guests: boolean;
    readonly encryption: Encryption | null;
    readonly power: Power;
    /** Servers that may take part; `null`: no server ACL. */
    readonly servers: readonly string[] | null;
    /** Whose policy server judges what servers send into it (MSC4284); `null`: each server's own alone. */
    readonly policy: PolicyServerRef | null;
    /** Seconds after which servers delete messages; `null`: never. */
    readonly maxAgeS: number | null;
}
export type SettingName = keyof RoomSettings;

/** In the order in which they are put right: what closes a room comes before what merely describes it. */
export const settingNames: readonly SettingName[] = [
    "history",
    "guests",
    "join",
    "encryption",
    "power",
    "servers",
    "policy",
    "maxAgeS",
    "name",
];
