import { z } from "zod";
import type { Desired, DesiredAccount } from "../desired/Desired.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import { addressee, addresseeOf, messageId, messageIdOf, schemaFor } from "./addressee.ts";

const schema = z.strictObject({
    v: z.literal(1),
    invitation: messageId,
    ...addressee,
    /** The account's last day (UTC). */
    expires: z.iso.date().optional(),
    /** Path of the file, readable by the administrator alone, with the first password. The password itself is nowhere else. */
    letter: z.string().startsWith("/").optional(),
});

/** What an invitation command reads on its standard input (SPEC 4.11). */
export type InvitationWire = z.infer<typeof schema>;

/** The same as JSON Schema, for whoever writes such a command: `invitation.schema.json`. */
export const invitationSchema = () => schemaFor(schema, "invitation", "4.11");

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
    account: DesiredAccount,
    n: number,
    letter: string | null,
): InvitationWire {
    const { userId, expires } = account;
    return {
        ...{ v: 1, invitation: messageIdOf("invitation", desired, userId, n) },
        ...addresseeOf(desired, account),
        ...(expires !== null && { expires }),
        ...(letter !== null && { letter }),
    };
}
