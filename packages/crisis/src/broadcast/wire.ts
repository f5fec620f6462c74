import { z } from "zod";
import {
    agencyId,
    digest,
    eventId,
    id128,
    line,
    prose,
    roleName,
    roomId,
    seconds,
    texts,
    token,
    unique,
    userId,
} from "../encoding/fields.ts";

/** Content key of a broadcast, beside `msgtype` and `body`, inside the ciphertext (SPEC 3.1). */
export const BROADCAST_KEY = "org.valise.broadcast";
/** Content key of the statement by which its sender signs it as `role:BROADCAST` (SPEC 4.1). */
export const BROADCAST_AUTHORITY_KEY = "org.valise.broadcast.authority";
/** To-device type by which a cell sounds an alarm again (SPEC 5.6). */
export const ALARM_STEP_TYPE = "org.valise.alarm";
/** To-device type that tells of an alert to those who may not read it (SPEC 3.9). */
export const BROADCAST_NOTICE_TYPE = "org.valise.broadcast.notice";

export const MAX_EXPIRY_S = 30 * 86_400;
export const MAX_BROADCAST_BYTES = 24_000;

export const status = z.enum(["actual", "exercise", "test"]);
export const precedence = z.enum(["ROUTINE", "PRIORITY", "IMMEDIATE", "FLASH"]);

/** Names a broadcast: who sent it, and its own id. */
export const broadcastRef = z.strictObject({ sub: userId, id: id128 });

const option = z.strictObject({ id: token, texts: texts(line(80)) });

const ask = z.strictObject({
    /** Seconds from `iat` to the deadline; `null`: no deadline. */
    withinS: z
        .int()
        .min(30)
        .max(7 * 86_400)
        .nullable(),
    options: z.array(option).max(8),
    /** Whether an answer may carry text. */
    text: z.boolean(),
    /** Asks each person whether they are safe, and where. */
    rollCall: z.strictObject({ location: z.boolean(), deputies: z.boolean() }).optional(),
});

const planStep = z.strictObject({
    step: z.int().min(1).max(32),
    /** Seconds from `iat`. */
    afterS: z.int().min(30).max(MAX_EXPIRY_S),
    do: z.enum(["alarm", "deputies", "second-cell", "gateway", "list", "decide"]),
});

const attachment = z.strictObject({
    name: line(255),
    sizeBytes: z.int().nonnegative(),
    sha256: digest,
});

const shape = z.strictObject({
    v: z.literal(1),
    id: id128,
    iat: seconds,
    status,
    exerciseName: line(80).optional(),
    msgType: z.enum(["alert", "update", "cancel"]),
    precedence,
    texts: texts(z.strictObject({ headline: line(160).optional(), body: prose(8_000) })),
    ask: ask.nullable(),
    expires: seconds,
    refs: z.array(z.strictObject({ ...broadcastRef.shape, iat: seconds })).max(16),
    audience: z.strictObject({
        agencies: unique(agencyId, 64),
        posts: unique(roleName, 64),
        roles: unique(roleName, 64),
    }),
    lead: agencyId,
    crisis: id128.optional(),
    attachments: z.array(attachment).max(10),
    plan: z.array(planStep).max(12),
});

type Shape = z.infer<typeof shape>;

/** Rules between members (SPEC 3.3); the path of the first broken one. */
function brokenRule(b: Shape): string | undefined {
    const isAlert = b.msgType === "alert";
    const isCancel = b.msgType === "cancel";
    const ids = b.ask?.options.map(({ id }) => id) ?? [];
    const rules: readonly (readonly [path: string, holds: boolean])[] = [
        ["refs", (b.refs.length === 0) === isAlert && !b.refs.some(({ id }) => id === b.id)],
        ["refs", new Set(b.refs.map(({ sub, id }) => `${id} ${sub}`)).size === b.refs.length],
        ["expires", b.expires > b.iat && b.expires - b.iat <= MAX_EXPIRY_S],
        ["exerciseName", b.exerciseName === undefined || b.status === "exercise"],
        ["ask", !isCancel || b.ask === null],
        ["ask.withinS", (b.ask?.withinS ?? 0) <= b.expires - b.iat],
        ["ask.options", new Set(ids).size === ids.length],
        ["plan", b.ask !== null || b.plan.length === 0],
        ["plan", b.plan.every(({ step, afterS }, i) => follows(b.plan[i - 1], step, afterS))],
        ["plan", (b.plan.at(-1)?.afterS ?? 0) <= b.expires - b.iat],
    ];
    return rules.find(([, holds]) => !holds)?.[0];
}

/** Steps count up and so do their times. */
const follows = (before: Shape["plan"][number] | undefined, step: number, afterS: number): boolean =>
    before === undefined || (step > before.step && afterS >= before.afterS);

export const broadcastSchema = shape.superRefine((value, context) => {
    const path = brokenRule(value);
    if (path !== undefined) context.addIssue({ code: "custom", path: path.split("."), message: "broken rule" });
});

/** The `org.valise.broadcast` block (SPEC 3). */
export type BroadcastWire = z.infer<typeof broadcastSchema>;
export type BroadcastRef = z.infer<typeof broadcastRef>;
export type Precedence = z.infer<typeof precedence>;
export type BroadcastStatus = z.infer<typeof status>;
export type PlanStep = z.infer<typeof planStep>;

export const authoritySchema = z.strictObject({ room: roomId, id: id128, digest, iat: seconds });

export const alarmStepSchema = z
    .strictObject({
        v: z.literal(1),
        broadcast: broadcastRef,
        step: z.int().min(1).max(32),
        /** Those for whom the receiver is asked to stand in. */
        for: unique(userId, 32).optional(),
        /** A deputy is called by hand, before their step is due. */
        now: z.literal(true).optional(),
    })
    .refine(({ for: instead = [], now }) => now === undefined || instead.length > 0, { path: ["for"] });
/** Content of an `org.valise.alarm` (SPEC 5.6). */
export type AlarmStepWire = z.infer<typeof alarmStepSchema>;

export const noticeSchema = z.strictObject({
    v: z.literal(1),
    /** Where the alert stands that the receiver may not read. */
    event: eventId,
    status,
    precedence,
    iat: seconds,
    expires: seconds,
    lead: agencyId,
    /** Whom to call, by language: a duty role and its telephone, never a word of the content. */
    contact: texts(line(120)),
});
/** Content of an `org.valise.broadcast.notice` (SPEC 3.9). */
export type BroadcastNoticeWire = z.infer<typeof noticeSchema>;
