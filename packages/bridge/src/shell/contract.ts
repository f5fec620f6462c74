import { z } from "zod";
import { agencySchema, communityTrustSchema } from "../engine/contract.ts";

const text = z.string().max(2048);
const language = z.enum(["en", "fr", "de"]);
const bytes = z.instanceof(Uint8Array);
const file = z.strictObject({ name: z.string().min(1).max(255), mimeType: z.string().max(255), bytes });

/** All that a gateway may ever say: a page that asks for other words is refused. */
const say = (of: { readonly de: string; readonly en: string; readonly fr: string }) =>
    z.strictObject({ de: z.literal(of.de), en: z.literal(of.en), fr: z.literal(of.fr) });
const anyCall = {
    v: z.literal(1),
    call: z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]-([1-9]|[12][0-9]|3[0-2])$/),
    step: z.int().min(1).max(32),
    people: z.array(z.string().max(255).regex(/^@/)).min(1).max(10_000).readonly(),
};
/** What a gateway's command reads (crisis SPEC 9.6). */
const gatewayCall = z.discriminatedUnion("exercise", [
    z.strictObject({
        ...anyCall,
        exercise: z.literal(false),
        say: say({ de: "Valise öffnen", en: "Open Valise", fr: "Ouvrez Valise" }),
    }),
    z.strictObject({
        ...anyCall,
        exercise: z.literal(true),
        say: say({ de: "Übung: Valise öffnen", en: "Exercise: open Valise", fr: "Exercice : ouvrez Valise" }),
    }),
]);

/**
 * Page to Electron main. The preload exposes one function per method, with no channel argument and no event object;
 * main checks the sender's frame, then parses the input with these schemas.
 */
export const shellContract = {
    boot: {
        input: z.strictObject({}),
        output: z.strictObject({
            kind: z.enum(["desktop", "web"]),
            version: text,
            deviceName: text,
            agencies: z.array(agencySchema),
            trust: communityTrustSchema.nullable(),
            keyProtection: z.discriminatedUnion("kind", [
                z.strictObject({ kind: z.literal("keystore"), backend: text }),
                z.strictObject({
                    kind: z.literal("unavailable"),
                    reason: z.enum(["no-keystore", "locked", "plain-text-only"]),
                }),
                z.strictObject({ kind: z.literal("web") }),
            ]),
            serviceDesk: text.nullable(),
            gateway: z.boolean().optional(),
            exerciseUrl: text.nullable(),
        }),
    },
    requestKeyPort: { input: z.strictObject({}), output: z.boolean() },
    requestDeskKeyPort: { input: z.strictObject({ language }), output: z.boolean() },
    openExternal: { input: z.strictObject({ url: text, shownText: text }), output: z.boolean() },
    signInInBrowser: {
        input: z.strictObject({ address: text }),
        output: z.discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("token"), token: text }),
            z.strictObject({ kind: z.enum(["cancelled", "timed-out", "not-opened"]) }),
        ]),
    },
    proveInBrowser: { input: z.strictObject({ address: text }), output: z.boolean() },
    stopSignIn: { input: z.strictObject({}), output: z.void() },
    openFile: { input: file, output: z.boolean() },
    saveFile: { input: file, output: z.boolean() },
    notify: {
        input: z.strictObject({
            roomId: z.string().max(255),
            title: z.string().max(200),
            body: z.string().max(300),
            tag: text,
        }),
        output: z.void(),
    },
    raiseAlarm: { input: z.strictObject({}), output: z.void() },
    callGateway: {
        input: gatewayCall,
        output: z.strictObject({
            state: z.enum(["done", "failed", "timed-out", "not-started"]),
            exitCode: z.int().nullable(),
        }),
    },
    setUnreadCount: { input: z.strictObject({ count: z.int().min(0).max(1_000_000) }), output: z.void() },
    confirmSensitive: {
        input: z.strictObject({
            action: z.enum(["reset-identity", "verify-device", "renew-recovery-code", "export", "sign-out"]),
            language,
        }),
        output: z.boolean(),
    },
} as const;

export type ShellContract = typeof shellContract;
export type ShellMethod = keyof ShellContract;
/** One channel a method, so that main registers exactly these and nothing else. */
export const shellChannel = (method: ShellMethod): string => `valise:${method}`;
/** Main to page: a notification was clicked; carries the room id. */
export const notificationClickedChannel = "valise:notification-clicked";
/** Main to page: the store-key port follows as the message's only transferred port. */
export const keyPortChannel = "valise:key-port";
/** The same for the key that opens a security officer's key. */
export const deskKeyPortChannel = "valise:desk-key-port";
