/** Our own names on the wire (protocol 5 and 7). */
export const wire = {
    /** 128 random bits, base64url: showing and counting happen once per (sender, id). */
    id: "org.valise.id",
    /** The room the message was written for, inside the ciphertext. */
    room: "org.valise.room",
    /** `m.relates_to` as the sender wrote it; the one outside can be rewritten by a server. */
    relation: "org.valise.relates_to",
} as const;
