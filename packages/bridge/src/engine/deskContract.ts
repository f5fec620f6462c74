import { z } from "zod";
import { eventId, labelNotation, method, nothing, roomId, secret, shortText, statement, userId } from "./fields.ts";

const trustShown = z.strictObject({
    community: z.string(),
    seq: z.int(),
    issuedAtMs: z.number(),
    expiresAtMs: z.number(),
    digest: z.string(),
    /** Thumbprints of the community's keys that signed it, and how many of the configured ones must. */
    signedBy: z.array(z.string()),
    threshold: z.int(),
    agencies: z.array(
        z.strictObject({
            id: z.string(),
            name: z.string(),
            servers: z.array(z.string()),
            roots: z.array(z.strictObject({ kid: z.string(), fromMs: z.number(), untilMs: z.number() })),
            /** The highest level it may attest, one of each policy, in the policy's words. */
            ceilings: z.array(z.string()),
            lists: z.array(
                z.strictObject({
                    uri: z.string(),
                    seq: z.int().nullable(),
                    issuedAtMs: z.number().nullable(),
                    expiresAtMs: z.number().nullable(),
                }),
            ),
            statusKeys: z.array(z.string()),
            /** Whether its crisis authorities may call people into rooms by themselves. */
            callsInCrisis: z.boolean(),
        }),
    ),
    /** `known`: the policy's document here is the one that the bundle names. */
    policies: z.array(z.strictObject({ name: z.string(), levels: z.int(), digest: z.string(), known: z.boolean() })),
    equals: z.array(z.strictObject({ from: z.string(), to: z.string() })),
});
const signatureFile = z.string().max(50_000_000);
/** A row of a file of clearances to issue. */
const wishRow = z.strictObject({
    /** Line in the file, from 1. */
    line: z.int(),
    userId,
    want: labelNotation,
    roles: z.array(shortText).max(32),
    identityCode: shortText.nullable(),
    /** Calendar day (UTC) the clearance ends with. */
    until: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable(),
});

