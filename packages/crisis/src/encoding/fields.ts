import { z } from "zod";

/** 128 random bits in base64url: 22 characters, the last with its unused bits zero (SPEC 2.2). */
export const id128 = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/);
/** A base64url SHA-256. */
export const digest = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
export const seconds = z.int().nonnegative().max(253_402_300_799);
export const userId = z
    .string()
    .regex(/^@[!-9;-~]+:[!-~]+$/)
    .max(255);
export const agencyId = z.string().regex(/^urn:[!-~]{3,250}$/);
export const roomId = z.string().regex(/^![!-~]{1,254}$/);
export const eventId = z.string().regex(/^\$[!-~]{1,254}$/);
/** A duty role or post, as attested after `role:WATCH.` (protocol 1). */
export const roleName = z.string().regex(/^[A-Z0-9][A-Z0-9 _.-]{0,63}$/);
/** An id that a person may type, as an option's. */
export const token = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
/** A language tag as BCP 47 writes it in practice: `fr`, `de-CH`, `zh-Hant`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/);

/** Well-formed, not blank, without control characters: what two readers, and XML, cannot understand differently. */
const isClean = (text: string, allowed: RegExp): boolean =>
    text.isWellFormed() && text.trim() !== "" && !/[\p{Cc}\ufffe\uffff]/u.test(text.replace(allowed, ""));

/** One line of text. */
export const line = (max: number) =>
    z
        .string()
        .min(1)
        .max(max)
        .refine((text) => isClean(text, /(?!)/));

/** Text of several lines, divided by line feeds. */
export const prose = (max: number) =>
    z
        .string()
        .min(1)
        .max(max)
        .refine((text) => isClean(text, /[\n\t]/g));

/** Values that differ from each other. */
export const unique = <T>(schema: z.ZodType<T>, max: number) =>
    z
        .array(schema)
        .max(max)
        .refine((values) => new Set(values).size === values.length, { error: "repeated value" });

/** A record with at least one member and no more than `max`. */
export const texts = <T>(schema: z.ZodType<T>, max = 12) =>
    z.record(language, schema).refine((record) => {
        const count = Object.keys(record).length;
        return count >= 1 && count <= max;
    });
