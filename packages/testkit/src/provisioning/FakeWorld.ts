import type { ClaimEvent, ObservedAccount, ObservedRoom, RegisterEntry } from "@valise/provisioning";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface FakeRoom extends Mutable<ObservedRoom> {
    members: Record<string, "join" | "invite" | "ban">;
    children: string[];
    admissions: ObservedRoom["admissions"][number][];
    statements: Record<string, ObservedRoom["admissions"][number]>;
    readonly creator: string;
    readonly stewards: readonly string[];
    isRetired: boolean;
}

export interface FakeHomeserver {
    readonly serverName: string;
    readonly accounts: Map<string, Mutable<ObservedAccount>>;
    readonly register: Map<string, RegisterEntry>;
    readonly claims: ClaimEvent[];
    readonly audit: Readonly<Record<string, unknown>>[];
    readonly identities: Map<string, string>;
    /** Accounts whose sessions were ended, in order. */
    readonly ended: string[];
    /** What its trust room says of its own people whose account has ended: when that was said. */
    readonly leavers: Map<string, number>;
    /** And of partners' people who are in no room here, by their server. */
    readonly cleared: Map<string, Readonly<Record<string, number>>>;
    hasSteward: boolean;
}

/** Federated homeservers in memory: rooms are one for all, accounts and registers each server's own. */
export interface FakeWorld {
    readonly servers: Map<string, FakeHomeserver>;
    readonly rooms: Map<string, FakeRoom>;
    nowMs: number;
    /** Counts up; makes ids. */
    counter: number;
}

export const createFakeWorld = (): FakeWorld => ({
    servers: new Map(),
    rooms: new Map(),
    nowMs: 1_800_000_000_000,
    counter: 0,
});

export function addHomeserver(world: FakeWorld, serverName: string): FakeHomeserver {
    const operator = `@admin:${serverName}`;
    const server: FakeHomeserver = {
        serverName,
        accounts: new Map([[operator, fakeAccount(operator, { displayName: "Administrator", isAdmin: true })]]),
        register: new Map(),
        claims: [],
        audit: [],
        identities: new Map(),
        ...{ ended: [], leavers: new Map(), cleared: new Map() },
        hasSteward: false,
    };
    world.servers.set(serverName, server);
    return server;
}

export const fakeAccount = (userId: string, said: Partial<ObservedAccount> = {}): Mutable<ObservedAccount> => ({
    userId,
    displayName: userId,
    isAdmin: false,
    isLocked: false,
    isSuspended: false,
    isDeactivated: false,
    isUnlisted: false,
    ...said,
});
