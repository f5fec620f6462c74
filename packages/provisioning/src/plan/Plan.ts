import type { REMINDER_DAYS } from "../lifecycle/expiry.ts";
import type { Position } from "../manifest/ManifestRefusal.ts";
import type { LastChange } from "../observed/Observed.ts";
import type { ServerCommand } from "../ports/AgencyServer.ts";

export type ChangeAction = "create" | "change" | "replace" | "destroy";
export type EntityKind =
    | "steward"
    | "account"
    | "group"
    | "duty"
    | "space"
    | "room"
    | "channel"
    | "trust"
    | "template"
    | "directory";

export interface FieldChange {
    readonly name: string;
    readonly before: string | null;
    readonly after: string | null;
}

export interface Change {
    readonly kind: EntityKind;
    /** As in the manifest; for what is no longer in it, the id on the server. */
    readonly key: string;
    readonly agency: string;
    readonly title: string;
    readonly fields: readonly FieldChange[];
    /** An officer of the agency must sign before it is whole. */
    readonly needsSignature: boolean;
    /** Not done without `--allow-destroy`. */
    readonly isHeldBack: boolean;
    /** It opens something that was closed. */
    readonly loosens: boolean;
}

/** Something that was changed by hand since the last apply. */
export interface Drift {
    readonly key: string;
    readonly agency: string;
    readonly name: string;
    readonly expected: string | null;
    readonly found: string | null;
    readonly severity: "security" | "plain";
    /** Who did it and when, where its server says so. */
    readonly change?: LastChange | undefined;
}

/** A security setting that was changed by hand and that the manifest by now says as well: kept, and told once. */
export interface Kept {
    readonly key: string;
    readonly agency: string;
    /** As drift names it. */
    readonly name: string;
    readonly change?: LastChange | undefined;
}

export interface AccessChange {
    readonly userId: string;
    readonly key: string;
    readonly title: string;
    readonly label: string | null;
    readonly effect: "gains" | "loses";
}

export interface SignatureNeed {
    /** `charter:rooms/east-desk`. */
    readonly id: string;
    readonly kind: "charter" | "admission" | "template" | "directory" | "revocation";
    readonly key: string;
    readonly agency: string;
    readonly title: string;
    readonly role: string;
    readonly signers: number;
}

/** What nobody can do now, and what it waits for. */
export interface Wait {
    readonly key: string;
    readonly agency: string;
    /** `ended`: their own agency says that the account is over; nobody lets them in again (SPEC 4.13). */
    readonly reason: "no-identity" | "no-room" | "banned" | "ended";
    readonly users: readonly string[];
}

/** An account whose last day comes near. */
export interface Reminder {
    readonly key: string;
    readonly agency: string;
    readonly expires: string;
    readonly withinDays: (typeof REMINDER_DAYS)[number];
    readonly daysLeft: number;
}

export type PlanRule =
    | "server-name-change"
    | "offboarded-account"
    | "last-admin"
    | "operator-offboarded"
    | "rollback"
    | "adoption-impossible"
    | "adoption-loosens";

export interface PlanRefusal extends Position {
    readonly rule: PlanRule;
    readonly detail: string;
}

/** In this order (SPEC 4.1), whatever an apply is killed between leaves nobody with more access than before or after. */
export type Phase = "create" | "restrict" | "sign" | "grant" | "destroy" | "record";
export const phases: readonly Phase[] = ["create", "restrict", "sign", "grant", "destroy", "record"];

export interface Step {
    /** Whose server does it. */
    readonly agency: string;
    readonly phase: Phase;
    /** The key of what it is done for. */
    readonly key: string;
    readonly command: ServerCommand;
}

/** What would change, why, and for whom (SPEC 5.1). The same bytes on any machine for the same manifest and servers. */
export interface Plan {
    readonly create: readonly Change[];
    readonly change: readonly Change[];
    readonly replace: readonly Change[];
    readonly destroy: readonly Change[];
    readonly access: readonly AccessChange[];
    readonly drift: readonly Drift[];
    readonly kept: readonly Kept[];
    readonly signatures: readonly SignatureNeed[];
    readonly waits: readonly Wait[];
    readonly reminders: readonly Reminder[];
    readonly refusals: readonly PlanRefusal[];
    /** What can be done now, in the order in which it is safe; more may follow once these are done. */
    readonly steps: readonly Step[];
}

export const hasChanges = (plan: Plan): boolean =>
    plan.create.length + plan.change.length + plan.replace.length + plan.destroy.length > 0;
