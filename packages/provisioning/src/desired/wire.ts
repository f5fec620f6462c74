/** Names on the wire that provisioning decides about. */
export const wire = {
    /** In `m.room.create`: which object of which agency's manifest a room is. In the register: one entry. */
    managed: "org.valise.managed",
    charter: "org.valise.charter",
    admission: "org.valise.admission",
    clearance: "org.valise.clearance",
    /** Signed templates and directories, in the owner agency's space. */
    template: "org.valise.template",
    directory: "org.valise.directory",
    /** State of a trust room (protocol 4). */
    trustBundle: "org.valise.trust.bundle",
    trustStatus: "org.valise.trust.status",
    trustActs: "org.valise.trust.acts",
    /**
     * The same, by its steward: `{ended: true}` under a user id without its @, that the account has ended and an officer must
     * revoke; `{cleared: {USER: asked at}}` under a partner's server name, who of theirs is in no room here (SPEC 4.13).
     */
    trustLeaver: "org.valise.trust.leaver",
} as const;

/** Power that single event types ask in every room we make (protocol 5). */
export const eventPowers: Readonly<Record<string, number>> = {
    [wire.clearance]: 0,
    [wire.admission]: 50,
    [wire.charter]: 50,
    "m.room.encryption": 100,
    "m.room.history_visibility": 100,
    "m.room.power_levels": 100,
    "m.room.server_acl": 100,
    "m.room.tombstone": 150,
};

/** In channels alone, sending is a power; elsewhere encrypted state shares the type and must stay open (protocol 5). */
export const channelPowers: Readonly<Record<string, number>> = { ...eventPowers, "m.room.encrypted": 50 };
