import { z } from "zod";
import { precedence } from "../broadcast/wire.ts";
import { agencyId, id128, line, prose, roleName, seconds, texts, token, unique } from "../encoding/fields.ts";

/** State event of a template statement; state key = lead agency and name (SPEC 14.1). */
export const TEMPLATE_TYPE = "org.valise.template";
/** Encrypted state of a crisis's rooms (SPEC 14.4, protocol 5). */
export const PHASE_TYPE = "org.valise.phase";
/** Marks a message in an exercise that is not part of it (SPEC 14.7). */
export const NO_DUFF_KEY = "org.valise.noduff";

const shortName = z.string().regex(/^[A-Z0-9][A-Z0-9 _.-]{0,63}$/);

export const templateSchema = z
    .strictObject({
        template: token,
        seq: z.int().min(1),
        iat: seconds,
        names: texts(line(120)),
        lead: agencyId,
        agencies: unique(agencyId, 64).min(1),
        label: z.strictObject({
            pol: z.string().regex(/^urn:[!-~]{3,250}$/),
            lvl: shortName,
            cat: z.record(shortName, unique(shortName, 512).min(1)),
        }),
        admission: z.enum(["cleared", "roster"]),
        roles: z
            .array(z.strictObject({ agency: agencyId, role: roleName, required: z.boolean() }))
            .min(1)
            .max(100),
        checklist: z
            .array(
                z.strictObject({
                    id: token,
                    texts: texts(line(300)),
                    role: roleName.optional(),
                    dueS: seconds.optional(),
                }),
            )
            .max(100),
        /** Seconds between situation reports; `null`: none are asked for. */
        sitrepEveryS: z.int().min(300).max(604_800).nullable(),
        /** Precedence of the alarm that tells members. */
        precedence,
        retention: z.strictObject({ maxAgeS: z.int().min(3_600).nullable(), hold: z.boolean() }),
        /** Rooms kept ready in peacetime. */
        standby: z.int().nonnegative().max(4),
    })
    .refine(({ lead, agencies }) => agencies.includes(lead), { path: ["lead"] })
    .refine(({ roles, agencies }) => roles.every(({ agency }) => agencies.includes(agency)), { path: ["roles"] })
    .refine(({ roles }) => new Set(roles.map(({ agency, role }) => `${agency} ${role}`)).size === roles.length, {
        path: ["roles"],
    })
    .refine(({ checklist }) => new Set(checklist.map(({ id }) => id)).size === checklist.length, {
        path: ["checklist"],
    });

export const phaseSchema = z
    .strictObject({
        v: z.literal(1),
        crisis: id128,
        seq: z.int().min(1),
        iat: seconds,
        phase: z.enum(["alert", "response", "recovery", "closed"]),
        lead: agencyId,
        /** The same in all phases of a crisis, and as its rooms' charters say. */
        exercise: z.boolean(),
        exerciseName: line(80).optional(),
        name: line(120),
        startedS: seconds,
        note: prose(1_000).optional(),
    })
    .refine(({ exercise, exerciseName }) => exercise || exerciseName === undefined, { path: ["exerciseName"] });

/** Payload of a `template` statement (SPEC 14.1). */
export type TemplateWire = z.infer<typeof templateSchema>;
/** Content of `org.valise.phase` (SPEC 14.4). */
export type PhaseWire = z.infer<typeof phaseSchema>;
export type Phase = PhaseWire["phase"];
