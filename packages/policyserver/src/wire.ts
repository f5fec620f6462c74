/** State that a decision reads. */
export const wire = {
    create: "m.room.create",
    member: "m.room.member",
    encryption: "m.room.encryption",
    encrypted: "m.room.encrypted",
    charter: "org.valise.charter",
    admission: "org.valise.admission",
    glass: "org.valise.glass",
} as const;

/** The only state that goes out encrypted (protocol 5); all else a server and every client must be able to read. */
export const encryptableState: ReadonlySet<string> = new Set([
    "m.room.name",
    "m.room.topic",
    "m.room.avatar",
    "m.room.pinned_events",
    "org.valise.phase",
]);

/** What a timeline may hold in clear though its room is encrypted: it says nothing, or is no talk of people. */
export const clearTypes: ReadonlySet<string> = new Set([
    "m.room.encrypted",
    "m.room.redaction",
    "org.valise.provisioning.lock",
    "org.valise.provisioning.audit",
]);

/** Stock clients react in clear. In a room with a charter that is content all the same. */
export const clearWithoutCharter = "m.reaction";
