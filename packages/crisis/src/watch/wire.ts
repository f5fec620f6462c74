import { z } from "zod";
import { broadcastRef } from "../broadcast/wire.ts";
import {
    agencyId,
    digest,
    id128,
    line,
    prose,
    roleName,
    seconds,
    texts,
    token,
    unique,
    userId,
} from "../encoding/fields.ts";

/** State event of a directory statement; state key = agency and part (SPEC 13.1). */
export const DIRECTORY_TYPE = "org.valise.directory";
/** State event of a handover statement; state key = agency and duty role (SPEC 13.4). */
export const HANDOVER_TYPE = "org.valise.handover";
/** Room event, in the cell's ledger room, of what one watch leaves the next (SPEC 13.6). */
export const CAPSULE_TYPE = "org.valise.watch.capsule";

const names = texts(line(120));
const seq = z.int().min(1);

export const directorySchema = z
    .strictObject({
        agency: agencyId,
        /** Which part of the agency's directory: each has its own `seq`. */
        part: token,
        seq,
        iat: seconds,
        posts: z.array(z.strictObject({ id: roleName, names })).max(200),
        roles: z
            .array(
                z.strictObject({
                    id: roleName,
                    post: roleName.optional(),
                    names,
                    /** Who may hold it. */
                    eligible: unique(userId, 64),
                    deputies: unique(userId, 16),
                    /** Listed to other agencies without the holder's name. */
                    pseudonym: line(60).optional(),
                }),
            )
            .max(200),
        people: z
            .array(z.strictObject({ sub: userId, post: roleName.optional(), deputies: unique(userId, 16) }))
            .max(500),
    })
    .refine(({ roles }) => new Set(roles.map(({ id }) => id)).size === roles.length, { path: ["roles"] })
    .refine(({ people }) => new Set(people.map(({ sub }) => sub)).size === people.length, { path: ["people"] });

export const handoverSchema = z
    .strictObject({
        agency: agencyId,
        role: roleName,
        iat: seconds,
        /** Who gives the watch; `null`: it was nobody's. */
        from: userId.nullable(),
        /** Who takes it; `null`: it stays empty. */
        to: userId.nullable(),
        /** When the taker means to hand on, and to whom. */
        until: seconds.optional(),
        next: userId.optional(),
        /** Names the capsule that both have read (SPEC 13.6). */
        capsule: digest.optional(),
    })
    .refine(({ from, to }) => from !== to, { path: ["to"] })
    .refine(({ iat, until }) => until === undefined || until > iat, { path: ["until"] });

export const capsuleSchema = z.strictObject({
    v: z.literal(1),
    role: roleName,
    iat: seconds,
    /** Broadcasts in force, and how many of one's own people have not answered each. */
    alerts: z.array(z.strictObject({ broadcast: broadcastRef, unanswered: z.int().nonnegative() })).max(64),
    /** Entries of the log that wait: decisions and tasks. */
    pending: z.array(z.strictObject({ author: userId, seq })).max(200),
    crises: unique(id128, 16),
    note: prose(4_000).optional(),
});

/** Payload of a `directory` statement (SPEC 13.1). */
export type DirectoryWire = z.infer<typeof directorySchema>;
/** Payload of a `handover` statement (SPEC 13.4). */
export type HandoverWire = z.infer<typeof handoverSchema>;
/** What a watch leaves the next (SPEC 13.6). */
export type CapsuleWire = z.infer<typeof capsuleSchema>;
