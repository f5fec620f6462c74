/** A Synapse process beside the main one, and the requests that are sent to it. */
export interface WorkerRole {
    readonly name: string;
    /** What its listener serves; empty: it only follows replication. */
    readonly resources: readonly ("client" | "federation" | "media")[];
    /** Other processes send it work over replication, so it must listen for them. */
    readonly takesReplication: boolean;
    /** Paths (nginx regular expressions) that go to it instead of the main process, clients' and partners' apart. */
    readonly clientPaths: readonly string[];
    readonly federationPaths: readonly string[];
    /** Keys of its own configuration file. */
    readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * The five that a ministry of some thousand people needs: long polls, writing events, talking to and hearing from partners,
 * and files. Paths after Synapse's own documentation of workers ("Available worker applications").
 */
export const workerRoles: readonly WorkerRole[] = [
    {
        name: "sync1",
        resources: ["client"],
        takesReplication: false,
        clientPaths: [
            "^/_matrix/client/(r0|v3)/sync$",
            "^/_matrix/client/unstable/org.matrix.simplified_msc3575/sync$",
            "^/_matrix/client/(r0|v3)/rooms/[^/]+/(messages|members|joined_members)$",
            "^/_matrix/client/(r0|v3|unstable)/keys/(query|changes|claim)$",
        ],
        federationPaths: [],
        settings: {},
    },
    {
        name: "events1",
        resources: [],
        takesReplication: true,
        clientPaths: [],
        federationPaths: [],
        settings: {},
    },
    {
        name: "fedsend1",
        resources: [],
        takesReplication: false,
        clientPaths: [],
        federationPaths: [],
        settings: {},
    },
    {
        name: "fedread1",
        resources: ["federation"],
        takesReplication: false,
        clientPaths: [],
        federationPaths: ["^/_matrix/federation/(v1|v2)/"],
        settings: {},
    },
    {
        name: "media1",
        resources: ["media", "client", "federation"],
        takesReplication: false,
        clientPaths: ["^/_matrix/media/", "^/_matrix/client/v1/media/"],
        federationPaths: ["^/_matrix/federation/v1/media/"],
        settings: { enable_media_repo: true },
    },
];
