import { z } from "zod";
import type { Desired, DesiredAccount } from "../desired/Desired.ts";
import { digestOf } from "../desired/markOf.ts";
import type { RegisterEntry } from "../observed/Observed.ts";

const schema = z.strictObject({
    v: z.literal(1),
    /** The same for every attempt at this invitation: a command that has sent it does nothing, and ends with 0. */
    invitation: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    user: z
        .string()
        .max(255)
        .regex(/^@[!-9;-~]+:[!-~]+$/),
    name: z.string().min(1).max(100),
    agency: z.strictObject({ id: z.string(), name: z.string() }),
    server: z.string(),
    /** The account's last day (UTC). */
    expires: z.iso.date().optional(),
    /** Path of the file, readable by the administrator alone, with the first password. The password itself is nowhere else. */
    letter: z.string().startsWith("/").optional(),
});

/** What an invitation command reads on its standard input (SPEC 4.11). */
export type InvitationWire = z.infer<typeof schema>;

/** The same as JSON Schema, for whoever writes such a command: `invitation.schema.json`. */
export const invitationSchema = () => ({
    ...z.toJSONSchema(schema),
    title: "What a Valise invitation command reads on its standard input (packages/provisioning/SPEC.md 4.11)",
});

/**
 * `due`: the account is being made. `calling`: the command was started, and how it ended is not known while this stands.
 * `sent`: it said so. `n` counts a person's invitations, one each time the account is made anew.
 */
export interface InvitationEntry {
    readonly state: "due" | "calling" | "sent";
    readonly n: number;
}

export const invitationKey = (userId: string): string => `invites/${userId}`;

export function readInvitation(entry: RegisterEntry | undefined): InvitationEntry | undefined {
    const { state, n } = entry ?? {};
    if ((state !== "due" && state !== "calling" && state !== "sent") || typeof n !== "number") return undefined;
    return { state, n };
}

/** What the command is told of one person. */
export function formatInvitation(
    desired: Desired,
    { userId, displayName, agency: id, expires }: DesiredAccount,
    n: number,
    letter: string | null,
): InvitationWire {
    const agency = desired.agencies.find((each) => each.id === id);
    return {
        v: 1,
        invitation: digestOf(`valise:invitation\n${desired.community}\n${userId}\n${n}`).slice(0, 22),
        user: userId,
        name: displayName,
        agency: { id, name: agency?.name ?? id },
        server: agency?.server ?? "",
        ...(expires !== null && { expires }),
        ...(letter !== null && { letter }),
    };
}
