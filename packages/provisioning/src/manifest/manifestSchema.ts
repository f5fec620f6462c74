import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import { directorySchema } from "../directory/directorySchema.ts";
import { durationPattern } from "./durations.ts";
import { limits } from "./limits.ts";

/** Text that people read: no control, formatting or bidirectional characters, which could make one name look like another. */
const words = (max: number) =>
    z
        .string()
        .min(1)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u)
        .refine((text) => text.trim() === text && text.normalize("NFC") === text, { error: "not-plain-text" });

const key = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const serverName = z
    .string()
    .max(230)
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]{1,5})?$/);
const localpart = z.string().regex(/^[a-z0-9._=/+-]{1,64}$/);
const userRef = z.string().regex(/^([a-z0-9._=/+-]{1,64}|@[a-z0-9._=/+-]{1,64}:[a-z0-9.:-]{3,230})$/);
/** A person, everyone of a group, whoever may hold a duty, or all accounts of an agency. */
const memberRef = z
    .string()
    .max(300)
    .regex(
        /^(group:[a-z][a-z0-9-]{0,62}|duty:[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}|agency:[a-z][a-z0-9-]{0,62}|[a-z0-9._=/+-]{1,64}|@[a-z0-9._=/+-]{1,64}:[a-z0-9.:-]{3,230})$/,
    );
const members = z.array(memberRef).max(2000);
const duration = z.string().regex(durationPattern);
const keep = z.union([duration, z.literal("forever")]);
/** `POLICY/LEVEL[ SET=VALUE[,VALUE]]…`, checked against the policies when it is resolved. */
const label = z.string().min(3).max(400);
const relativePath = z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/);
const date = z.iso.date();
const agencies = z.array(key).min(1).max(64);

const agency = z.strictObject({
    name: words(100),
    server: serverName,
    /** Highest label any of its rooms may bear. */
    ceiling: label.optional(),
    /** Public key of its policy server, unpadded base64, as `valise policy serve` prints it. */
    policyKey: z
        .string()
        .regex(/^[A-Za-z0-9+/]{43}$/)
        .optional(),
    /** Room id of its space, for partners that are not managed here. */
    space: z
        .string()
        .regex(/^![\x21-\x7e]{1,254}$/)
        .optional(),
});

const charter = z.strictObject({
    label,
    /** Highest level the room may ever bear; the label's own by default. */
    ceiling: label.optional(),
    admission: z.enum(["cleared", "roster"]).default("roster"),
    agencies,
    /** Agencies whose officers may admit and sign the next charter; the owner by default. */
    admit: agencies.optional(),
    /** Agencies whose RELEASE holders may widen access; the owner by default. */
    lowerBy: agencies.optional(),
    role: z
        .string()
        .regex(/^[A-Z][A-Z0-9_.-]{0,63}$/)
        .optional(),
    history: z.boolean().default(false),
    exercise: z.boolean().default(false),
    retention: keep.optional(),
    hold: z.boolean().default(false),
    grace: duration.optional(),
    /** Duty posts that form each agency's cell. */
    cells: z.record(key, z.array(z.string().regex(/^[A-Z][A-Z0-9_.-]{0,63}$/)).max(32)).default({}),
});

const rotation = z.strictObject({ period: duration.optional(), messages: z.int().min(1).max(10_000).optional() });

const roomFields = {
    agency: key,
    name: words(100),
    space: key.optional(),
    charter: charter.optional(),
    members: members.default([]),
    moderators: members.default([]),
    encrypted: z.boolean().default(true),
    history: z.enum(["joined", "invited", "shared", "world_readable"]).default("joined"),
    join: z.enum(["invite", "space", "public"]).optional(),
    rotation: rotation.optional(),
    /** The owner's policy server judges what partners send into it; nobody of theirs writes while it is out of reach. */
    policyServer: z.boolean().default(false),
    /** For rooms without a charter; a charter says it itself. */
    retention: keep.optional(),
};
/** A room that was made by hand and is taken over (SPEC 4.10); what it is made of cannot change, so no channel can be one. */
const adopt = z
    .string()
    .regex(/^![\x21-\x7e]{1,254}$/)
    .optional();
const room = z.strictObject({ ...roomFields, adopt });
const channel = z.strictObject({ ...roomFields, broadcasters: members.default([]) });
const space = z.strictObject({
    agency: key,
    name: words(100),
    members: members.default([]),
    moderators: members.default([]),
    adopt,
});

