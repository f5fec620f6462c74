import { z } from "zod";
import { adminMethods } from "./adminContract.ts";
import { alarmPolicySchema } from "./alarmPolicy.ts";
import { crisisMethods } from "./crisisContract.ts";
import { deskMethods } from "./deskContract.ts";
import {
    bytes,
    deviceId,
    eventId,
    exportWords,
    labelNotation,
    messageText,
    method,
    nothing,
    roomId,
    secret,
    sendKey,
    shortText,
    statement,
    userId,
} from "./fields.ts";

const agencyTrust = z.strictObject({
    roomId: shortText.regex(/^!/),
    agencyUrn: shortText.regex(/^urn:/),
    officers: z.array(shortText).max(64).readonly(),
});
/** An agency of the managed configuration: the same in the worker's input, the web build's file and the desktop's. */
export const agencySchema = z.strictObject({
    id: shortText,
    name: shortText,
    serverName: shortText,
    clientUrl: z.url().max(2048),
    adminUrl: z.url().max(2048).nullable().optional(),
    steward: shortText.nullable().optional(),
    trust: agencyTrust.nullable().optional(),
    alarms: alarmPolicySchema.nullable().optional(),
});
export const communityTrustSchema = z.strictObject({
    community: shortText.regex(/^urn:/),
    keys: z
        .array(z.string().regex(/^[A-Za-z0-9_-]{43}$/))
        .min(1)
        .max(16)
        .readonly(),
    threshold: z.int().min(1).max(16),
    floorSeq: z.int().min(0),
});
const markingSnapshot = z.strictObject({
    label: z.string().nullable(),
    text: z.string(),
    portion: z.string(),
    field: z.string(),
    ink: z.string(),
    handling: z.string().nullable(),
});

/** In an exercise: this is real (NO-DUFF), and shown so beside what is not. Says nothing elsewhere, where all is real. */
const noDuff = z.boolean().default(false);

/** How the engine's own store is protected at rest: by a 32-byte key from the desktop keystore, or by a passphrase. */
const storeProtection = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("key"), key: bytes }),
    z.strictObject({ kind: z.literal("passphrase"), passphrase: secret }),
    /** Plain web build with the person's consent: a non-extractable key kept by the browser. */
    z.strictObject({ kind: z.literal("browser") }),
]);

/**
 * Everything a page, a script or a test may ask of the session engine.
 * Every call resolves to a Result whose refusal is an `EngineFailure`; none throws for an expected refusal.
 */
