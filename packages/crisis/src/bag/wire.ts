import { z } from "zod";
import { agencyId, digest, eventId, id128, roomId, seconds, unique, userId } from "../encoding/fields.ts";

/** Ending of a bag's file name. */
export const BAG_SUFFIX = ".valise";
export const MAX_BAG_BYTES = 32 * 1024 * 1024;
export const MAX_BAG_ITEMS = 50_000;

const json = z.record(z.string(), z.json());
const device = z.string().min(1).max(255);
const event = {
    event_id: eventId,
    room_id: roomId,
    sender: userId,
    origin_server_ts: z.int().nonnegative(),
    content: json,
};

export const bagItem = z.discriminatedUnion("t", [
    /** A room event as servers hold it: ciphertext. */
    z.strictObject({ t: z.literal("event"), event: z.strictObject({ type: z.literal("m.room.encrypted"), ...event }) }),
    /** A room's signed, public state: charter, admission, presentation. */
    z.strictObject({
        t: z.literal("state"),
        event: z.strictObject({
            type: z.string().regex(/^org\.valise\.[a-z.]{1,64}$/),
            state_key: z.string().max(255),
            ...event,
        }),
    }),
    /** An Olm message to one device, with room keys in it. */
    z.strictObject({ t: z.literal("olm"), to: userId, device, sender: userId, content: json }),
    /** Device and identity keys, as a key query answers them. */
    z.strictObject({
        t: z.literal("keys"),
        user: userId,
        deviceKeys: z.array(json).max(100),
        masterKey: json,
        selfSigningKey: json,
    }),
    z.strictObject({ t: z.literal("bundle"), bundle: json }),
    z.strictObject({ t: z.literal("list"), list: z.string().max(262_144) }),
    /** A device that this bag cannot open for, since there is no Olm session with it. */
    z.strictObject({ t: z.literal("unreachable"), user: userId, device }),
]);

export const bagPayload = z.strictObject({
    bag: id128,
    iat: seconds,
    from: userId,
    to: unique(agencyId, 64).min(1),
    items: z.int().nonnegative().max(MAX_BAG_ITEMS),
    /** Of all bytes after the first line. */
    contents: digest,
});

export const bagHeader = z.strictObject({ valise: z.literal("bag"), v: z.literal(1), statement: z.unknown() });

/** One thing in a bag (SPEC 18.3): nothing in clear that servers do not hold in clear. */
export type BagItem = z.infer<typeof bagItem>;
/** Payload of a `bag` statement (SPEC 18.2). */
export type BagWire = z.infer<typeof bagPayload>;
