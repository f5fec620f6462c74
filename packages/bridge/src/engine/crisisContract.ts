import { z } from "zod";
import { bytes, eventId, exportWords, labelNotation, method, roomId, sendKey, shortText, userId } from "./fields.ts";

const broadcastId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** Names one broadcast: its sender and its own id. */
const broadcast = z.strictObject({ senderId: userId, broadcastId });
const precedence = z.enum(["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"]);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const texts = (most: number) => z.record(language, z.string().min(1).max(most));
const agency = shortText.regex(/^urn:/);
const role = shortText.regex(/^[A-Z0-9][A-Z0-9_.-]{0,63}$/);
const dutyRole = z.strictObject({ agency, role });
/** What whoever opens a room changes of a plan's roster: whom it leaves out, and which deputies are called in a holder's place. */
const rosterWish = {
    without: z.array(dutyRole).max(100).default([]),
    deputies: z.array(dutyRole.extend({ userId })).max(100).default([]),
};
const reason = z.string().trim().min(1).max(300);
const planAct = z.enum(["alarm", "deputies", "second-cell", "gateway", "list", "decide"]);
const document = z.strictObject({ name: z.string(), mimeType: z.string(), bytes });

const broadcastWish = z.strictObject({
    roomId,
    precedence,
    /** By language; at least one. */
    texts: texts(8_000),
    headlines: texts(160).default({}),
    label: labelNotation.nullable().default(null),
    status: z.enum(["actual", "exercise", "test"]).default("actual"),
    exerciseName: shortText.nullable().default(null),
    /** Null: nobody is asked; `withinMs` null: the precedence's own deadline. */
    ask: z
        .strictObject({
            withinMs: z.int().min(30_000).nullable().default(null),
            options: z
                .array(z.strictObject({ id: shortText, texts: texts(80) }))
                .max(8)
                .default([]),
            text: z.boolean().default(true),
            rollCall: z.strictObject({ location: z.boolean(), deputies: z.boolean() }).nullable().default(null),
        })
        .nullable()
        .prefault({}),
    /** Empty: everybody in the channel. */
    audience: z
        .strictObject({
            agencies: z.array(agency).max(64).default([]),
            posts: z.array(shortText).max(64).default([]),
            roles: z.array(role).max(64).default([]),
        })
        .prefault({}),
    supersedes: broadcast.nullable().default(null),
    expiresInMs: z.int().positive().nullable().default(null),
    /** What follows while people have not answered, in order; null: what is usual for the deadline. */
    plan: z
        .array(z.strictObject({ afterMs: z.int().min(30_000), do: planAct }))
        .max(12)
        .nullable()
        .default(null),
});