const account = z.strictObject({
    user: localpart,
    agency: key,
    name: words(100),
    groups: z.array(key).max(64).default([]),
    state: z.enum(["active", "suspended", "locked"]).default("active"),
    /** Expected clearance, for what the plan can foresee. It gives nothing: officers attest. */
    clearance: label.optional(),
    expires: date.optional(),
    /** The account this person had at another agency (SPEC 1.14). */
    from: z
        .string()
        .regex(/^@[a-z0-9._=/+-]{1,64}:[a-z0-9.:-]{3,230}$/)
        .optional(),
    /** `false`: other agencies do not find them in their directory of people (SPEC 1.15). */
    listed: z.boolean().default(true),
});
/** Accounts that stand elsewhere; exactly one of the three. */
const accountSource = z.strictObject({
    agency: key,
    csv: relativePath.optional(),
    scim: relativePath.optional(),
    ldap: directorySchema(key, relativePath).optional(),
});

/** An agency's trust room (protocol 4): who publishes into it, and whose acts the publisher looks for. */
const trustRoom = z.strictObject({
    publisher: localpart.default("trust"),
    officers: z.array(localpart).max(50).default([]),
});

const template = z.strictObject({
    agency: key,
    title: words(100),
    label,
    agencies,
    roles: z.array(z.string().regex(/^duty:[a-z][a-z0-9-]{0,62}\/[a-z][a-z0-9-]{0,62}$/)).max(64),
    admission: z.enum(["cleared", "roster"]).default("roster"),
    checklist: z
        .array(z.strictObject({ text: words(300), owner: memberRef.optional(), within: duration.optional() }))
        .max(100)
        .default([]),
    sitrepEvery: duration.optional(),
    retention: keep.optional(),
    standbyRooms: z.int().min(0).max(10).default(1),
});

const duty = z.strictObject({
    title: words(100),
    holders: members.default([]),
    deputies: members.default([]),
});

/** Requests a second, and how many at once before that counts. */
const rate = (perSecond: number, burst: number) =>
    z.strictObject({ perSecond: z.int().min(perSecond).max(1000), burst: z.int().min(burst).max(10_000) });

/** Of the homeserver itself; each has a floor below which an agency would lock itself out in a crisis. */
const limitsSchema = z.strictObject({
    /** From one address: an agency often has but one. */
    signIns: rate(5, 50).optional(),
    messages: rate(5, 50).optional(),
    joins: rate(5, 50).optional(),
    invites: rate(5, 50).optional(),
    rooms: rate(1, 20).optional(),
});

const entries = <T extends z.ZodType>(value: T) => z.record(key, value).default({});

/** One file of a manifest. Sections may be spread over included files; each key is said once. */
export const manifestSchema = z.strictObject({
    valise: z.literal(1),
    /** Goes up with each change under version control; an older one never loosens anything (rule `rollback`). */
    revision: z.int().min(0).optional(),
    community: key.optional(),
    include: z.array(relativePath).max(limits.includes).default([]),
    agencies: entries(agency),
    federation: z.strictObject({ allow: z.array(serverName).max(200) }).optional(),
    limits: limitsSchema.optional(),
    defaults: z
        .strictObject({ retention: keep.optional(), retentionLimit: duration.optional(), grace: duration.optional() })
        .optional(),
    groups: entries(z.strictObject({ agency: key, members: z.array(userRef).max(5000) })),
    /** By agency, then by post. */
    duties: z.record(key, z.record(key, duty)).default({}),
    accounts: z
        .array(z.union([account, accountSource]))
        .max(5000)
        .default([]),
    spaces: entries(space),
    rooms: entries(room),
    channels: entries(channel),
    /** By agency: the room in which its clients find bundle and status lists. */
    trust: entries(trustRoom),
    templates: entries(template),
});

export type Manifest = z.output<typeof manifestSchema>;
export type ManifestRoom = z.output<typeof room>;
export type ManifestChannel = z.output<typeof channel>;
export type ManifestCharter = z.output<typeof charter>;
export type ServerLimits = z.output<typeof limitsSchema>;
export type ManifestAccount = z.output<typeof account>;

export type AccountSource = z.output<typeof accountSource>;

export const isAccountSource = (entry: Manifest["accounts"][number]): entry is AccountSource => !("user" in entry);

/** One account from another source than YAML; the refusal names the field. */
export function parseAccount(value: unknown): Result<ManifestAccount, string> {
    const parsed = account.safeParse(value);
    return parsed.success ? ok(parsed.data) : err(parsed.error.issues[0]?.path.join(".") || "user");
}

/** The manifest format as JSON Schema (draft 2020-12), for editors; `loadManifest` stays the judge. */
export function manifestJsonSchema(): unknown {
    return z.toJSONSchema(manifestSchema, { io: "input" });
}
