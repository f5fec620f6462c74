import type { InvitationWire } from "../invite/invitation.ts";
import type { ReminderWire } from "../invite/reminder.ts";

/** How a call of the agency's invitation or reminder command ended. */
export type InvitationOutcome =
    /** It said that the message is sent. */
    | "sent"
    /** It said that it is not, or never ran: it may be called again. */
    | "not-sent"
    /** It was cut off: nobody here knows. */
    | "unknown";

/** What brings a new account to its owner: a command that the administrator configured. */
export interface Inviter {
    /** Path of the file with someone's first password; `null`: none was made. */
    letterOf(userId: string): string | null;
    call(invitation: InvitationWire): Promise<InvitationOutcome>;
    /** People whose invitation may have been cut off, and who shall be called for once more. */
    readonly again: readonly string[];
}

/** What tells people that their account is about to end: another command of the administrator's. */
export interface Reminding {
    call(reminder: ReminderWire): Promise<InvitationOutcome>;
}