/** Crisis mode (protocol 8). Everything here obeys labels and the release gate. */
export const crisisMethods = {
    /** Who of the channel will not be able to read it, and which of its kind it would be today; sends nothing. */
    previewBroadcast: method(
        broadcastWish,
        z.strictObject({
            readers: z.int(),
            notReading: z.array(z.strictObject({ userId, code: z.string() })),
            /** "The third FLASH today". */
            ordinal: z.int(),
            overQuota: z.int().nullable(),
            /** `calls`: how many of one's own agency a step would call, were nobody to answer. */
            plan: z.array(z.strictObject({ step: z.int(), do: planAct, afterMs: z.int(), calls: z.int() })),
        }),
    ),
    /** Persisted as queued before it resolves; needs the attested role BROADCAST. */
    sendBroadcast: method(
        broadcastWish.extend({
            /** Sent to the channel behind it, which names them; it never waits for them. */
            files: z
                .array(
                    z.strictObject({ name: z.string().min(1).max(255), mimeType: z.string().min(1).max(255), bytes }),
                )
                .max(10)
                .default([]),
        }),
        z.strictObject({ broadcastId, key: sendKey }),
    ),
    cancelBroadcast: method(
        z.strictObject({ broadcast, reason: texts(8_000) }),
        z.strictObject({ broadcastId, key: sendKey }),
    ),
    /** The person's own answer, or a deputy's (`insteadOf`). Goes to the own agency's cell, and stays until that confirms it. */
    answerBroadcast: method(
        z.strictObject({
            broadcast,
            kind: z.enum(["acknowledged", "cannot-comply"]),
            option: shortText.nullable().default(null),
            text: z.string().max(1_000).nullable().default(null),
            triage: z.enum(["safe", "need-help", "hurt"]).nullable().default(null),
            location: z.string().max(200).nullable().default(null),
            insteadOf: userId.nullable().default(null),
        }),
        z.void(),
    ),
    /** It is on the person's screen: `seen` on the ladder. */
    markBroadcastSeen: method(z.strictObject({ broadcast }), z.void()),
    /** Stops the sound on this device; the broadcast stays unanswered. */
    silenceAlarm: method(z.strictObject({ broadcast }), z.void()),
    /** How a call of the topic `gateway` ended. */
    gatewayCalled: method(
        z.strictObject({
            call: shortText,
            state: z.enum(["done", "failed", "timed-out", "not-started"]),
            exitCode: z.int().min(0).max(255).nullable(),
        }),
        z.void(),
    ),
    /** Holds or goes on with the plan of a broadcast, for all leaders of the cell. */
    pauseEscalation: method(
        z.strictObject({ broadcast, paused: z.boolean(), reason: reason.nullable().default(null) }),
        z.void(),
    ),
    /** Leaves a step of the plan out, for all leaders of the cell; refused where it was done. */
    skipEscalationStep: method(z.strictObject({ broadcast, step: z.int().min(1).max(32), reason }), z.void()),
    /** Calls the deputies of these people now, without waiting for the plan; only where the plan calls deputies at all. */
    callDeputies: method(
        z.strictObject({ broadcast, userIds: z.array(userId).min(1).max(200) }),
        z.strictObject({ called: z.int() }),
    ),
    /** Lets the other cells see a person of one's own agency by name in the coverage. */
    releaseName: method(z.strictObject({ broadcast, userId }), z.void()),
    /**
     * Coverage or roll call as CSV, or the alert as CAP 1.2 XML. `words`: the tables' heads, states and rungs in the reader's
     * language, by the names of the snapshots' members; what is missing stands under its own name.
     */
    exportBroadcast: method(
        z.strictObject({
            broadcast,
            format: z.enum(["coverage-csv", "roll-call-csv", "cap-xml"]),
            words: z.record(shortText, shortText).default({}),
        }),
        document,
    ),
    /** Reads a CAP 1.2 alert into a draft for `sendBroadcast`; nothing is sent. */
    readCap: method(
        z.strictObject({ roomId, bytes }),
        z.strictObject({
            precedence,
            texts: z.record(z.string(), z.string()),
            headlines: z.record(z.string(), z.string()),
        }),
    ),

    /** Signs and files the handover that was offered: by whoever has the watch, or by a DIRECTORY holder where nobody gives it. */
    takeWatch: method(z.strictObject({ dutyRole }), z.void()),
    /** Offers the watch to another for two minutes, with the capsule of what is open; it is theirs when they have signed. */
    handOverWatch: method(z.strictObject({ dutyRole, to: userId, note: z.string().max(2_000) }), z.void()),

    /** Who a template would call now, and who will not be able to read; changes nothing. */
    dryRunOpening: method(
        z.strictObject({ template: shortText, ...rosterWish }),
        z.strictObject({
            from: z.enum(["standby", "cold"]),
            rows: z.array(
                z.strictObject({
                    agency: z.string(),
                    /** Empty: whoever opens the room, without a watch that the plan calls. */
                    role: z.string(),
                    userId: userId.nullable(),
                    outcome: z.enum(["reads", "waits", "refused", "left-out"]),
                    code: z.string().nullable(),
                    deputies: z.array(userId),
                }),
            ),
        }),
    ),
    /** Opens an emergency room of a crisis (a new one where `crisisId` is null): one that stands by, else a new one. */
    openEmergencyRoom: method(
        z.strictObject({
            template: shortText,
            crisisId: z.string().nullable().default(null),
            name: z.string().min(1).max(120),
            exercise: z.boolean(),
            exerciseName: shortText.nullable().default(null),
            lead: agency.nullable().default(null),
            /** With which a new crisis begins. */
            phase: z.enum(["alert", "response"]).default("response"),
            /** Of the checklist's texts. */
            language: language.default("en"),
            ...rosterWish,
        }),
        z.strictObject({
            crisisId: z.string(),
            roomId,
            from: z.enum(["standby", "cold"]),
            reads: z.array(userId),
            waits: z.array(userId),
            refused: z.array(z.strictObject({ userId, code: z.string() })),
        }),
    ),
    setPhase: method(
        z.strictObject({
            roomId,
            phase: z.enum(["alert", "response", "recovery", "closed"]),
            note: z.string().max(1_000).nullable(),
        }),
        z.void(),
    ),

    /** Adds to a room's log; the entry names the one before it of the same author. */
    writeLog: method(
        z.strictObject({
            roomId,
            kind: z.enum(["sitrep", "decision", "task", "task-done"]),
            title: z.string().min(1).max(200),
            text: z.string().max(8_000).default(""),
            instead: z.string().max(2_000).nullable().default(null),
            ownerId: userId.nullable().default(null),
            dueAtMs: z.int().positive().nullable().default(null),
            /** Of `task-done`: the task's row. */
            of: shortText.nullable().default(null),
            label: labelNotation.nullable().default(null),
        }),
        z.strictObject({ key: sendKey }),
    ),
    /** One signed archive of a crisis room, marked with its high-water label; says what it left out. */
    exportArchive: method(
        z.strictObject({
            roomId,
            words: exportWords,
            /** With the files sent to the room; those that cannot be fetched are counted as left out. */
            files: z.boolean().default(false),
        }),
        z.strictObject({ ...document.shape, marking: z.string().nullable(), gaps: z.array(z.string()) }),
    ),

    /**
     * This person's sealed messages of a room (of the last day, or since then) for one agency whose link is down, as a `.valise`
     * file that opens with its people's own keys. Who has no key of them is named. `eventId`: of these only that one.
     */
    exportBag: method(
        z.strictObject({
            roomId,
            agency: shortText,
            sinceMs: z.int().nonnegative().nullable().default(null),
            eventId: eventId.nullable().default(null),
        }),
        z.strictObject({
            ...document.shape,
            eventCount: z.int(),
            opens: z.array(userId),
            unreachable: z.array(z.strictObject({ userId, deviceId: z.string() })),
        }),
    ),
    /** Takes a bag in; refused where it is not addressed to the own agency, not authentic, or was taken before. */
    importBag: method(
        z.strictObject({ bytes }),
        z.strictObject({
            from: userId,
            packedAtMs: z.int(),
            rooms: z.array(z.strictObject({ roomId, fresh: z.int(), known: z.int(), unreadable: z.int() })),
        }),
    ),

    /** Signs a plan that another agency has filed within the last two minutes, for the own agency, with the role DIRECTORY. */
    cosignPlan: method(z.strictObject({ template: shortText }), z.void()),
    /** Files a signed directory, handover or template in a channel, after verifying it here. */
    publishDirectory: method(
        z.strictObject({
            roomId,
            statement: z.strictObject({
                kind: z.enum(["directory", "handover", "template"]),
                payload: z.string().max(40_000),
                by: z.array(z.string()).min(1).max(4),
            }),
        }),
        z.void(),
    ),
} as const;
