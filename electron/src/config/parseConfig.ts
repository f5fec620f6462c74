import { err, ok, type Result } from "@valise/base";
import { agencySchema, communityTrustSchema } from "@valise/bridge";
import { z } from "zod";

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);
const clientUrl = z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .refine(isOriginAlone, "an origin: https://host or https://host:port")
    .refine(isProtected, "https (plain http only on this machine itself)");
const configSchema = z.strictObject({
    version: z.literal(1),
    agencies: z
        .array(
            agencySchema.extend({
                id: z.string().min(1).max(255),
                name: z.string().min(1).max(255),
                serverName: z.string().min(1).max(255),
                clientUrl,
                /** On an administrator's machine alone: the admin API is on no public listener. */
                adminUrl: clientUrl.nullable().optional(),
            }),
        )
        .min(1)
        .max(50),
    /** First trust of the community whose clearances count here; without it no room can be labelled. */
    trust: communityTrustSchema.nullable().default(null),
    caFile: z.string().startsWith("/", "an absolute path").max(4096).optional(),
    serviceDesk: z.string().min(1).max(2048).optional(),
    /** What a plan's step "gateway" runs: an absolute path and its arguments, ended after so many seconds. */
    gateway: z
        .strictObject({
            command: z.tuple([z.string().startsWith("/", "an absolute path").max(4096)], z.string().max(4096)),
            timeoutS: z.int().min(1).max(120).default(20),
        })
        .optional(),
    /** Written by `npm start` alone: where the demonstration’s exercise is started. Nowhere but on this machine. */
    exerciseUrl: z
        .string()
        .regex(/^http:\/\/127\.0\.0\.1:\d{1,5}\/[\w-]{32}$/, "http://127.0.0.1:PORT/SECRET")
        .optional(),
});

/** What an administrator configures: the agencies a person may sign in to, a CA for their servers, whom to call. */
export type Config = z.output<typeof configSchema>;
export type ConfigFault =
    | { readonly kind: "not-json" }
    /** Where in the document, as `agencies[0].clientUrl`, and what was expected there. */
    | { readonly kind: "invalid"; readonly where: string; readonly expected: string };

/** Strict: an unknown field or version is refused and named. */
export function parseConfig(text: string): Result<Config, ConfigFault> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch {
        return err({ kind: "not-json" });
    }
    const parsed = configSchema.safeParse(value);
    if (parsed.success) return ok(parsed.data);
    const issue = parsed.error.issues[0];
    return err({ kind: "invalid", where: z.core.toDotPath(issue?.path ?? []) || "-", expected: issue?.message ?? "" });
}

/** The origins of the homeservers' client interfaces, and of the admin API where this machine is an administrator's. */
export function homeserverOrigins(config: Config): readonly string[] {
    const urls = config.agencies.flatMap(({ clientUrl, adminUrl }) => [
        clientUrl,
        ...(adminUrl == null ? [] : [adminUrl]),
    ]);
    return [...new Set(urls.map((url) => new URL(url).origin))];
}

/** All that the page may reach: the homeservers, and in the demonstration what starts its exercise. */
export function reachableOrigins(config: Config): readonly string[] {
    const { exerciseUrl } = config;
    return [...homeserverOrigins(config), ...(exerciseUrl === undefined ? [] : [new URL(exerciseUrl).origin])];
}

function isOriginAlone(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { username, password, pathname, search, hash } = new URL(url);
    return username === "" && password === "" && pathname === "/" && search === "" && hash === "";
}

/** Plain http leaves no machine when it goes to a homeserver on this one, as in the demonstration stack. */
function isProtected(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname } = new URL(url);
    return protocol === "https:" || loopback.has(hostname);
}
