/** Our own names on the wire (protocol 2, 3, 5 and 7). */
export const wire = {
    /** 128 random bits, base64url: showing and counting happen once per (sender, id). */
    id: "org.valise.id",
    /** The room the message was written for, inside the ciphertext. */
    room: "org.valise.room",
    /** `m.relates_to` as the sender wrote it; the one outside can be rewritten by a server. */
    relation: "org.valise.relates_to",
    /** State of an agency's trust room (protocol 4): the bundle; a status list `{token}` under its uri. */
    trustBundle: "org.valise.trust.bundle",
    trustStatus: "org.valise.trust.status",
    /** The same room: an officer's acts for the status service, `{token}` under the officer's key id. */
    trustActs: "org.valise.trust.acts",
    /** The same room, by its steward, `{ended}` under a user id without its @: that account has ended, and an officer is to revoke. */
    trustLeaver: "org.valise.trust.leaver",
    /** To-device, encrypted: newer trust data for whoever has older, `{bundle?, lists}`. */
    trustOffer: "org.valise.trust.offer",
    /** To-device, encrypted, to the officers of one's agency: `{id, want, roles, note, mxk}`. */
    clearanceRequest: "org.valise.clearance.request",
    /** The same: `{id, roomId, eventId, label, note, known, readers, moreReaders}`, never a word of the message. */
    spillReport: "org.valise.spill.report",
    /** To-device, encrypted, to another officer: `{text}`, a signature file with one request that its sender has begun. */
    signatureAsk: "org.valise.signature.ask",
    /** Account data: one's clearance for one's other devices, sealed under the identity's own key. */
    clearance: "org.valise.clearance",
    /** Room state in clear: a signed statement, state key empty. */
    charter: "org.valise.charter",
    /** Room state in clear: `{presentation}`, state key its writer's own id. */
    presentation: "org.valise.clearance",
    /** Room state in clear: a signed statement under a key made from its payload. */
    admission: "org.valise.admission",
    /** The same, of kind `break-glass`. */
    glass: "org.valise.glass",
    /** To-device, in clear: `{room, type, key}` of state that one's own homeserver holds without its content. */
    stateRepeat: "org.valise.state.repeat",
    /** To-device, encrypted: `{room, membership}`, the event by which its receiver was in a room that the sender took them out of. */
    removed: "org.valise.removed",
    /** In a room's creation content: which opening of its creator it belongs to. */
    opening: "org.valise.opening",
    /** Field of a profile, `true`: other agencies do not find this person in their directory. */
    unlisted: "org.valise.unlisted",
    /** Who wrote a forwarded message, and when, as the one who forwards it says. */
    forwarded: "org.valise.forwarded",
    /** Words of another room that a message answers, with their label, as the one who quotes them says. */
    quoted: "org.valise.quoted",
} as const;
