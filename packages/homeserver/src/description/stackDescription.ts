import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import type { StackError } from "../errors.ts";

const localpart = z.string().regex(/^[a-z0-9._=/+-]{1,64}$/, "only a-z, 0-9 and . _ = / + -");
const userSchema = z.strictObject({
    localpart,
    displayName: z.string().min(1).max(100),
    /** Duty and trust roles, e.g. `crisis`, `officer`; data for the tools that issue attestations. */
    roles: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).default([]),
    /** Highest label the person may read, in the command line's short form, or null. Attested elsewhere, never here. */
    clearance: z.string().nullable().default(null),
    /** The account of `adminTokenFile`; may use the admin API. At most one per agency. */
    admin: z.boolean().default(false),
});
/** An OpenID provider of the agency, where its people may sign in beside their passwords. */
const oidcSchema = z.strictObject({
    /** What the button in the app says. */
    name: z.string().min(1).max(100),
    issuer: z.url().max(1000),
    clientId: z.string().min(1).max(200),
    /** On the homeserver's machine; the secret itself stands nowhere else. */
    clientSecretFile: z.string().regex(/^\//, "an absolute path"),
    /** Claim that holds the local part of the Matrix account. */
    claim: z
        .string()
        .regex(/^[a-z_]{1,64}$/)
        .default("preferred_username"),
});
const agencySchema = z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    serverName: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a lower-case domain name without a port"),
    name: z.string().min(1).max(100),
    users: z.array(userSchema).default([]),
    oidc: oidcSchema.optional(),
});
const descriptionSchema = z
    .strictObject({
        /** `demo` and `test` accept cheap password hashing; `production` never does. */
        kind: z.enum(["demo", "test", "production"]),
        agencies: z.array(agencySchema).min(1).max(20),
    })
    .refine((d) => new Set(d.agencies.map((a) => a.id)).size === d.agencies.length, "agency ids must differ")
    .refine((d) => new Set(d.agencies.map((a) => a.serverName)).size === d.agencies.length, "server names must differ");

export type UserDescription = z.output<typeof userSchema>;
export type AgencyDescription = z.output<typeof agencySchema>;
/** What a stack is: the one input from which every file of every homeserver is generated. */
export type StackDescription = z.output<typeof descriptionSchema>;

/** Reads a description strictly: unknown fields, doubled ids or server names, and odd names are refused with their path. */
export function parseStackDescription(input: unknown): Result<StackDescription, StackError> {
    const parsed = descriptionSchema.safeParse(input);
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return err({
        kind: "description-invalid",
        path: issue?.path.join(".") || "(root)",
        reason: issue?.message ?? "not valid",
    });
}

export function userIdOf(agency: AgencyDescription, user: Pick<UserDescription, "localpart">): string {
    return `@${user.localpart}:${agency.serverName}`;
}