/** What a security officer asks of the engine; part of its contract. */
export const deskMethods = {
    /** For a security officer's desk: what the homeserver shows now as people's identities (asked afresh). */
    readIdentities: method(
        z.strictObject({ userIds: z.array(userId).min(1).max(500) }),
        z.array(z.strictObject({ userId, masterKey: z.string().nullable(), deviceIds: z.array(z.string()) })),
    ),
    /** Hands a clearance to its holder, encrypted to the devices that the attested identity has signed. */
    deliverClearance: method(
        z.strictObject({ text: z.string().min(1).max(49_152) }),
        /** The devices it was sent to. */
        z.strictObject({ deviceIds: z.array(z.string()) }),
    ),
    /** Puts an officer's key, certificate and register into this account and unlocks them. */
    openDesk: method(
        z.strictObject({
            keyFile: z.string().min(1).max(8192),
            delegation: z.string().min(1).max(8192),
            passphrase: secret,
            /** Null: a new one is begun, or the one that is here goes on. */
            register: z.string().max(50_000_000).nullable(),
            /** `keystore`: from now on the desktop keystore's key opens it, which was handed over just before. */
            keptBy: z.enum(["passphrase", "keystore"]).default("passphrase"),
        }),
        z.void(),
    ),
    /** Null where the keystore keeps what opens the key: it was handed over just before. */
    unlockDesk: method(z.strictObject({ passphrase: secret.nullable() }), z.void()),
    lockDesk: method(nothing, z.void()),
    /** Decides and, unless `dryRun`, signs, records and hands over. Refused by its code, an identity alarm among them. */
    issueClearance: method(
        z.strictObject({
            userId,
            want: labelNotation,
            roles: z.array(shortText).max(32),
            /** As the person read or showed it to the officer. */
            identityCode: shortText.nullable(),
            days: z.int().min(1).max(366),
            /** The request that this answers. */
            requestId: shortText.nullable(),
            dryRun: z.boolean(),
        }),
        z.strictObject({
            identity: z.enum(["checked", "not-checked"]),
            expiresAtMs: z.number(),
            gains: z.array(z.string()),
            loses: z.array(z.string()),
            /** Devices of the person it was sent to. */
            deviceIds: z.array(z.string()),
        }),
    ),
    /** Reads a file of clearances to issue (clearance SPEC 12.9) and changes nothing; `reason` names what was not understood. */
    readWishes: method(
        z.strictObject({ text: z.string().max(2_000_000) }),
        z.discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("rows"), rows: z.array(wishRow) }),
            z.strictObject({
                kind: z.literal("csv-invalid"),
                line: z.int(),
                column: z.int(),
                reason: z.enum(["header", "quote", "cells", "user", "clearance", "until", "twice", "empty"]),
            }),
        ]),
    ),
    /** As `issueClearance`, for some rows of a file: each decided by itself, an outcome for each and in their order. */
    issueClearances: method(
        z.strictObject({
            rows: z.array(wishRow).min(1).max(50),
            days: z.int().min(1).max(366),
            dryRun: z.boolean(),
        }),
        z.array(
            z.strictObject({
                userId,
                /** Of the refusal; null where it was issued, or would be. */
                code: z.string().nullable(),
                identity: z.enum(["checked", "not-checked"]).nullable(),
                expiresAtMs: z.number().nullable(),
                gains: z.array(z.string()),
                loses: z.array(z.string()),
                deviceIds: z.array(z.string()),
            }),
        ),
    ),
    /** Every clearance of the person that is still to hold. In effect with the next status list. */
    changeStanding: method(
        z.strictObject({
            userId,
            act: z.enum(["revoked", "suspended", "reinstated"]),
            reason: z.string().max(1000),
        }),
        z.void(),
    ),
    /** Asks the servers now for the identities of all holders, and records an alarm for each that changed. */
    checkIdentities: method(nothing, z.strictObject({ changed: z.array(userId) })),
    declineRequest: method(z.strictObject({ id: shortText }), z.void()),
    /** Tells the officers of one's agency who could have read a message of one's own: never its words. */
    reportSpill: method(
        z.strictObject({
            roomId,
            eventId,
            /** Of the message, as it is shown; null: the room's. */
            label: labelNotation.nullable(),
            note: z.string().max(1000),
        }),
        z.void(),
    ),
    /** What had to be done was done. It stays listed. */
    closeSpill: method(z.strictObject({ id: shortText }), z.void()),
    /** The trust bundle in use, for reading: who is trusted to attest what, by which keys, and until when. */
    readTrust: method(nothing, trustShown),
    /** Entries of the register, newest first: those before a number, or the newest. */
    listRegister: method(
        z.strictObject({ before: z.int().nullable(), limit: z.int().min(1).max(500) }),
        z.strictObject({
            rows: z.array(
                z.strictObject({
                    seq: z.int(),
                    atMs: z.number(),
                    by: z.string(),
                    kind: z.enum(["issued", "revoked", "suspended", "reinstated", "signed", "identity-alarm"]),
                    userId: userId.nullable(),
                    /** Claims, reason, or what was signed. */
                    detail: z.string(),
                }),
            ),
            more: z.boolean(),
        }),
    ),
    /** Hands a request that oneself has signed to another officer's devices: to be signed while that counts, or back. */
    askSignature: method(z.strictObject({ userId, text: z.string().max(45_000) }), z.void()),
    /** Reads what an administrator asks to be signed (clearance SPEC 12.7), and changes nothing. */
    readSignatures: method(
        z.strictObject({ text: signatureFile }),
        z.discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("malformed"), path: z.string() }),
            z.strictObject({
                kind: z.literal("file"),
                rows: z.array(
                    z.strictObject({
                        id: z.string(),
                        kind: z.string(),
                        role: z.string(),
                        audience: z.string(),
                        signers: z.int(),
                        signedCount: z.int(),
                        isOpen: z.boolean(),
                        /** When the first of its signatures was made; the others follow within two minutes. */
                        begunAtMs: z.number().nullable(),
                        /** Once nobody has to sign any more and every signature holds here: what is filed in the room. */
                        statement: statement.nullable(),
                        /** Why the signatures of all do not hold here; null while they do, or while somebody is to sign. */
                        code: z.string().nullable(),
                        /** What somebody says of it. */
                        summary: z.string(),
                        /** What would be signed, for reading. Null: too long to be shown whole, and refused to be signed. */
                        payload: z.string().nullable(),
                    }),
                ),
            }),
        ]),
    ),
    /** Signs one request of the file with one's own clearance; answers the file with the signature in it. */
    signRequest: method(z.strictObject({ text: signatureFile, id: shortText }), z.strictObject({ text: z.string() })),
    /** The register as text, its chain checked. */
    readRegister: method(nothing, z.strictObject({ text: z.string(), head: z.string().nullable() })),
} as const;