export const engineContract = {
    /**
     * Opens the store and goes on with the session in it, without network. Idempotent.
     * `protection: null`: the host was given the key by another way (desktop keystore), or asks for it (`locked`).
     * In the plain web build a first sign-in is preceded by `unlock` with the protection the person chose.
     */
    start: method(
        z.strictObject({
            agencies: z.array(agencySchema).min(1).max(64),
            trust: communityTrustSchema.nullable().default(null),
            protection: storeProtection.nullable(),
        }),
        z.void(),
    ),
    /** Opens a `locked` store. `wrong key` leaves everything as it was. */
    unlock: method(z.strictObject({ protection: storeProtection }), z.void()),
    signIn: method(
        z.strictObject({ agencyId: shortText, user: shortText.min(1), password: secret, deviceName: shortText }),
        z.void(),
    ),
    /**
     * How an agency lets people in. `address` of a provider is opened in a browser with where to come back to appended,
     * percent-encoded; there the browser brings a `loginToken`.
     */
    signInOptions: method(
        z.strictObject({ agencyId: shortText }),
        z.strictObject({
            password: z.boolean(),
            providers: z.array(z.strictObject({ name: shortText, address: z.url().max(2048) })).max(16),
        }),
    ),
    /**
     * With what the browser brought back. `user`, a whole id or its local part: nobody else is signed in. In a soft sign-out the
     * same device goes on, and only for the same person.
     */
    signInWithToken: method(
        z.strictObject({
            agencyId: shortText,
            token: secret,
            deviceName: shortText,
            user: shortText.min(1).nullable(),
        }),
        z.void(),
    ),
    /** After a soft sign-out: the same device goes on. */
    reauthenticate: method(z.strictObject({ password: secret }), z.void()),
    /** `verify-needed` -> `ready`: opens secret storage, signs this device, connects key backup. */
    recover: method(z.strictObject({ code: secret }), z.void()),
    /** The person has kept the code: `recovery-to-save` -> `ready`. */
    recoverySaved: method(nothing, z.void()),
    /** Makes the next numbered code; the one before stops working. */
    renewRecoveryCode: method(nothing, z.void()),
    /**
     * Throws the identity away and makes a new one. Asked for explicitly, never a fallback. `password: null` as in
     * `removeDevice`.
     */
    resetIdentity: method(z.strictObject({ password: secret.nullable() }), z.void()),
    /** Ends the session on the server when it can be reached, and always wipes this device's store. */
    signOut: method(nothing, z.void()),

    createRoom: method(
        z.strictObject({
            name: z.string().min(1).max(255),
            topic: z.string().max(1000).nullable(),
            invite: z.array(userId).max(200),
            /** `channel`: broadcasters write, members read. `ledger`: where the cell of one's agency keeps its ledger. */
            kind: z.enum(["room", "direct", "channel", "ledger"]),
            /** Null: an unlabelled room. A label needs a clearance with the role CHARTER. */
            label: labelNotation.nullable().default(null),
            /** Null: `roster` above the policy's restricted level, else `cleared`. */
            admission: z.enum(["cleared", "roster"]).nullable().default(null),
            /** Agencies of the room by URN or configured id; empty: those of the invited, and one's own. */
            agencies: z.array(shortText).max(64).default([]),
            /** Of a channel: the duty roles of each agency's cell, by URN. */
            cells: z.record(shortText, z.array(shortText).max(32)).default({}),
            /** Of a channel: who may write there beside its maker. What they write counts by their attested role alone. */
            broadcasters: z.array(userId).max(200).default([]),
        }),
        /** `notInvited`: the room was made, but these people could not be invited to it. */
        z.strictObject({ roomId, notInvited: z.array(userId).optional() }),
    ),
    /** The direct room with this person: the one there is, or a new one. */
    openDirect: method(z.strictObject({ userId }), z.strictObject({ roomId })),
    /** Refused when nobody could be invited; else `notInvited` names those who could not. */
    invite: method(
        z.strictObject({ roomId, userIds: z.array(userId).min(1).max(200) }),
        z.strictObject({ notInvited: z.array(userId) }),
    ),
    joinRoom: method(z.strictObject({ roomId }), z.void()),
    /** Leaves a joined room, or declines an invitation. */
    leaveRoom: method(z.strictObject({ roomId }), z.void()),
    removeMember: method(z.strictObject({ roomId, userId, reason: shortText.nullable() }), z.void()),
    searchPeople: method(
        z.strictObject({ text: shortText }),
        z.array(z.strictObject({ userId, name: z.string(), serverName: z.string() })),
    ),

    /** Somebody writes here: what the next message needs is made ready meanwhile. Sends nothing, and may be left out. */
    prepareSend: method(z.strictObject({ roomId }), z.void()),
    /** Persisted as queued before it resolves. */
    sendText: method(
        z.strictObject({
            roomId,
            body: messageText,
            html: messageText.nullable(),
            replyTo: eventId.nullable(),
            /**
             * A message of another room that this answers: its words go along under their own label, which this one's must
             * cover. Refused where the room may not hold it.
             */
            quotes: z.strictObject({ roomId, eventId }).nullable().default(null),
            /** Null: the first of the gate's `offered`. */
            label: labelNotation.nullable().default(null),
            noDuff,
            /** The room's draft has become this message: gone in the same write, so that no kill leaves both or neither. */
            clearsDraft: z.boolean().default(false),
        }),
        z.strictObject({ key: sendKey }),
    ),
    editText: method(
        z.strictObject({
            roomId,
            eventId,
            body: messageText,
            html: messageText.nullable(),
            /** Null: as before. An edit never lowers. */
            label: labelNotation.nullable().default(null),
        }),
        z.strictObject({ key: sendKey }),
    ),
    deleteMessage: method(
        z.strictObject({ roomId, eventId, reason: shortText.nullable() }),
        z.strictObject({ key: sendKey }),
    ),
    sendFile: method(
        z.strictObject({
            roomId,
            name: z.string().min(1).max(255),
            mimeType: shortText,
            bytes,
            /** Made by the page from the picture itself, as JPEG or PNG; encrypted like the file. */
            thumbnail: z
                .strictObject({ bytes, mimeType: shortText, widthPx: z.int().positive(), heightPx: z.int().positive() })
                .nullable(),
            widthPx: z.int().positive().nullable(),
            heightPx: z.int().positive().nullable(),
            replyTo: eventId.nullable(),
            label: labelNotation.nullable().default(null),
            noDuff,
        }),
        z.strictObject({ key: sendKey }),
    ),
    retrySend: method(z.strictObject({ key: sendKey }), z.void()),
    /** Takes an entry that is not yet sent out of the outbox; stops an upload. */
    discardSend: method(z.strictObject({ key: sendKey }), z.void()),
    /** Resolves when the page of older messages is in the timeline's snapshot. */
    paginateBack: method(
        z.strictObject({ roomId, count: z.int().min(1).max(500) }),
        z.strictObject({ startReached: z.boolean() }),
    ),
    markRead: method(z.strictObject({ roomId, eventId }), z.void()),
    /** Fetches and decrypts a file; its hash is checked. The bytes are for the shell, never rendered in the app's origin. */
    readFile: method(
        z.strictObject({ roomId, eventId }),
        /** Under a label the name begins with the portion mark. */
        z.strictObject({ name: z.string(), mimeType: z.string(), marking: markingSnapshot.nullable(), bytes }),
    ),
    /** Whoever waits for `readFile` of it is told `cancelled`. */
    cancelReadFile: method(z.strictObject({ eventId }), z.void()),
    readThumbnail: method(z.strictObject({ roomId, eventId }), z.strictObject({ mimeType: z.string(), bytes })),
    /** Text not yet sent, kept per room in the encrypted store. */
    readDraft: method(z.strictObject({ roomId }), z.strictObject({ text: z.string() })),
    writeDraft: method(z.strictObject({ roomId, text: z.string().max(60_000) }), z.void()),

    /** The person was named who will not read the next message and why, and goes on: asked once per change. */
    confirmReaders: method(z.strictObject({ roomId }), z.void()),
    /** Leave to show this room's agencies what `gate.mine.ask` names, or not. */
    answerPresentation: method(z.strictObject({ roomId, allow: z.boolean() }), z.void()),
    /** Asks the officers of one's agency for a clearance; `want` in short notation. */
    requestClearance: method(
        z.strictObject({ want: labelNotation, roles: z.array(shortText).max(32), note: z.string().max(500) }),
        z.void(),
    ),
    /** Takes a clearance an officer handed over as text; verified before it replaces the one held. */
    installClearance: method(z.strictObject({ text: z.string().min(1).max(49_152) }), z.void()),
    ...deskMethods,
    /** Signs a statement's payload as oneself, showing just `role` (protocol 1). The person was asked. */
    signStatement: method(
        z.strictObject({
            kind: shortText,
            audience: shortText,
            payload: z.string().min(1).max(40_000),
            role: shortText,
        }),
        z.strictObject({ presentation: z.string() }),
    ),
    /** Drafts the room's next charter. `needsRelease`: two holders of RELEASE must sign as well. */
    draftCharter: method(
        z.strictObject({
            roomId,
            label: labelNotation.nullable(),
            agencies: z.array(shortText).max(64).nullable(),
            admission: z.enum(["cleared", "roster"]).nullable().default(null),
            phase: z.enum(["standby", "open", "closed"]).nullable().default(null),
            hold: z.boolean().nullable().default(null),
            retentionMs: z.int().positive().nullable().default(null),
        }),
        z.strictObject({ payload: z.string(), audience: z.string(), needsRelease: z.boolean() }),
    ),
    /**
     * What two holders of GLASS sign to let somebody into a labelled room for a while (break-glass): the payload without its
     * time, which signing adds.
     */
    draftBreakGlass: method(
        z.strictObject({ roomId, userId, reason: z.string().min(1).max(500), hours: z.number().positive().max(24) }),
        z.strictObject({
            payload: z.strictObject({
                ...{ room: z.string(), sub: z.string(), mxk: z.string(), epoch: z.int(), reason: z.string() },
                exp: z.int(),
            }),
        }),
    ),
    /** Puts a signed statement (charter, admission, break-glass) into the room, after verifying it here. */
    publishStatement: method(
        z.strictObject({
            roomId,
            statement,
        }),
        z.void(),
    ),
    /** Who could have read a message, from the manifests this device keeps of what it shared (own messages only). */
    spillReach: method(
        z.strictObject({ roomId, eventId }),
        z.strictObject({
            /** False: sent from another device, or before manifests were kept. */
            known: z.boolean(),
            readers: z.array(z.strictObject({ userId, deviceIds: z.array(z.string()), sharedAtMs: z.number() })),
        }),
    ),
    /**
     * Messages kept on this device that contain the text, newest first; nothing is asked of a server. What is refused or came
     * in clear is not found. `complete` is false where a room searched has older messages that are not here.
     */
    searchMessages: method(
        z.strictObject({
            text: z.string().trim().min(1).max(200),
            roomId: roomId.nullable(),
            limit: z.int().min(1).max(500).default(100),
        }),
        z.strictObject({
            rows: z.array(
                z.strictObject({
                    roomId,
                    eventId,
                    senderId: userId,
                    senderName: z.string(),
                    sentAtMs: z.number(),
                    excerpt: z.string(),
                    marking: markingSnapshot.nullable(),
                    /** Of a warning; null where all is well. */
                    code: z.string().nullable(),
                }),
            ),
            complete: z.boolean(),
        }),
    ),
    /**
     * A conversation as one document: the highest label first and last, each message under its mark, gaps named.
     * The words around the messages are the app's.
     */
    exportRoom: method(
        z.strictObject({
            roomId,
            format: z.enum(["text", "html"]),
            words: exportWords,
        }),
        z.strictObject({
            name: z.string(),
            mimeType: z.string(),
            text: z.string(),
            /** The document's own; null in an unlabelled room. */
            marking: markingSnapshot.nullable(),
            messageCount: z.int(),
            /** Messages that are there and whose words are not. */
            gapCount: z.int(),
            /** False: older messages exist that this device could not get. */
            complete: z.boolean(),
        }),
    ),
    /** Sends a copy to another room under the same label; refused where that room may not hold it. */
    forwardMessage: method(z.strictObject({ roomId, eventId, toRoomId: roomId }), z.strictObject({ key: sendKey })),

    ...crisisMethods,
    ...adminMethods,

    renameDevice: method(z.strictObject({ deviceId, name: shortText.min(1) }), z.void()),
    /**
     * `password: null`: the person shows at the identity provider that it is them. A browser goes to the session's
     * `proofAddress`; it is waited for until `stopProof`, at most five minutes.
     */
    removeDevice: method(z.strictObject({ deviceId, password: secret.nullable() }), z.void()),
    /** How this person can show that it is them; neither: nothing is asked now. */
    proofWays: method(nothing, z.strictObject({ password: z.boolean(), provider: z.boolean() })),
    stopProof: method(nothing, z.void()),
    /** With one of one's own devices (`deviceId`), all of them (null), or with another person. */
    startVerification: method(
        z.strictObject({ userId, deviceId: deviceId.nullable() }),
        z.strictObject({ flowId: z.string() }),
    ),
    acceptVerification: method(z.strictObject({ flowId: shortText }), z.void()),
    /** `match: false` cancels and marks nobody verified. */
    confirmEmoji: method(z.strictObject({ flowId: shortText, match: z.boolean() }), z.void()),
    cancelVerification: method(z.strictObject({ flowId: shortText }), z.void()),
} as const;

export type EngineContract = typeof engineContract;
export type EngineMethod = keyof EngineContract;
export type EngineInput<M extends EngineMethod> = z.input<EngineContract[M]["input"]>;
export type EngineParsed<M extends EngineMethod> = z.output<EngineContract[M]["input"]>;
export type EngineOutput<M extends EngineMethod> = z.output<EngineContract[M]["output"]>;
