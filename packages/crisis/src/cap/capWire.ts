import { z } from "zod";

/** OASIS Common Alerting Protocol 1.2 (ITU-T X.1303). */
export const CAP_NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})([+-])(\d{2}):(\d{2})$/;

/** Seconds since 1970 of a CAP date; `undefined` for a day that does not exist, a fraction, or `Z`, which CAP forbids. */
export function parseCapTime(text: string): number | undefined {
    const [, local = "", sign, hours, minutes] = DATE_TIME.exec(text) ?? [];
    const ms = Date.parse(`${local}Z`);
    const offsetMinutes = Number(hours) * 60 + Number(minutes);
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== local) return undefined;
    if (!(offsetMinutes <= 14 * 60) || Number(minutes) > 59) return undefined;
    return ms / 1000 - (sign === "-" ? -60 : 60) * offsetMinutes;
}

/** A CAP date in UTC, with the `-00:00` that CAP asks for. */
export const formatCapTime = (atS: number): string => `${new Date(atS * 1000).toISOString().slice(0, 19)}-00:00`;

const text = z.string().min(1);
const time = text.refine((value) => parseCapTime(value) !== undefined);
/** No spaces, commas or restricted characters (CAP 3.2.1). */
const identifier = z.string().regex(/^[^\s,<&]+$/);
const pair = z.strictObject({ valueName: text, value: text });
/** `sender,identifier,sent`, divided by white space. */
const references = z
    .string()
    .regex(/^[^\s,<&]+,[^\s,<&]+,[^\s,]+([ \t\n]+[^\s,<&]+,[^\s,<&]+,[^\s,]+)*$/)
    .refine((value) => value.split(/\s+/).every((one) => parseCapTime(one.split(",")[2] ?? "") !== undefined));

const resource = z.strictObject({
    resourceDesc: text,
    mimeType: text,
    size: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    uri: text.optional(),
    derefUri: text.optional(),
    digest: text.optional(),
});

const area = z.strictObject({
    areaDesc: text,
    polygon: z.array(text),
    circle: z.array(text),
    geocode: z.array(pair),
    altitude: text.optional(),
    ceiling: text.optional(),
});

const category = z.enum([
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
]);

const info = z.strictObject({
    language: text.optional(),
    category: z.array(category).min(1),
    event: text,
    responseType: z.array(
        z.enum(["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]),
    ),
    urgency: z.enum(["Immediate", "Expected", "Future", "Past", "Unknown"]),
    severity: z.enum(["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
    certainty: z.enum(["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
    audience: text.optional(),
    eventCode: z.array(pair),
    effective: time.optional(),
    onset: time.optional(),
    expires: time.optional(),
    senderName: text.optional(),
    headline: text.optional(),
    description: text.optional(),
    instruction: text.optional(),
    web: text.optional(),
    contact: text.optional(),
    parameter: z.array(pair),
    resource: z.array(resource),
    area: z.array(area),
});

export const capSchema = z
    .strictObject({
        identifier,
        sender: identifier,
        sent: time,
        status: z.enum(["Actual", "Exercise", "System", "Test", "Draft"]),
        msgType: z.enum(["Alert", "Update", "Cancel", "Ack", "Error"]),
        source: text.optional(),
        scope: z.enum(["Public", "Restricted", "Private"]),
        restriction: text.optional(),
        addresses: text.optional(),
        code: z.array(text),
        note: text.optional(),
        references: references.optional(),
        incidents: text.optional(),
        info: z.array(info),
    })
    .refine(({ scope, restriction }) => (scope === "Restricted") === (restriction !== undefined), {
        path: ["restriction"],
    })
    .refine(({ scope, addresses }) => scope !== "Private" || addresses !== undefined, { path: ["addresses"] })
    .refine(({ msgType, references: refs }) => msgType === "Alert" || refs !== undefined, { path: ["references"] });

/** A CAP 1.2 alert, member for element. */
export type CapAlert = z.infer<typeof capSchema>;
export type CapInfo = z.infer<typeof info>;

/** An element of CAP: its name with `?` where it may be missing, `*` or `+` where it may repeat, and what is in it. */
export type CapField = string | readonly [name: string, fields: readonly CapField[]];

const pairFields = ["valueName", "value"];
/** The sequence of elements that the schema of CAP 1.2 gives, in its order. */
export const CAP_FIELDS: readonly CapField[] = [
    ...["identifier", "sender", "sent", "status", "msgType", "source?", "scope", "restriction?", "addresses?"],
    ...["code*", "note?", "references?", "incidents?"],
    [
        "info*",
        [
            ...["language?", "category+", "event", "responseType*", "urgency", "severity", "certainty", "audience?"],
            ["eventCode*", pairFields],
            ...["effective?", "onset?", "expires?", "senderName?", "headline?", "description?", "instruction?"],
            ...["web?", "contact?"],
            ["parameter*", pairFields],
            ["resource*", ["resourceDesc", "mimeType", "size?", "uri?", "derefUri?", "digest?"]],
            ["area*", ["areaDesc", "polygon*", "circle*", ["geocode*", pairFields], "altitude?", "ceiling?"]],
        ],
    ],
];
