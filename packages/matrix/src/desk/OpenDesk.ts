import type { Officer } from "@valise/clearance";
import type { OfficerLimits, Register, RegisterEvent } from "@valise/clearance/desk";

/** An officer at work in this account: key unlocked, certificate verified. */
export interface OpenDesk {
    readonly officer: Officer;
    readonly limits: OfficerLimits;
    readonly register: () => Register;
    /** On the disk when it resolves. */
    append(events: readonly RegisterEvent[]): Promise<void>;
}
