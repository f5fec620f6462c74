import { z } from "zod";
import type { DeviceId, EventId, RoomId, SendKey, UserId } from "../ids.ts";

export const roomId = z
    .string()
    .regex(/^![\x21-\x7e]{1,254}$/)
    .transform((id) => id as RoomId);
export const userId = z
    .string()
    .max(255)
    .regex(/^@[^:\s]{0,200}:[A-Za-z0-9.:[\]-]{1,230}$/)
    .transform((id) => id as UserId);
export const eventId = z
    .string()
    .regex(/^\$[\x21-\x7e]{1,254}$/)
    .transform((id) => id as EventId);
export const deviceId = z
    .string()
    .min(1)
    .max(255)
    .transform((id) => id as DeviceId);
export const sendKey = z
    .string()
    .min(1)
    .max(255)
    .transform((id) => id as SendKey);
/** Leaves room for encryption overhead under Matrix's 65,536-byte event limit; the engine checks bytes again. */
export const messageText = z.string().min(1).max(60_000);
export const secret = z.string().min(1).max(1024);
export const shortText = z.string().max(255);
export const bytes = z.instanceof(Uint8Array<ArrayBuffer>);
export const nothing = z.strictObject({});

/** A label in short notation, `FR/DR REL=FRA,DEU`; the engine parses it against the policies it has. */
export const labelNotation = z.string().min(1).max(2048);

/** One method: what it takes, parsed at the engine's side of the boundary, and what it answers. */
export function method<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): { input: I; output: O } {
    return { input, output };
}

/** The words around the messages of a document, in the reader's language. */
export const exportWords = z.strictObject({
    /** Document language, a BCP 47 tag. */
    language: shortText,
    title: shortText,
    exported: shortText,
    earlierMissing: shortText,
    unreadable: shortText,
    refused: shortText,
    deleted: shortText,
    file: shortText,
    edited: shortText,
    forwarded: shortText,
});

/** What one or several people signed, as it is filed in a room. */
export const statement = z.strictObject({
    kind: shortText,
    payload: z.string().max(40_000),
    by: z.array(z.string()).min(1).max(4),
});
