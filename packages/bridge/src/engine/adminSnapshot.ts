/** How far an apply is, and what partners ask; the place of the administrator's that lives on while it is not looked at. */
export interface AdminSnapshot {
    readonly state: "idle" | "applying" | "stopping";
    readonly done: number;
    readonly total: number;
    /** Of the change that was made last. */
    readonly key: string;
    /** By the pace so far. */
    readonly remainingMs: number;
    /** People of partners whom this administrator is asked to take out of rooms, as of the last look: one an hour, unasked. */
    readonly asked: number;
}

/** Something a manifest, or a plan of it, is refused for. Rules are those of provisioning's SPEC 2. */
export interface ManifestRefusalSnapshot {
    readonly rule: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    /** A name or value from the manifest, or a short technical cause. */
    readonly detail: string;
    /** A security rule speaks, rather than the form. */
    readonly isSafety: boolean;
}

/** What a manifest is made of, as a tree shows it: by the files it stands in, and by agency, space and room. */
export interface ManifestOutline {
    /** The first file first. */
    readonly files: readonly { readonly path: string; readonly kind: "first" | "included" | "accounts" }[];
    readonly agencies: readonly {
        readonly id: string;
        readonly name: string;
        readonly serverName: string;
        /** Whose server is planned for here. */
        readonly isOwn: boolean;
        readonly accounts: number;
    }[];
    /** All but accounts, which are counted. */
    readonly entries: readonly {
        readonly key: string;
        readonly kind: "space" | "room" | "channel" | "trust" | "group" | "duty" | "template" | "directory";
        readonly agency: string;
        /** The space it stands in. */
        readonly space: string | null;
        readonly title: string;
    }[];
}

export interface ManifestSummary {
    /** The file it begins with. */
    readonly file: string;
    readonly outline: ManifestOutline;
    /** Directories whose people are those of a file that the command wrote, and when it read them. */
    readonly directories: readonly { readonly agency: string; readonly readAtMs: number; readonly accounts: number }[];
    readonly community: string;
    readonly revision: number | null;
    /** Requests of the folder's `signatures.json` that nobody has signed yet, and those that were. */
    readonly openSignatures: number;
    readonly signed: number;
}

export interface PlanChangeSnapshot {
    readonly action: "create" | "change" | "replace" | "destroy";
    readonly kind: string;
    readonly key: string;
    readonly agency: string;
    /** The file of the manifest in which it stands; null: it is in none any more. */
    readonly file: string | null;
    readonly title: string;
    /** The first of them. */
    readonly fields: readonly {
        readonly name: string;
        readonly before: string | null;
        readonly after: string | null;
    }[];
    readonly moreFields: number;
    readonly needsSignature: boolean;
    readonly isHeldBack: boolean;
    readonly loosens: boolean;
}

/** How far an account is on its way to its last day, by its server's clock. */
export interface ExpirySnapshot {
    /** `ended`: past it; the number is the step of the ladder that was reached. */
    readonly stage: "ended" | 3 | 14 | 30;
    readonly daysLeft: number;
}

export interface PlanSnapshot {
    readonly atMs: number;
    /** Of all of it, also where a long list is shown in part; `gain` and `lose` count people. */
    readonly counts: Readonly<Record<"create" | "change" | "replace" | "destroy" | "gain" | "lose", number>>;
    readonly changes: readonly PlanChangeSnapshot[];
    /** What can be done now; more may follow. */
    readonly stepCount: number;
    readonly access: readonly {
        readonly userId: string;
        readonly key: string;
        readonly title: string;
        readonly label: string | null;
        readonly effect: "gains" | "loses";
    }[];
    readonly drift: readonly {
        readonly key: string;
        readonly name: string;
        readonly expected: string | null;
        readonly found: string | null;
        readonly severity: "security" | "plain";
        /** Who changed it last and when, where the server says so. */
        readonly by: string | null;
        readonly atMs: number | null;
        /** Applying this key alone puts it back; what no manifest manages is not undone by one. */
        readonly canPutBack: boolean;
    }[];
    /** Security settings that were changed by hand and that the manifest says as well by now. */
    readonly kept: readonly {
        readonly key: string;
        readonly name: string;
        readonly by: string | null;
        readonly atMs: number | null;
    }[];
    readonly waits: readonly {
        readonly key: string;
        readonly reason: "no-identity" | "no-room" | "banned" | "ended";
        readonly users: readonly string[];
    }[];
    /** Accounts of one's agency on their way to their last day (provisioning SPEC 4.7), the nearest first. */
    readonly ladder: readonly (ExpirySnapshot & {
        readonly key: string;
        readonly userId: string;
        readonly name: string;
        readonly expires: string;
        readonly isLocked: boolean;
    })[];
    readonly signatures: readonly {
        readonly kind: string;
        readonly title: string;
        readonly role: string;
        readonly signers: number;
    }[];
    /** Rooms of the manifest beside what the server keeps. `null`: without end. */
    readonly retention: readonly {
        readonly key: string;
        readonly title: string;
        readonly label: string | null;
        readonly wantedS: number | null;
        /** Undefined: not made yet. */
        readonly foundS?: number | null | undefined;
    }[];
}

/** What it takes that a change made by hand is meant: the manifest says so, and nothing else does. */
export type KeptDrift =
    /** It is as the manifest says by now. */
    | { readonly kind: "gone" }
    /** Tried: with these lines in this file the change is drift no more, and nobody gains or loses anything besides. */
    | {
          readonly kind: "edit";
          readonly file: string;
          readonly field: string;
          /** Of the first line that differs, from 1. */
          readonly line: number;
          readonly removed: readonly string[];
          readonly added: readonly string[];
          /** All of the file, as it would be. */
          readonly text: string;
          readonly isSecurity: boolean;
          /** Officers are asked for something by the manifest that says so. */
          readonly needsSignature: boolean;
      }
    /** It is said there, and has to be written by a person or where the list comes from. */
    | {
          readonly kind: "by-hand";
          readonly file: string;
          readonly line: number;
          readonly field: string;
          readonly value: string;
      }
    /** They are meant to be in it through a group, a duty or an agency. */
    | { readonly kind: "through"; readonly file: string; readonly line: number; readonly field: string }
    /** A rule refuses the manifest that says so. */
    | { readonly kind: "refused"; readonly refusals: readonly ManifestRefusalSnapshot[] }
    /** No manifest says such a thing: it can only be put back. */
    | { readonly kind: "unsayable" };

export interface LockHolderSnapshot {
    readonly kind: "locked";
    readonly owner: string;
    readonly sinceMs: number;
    readonly lastSignMs: number;
}

export type OpenedManifest =
    /** Several files could be the first one. */
    | { readonly kind: "choose"; readonly files: readonly string[] }
    | { readonly kind: "refused"; readonly refusals: readonly ManifestRefusalSnapshot[] }
    | { readonly kind: "open"; readonly summary: ManifestSummary };

export type PlannedManifest =
    | { readonly kind: "refused"; readonly refusals: readonly ManifestRefusalSnapshot[] }
    | { readonly kind: "plan"; readonly plan: PlanSnapshot };

export type AppliedManifest =
    | { readonly kind: "refused"; readonly refusals: readonly ManifestRefusalSnapshot[] }
    | LockHolderSnapshot
    | { readonly kind: "stopped" }
    /** A server said yes and it is not so. */
    | { readonly kind: "not-taken"; readonly keys: readonly string[] }
    | {
          readonly kind: "done";
          readonly steps: number;
          /** What a plan would say now. */
          readonly left: PlanSnapshot;
          /** What a partner's server would not do. */
          readonly troubles: readonly string[];
          /** `signatures.json`, to be signed by officers; null where nothing is asked and nothing was signed. */
          readonly signatures: string | null;
          readonly openSignatures: number;
          /** Accounts made with a first password: `takeLetters` gives them. */
          readonly letters: number;
      };

export interface AccountRowSnapshot {
    readonly userId: string;
    readonly displayName: string | null;
    readonly state: "active" | "suspended" | "locked" | "ended";
    readonly isAdmin: boolean;
    readonly isManaged: boolean;
    /** Its last day (UTC), by the manifest applied last. */
    readonly expires: string | null;
    /** `null`: no last day, or none that is near. */
    readonly reached: ExpirySnapshot | null;
    readonly isMe: boolean;
}

export type ChangedAccount =
    | LockHolderSnapshot
    | { readonly kind: "refused"; readonly rule: "operator" | "unknown-account" | "account-exists" | "offboarded" }
    | {
          readonly kind: "done";
          /** Of an account just made; shown once and kept nowhere. */
          readonly password: string | null;
          /** After an offboarding: partners of its rooms, and rooms nobody here can keep any more. */
          readonly rooms: number;
          readonly partners: readonly string[];
          /** Partners whose administrators were asked by this to take the person out of their rooms. */
          readonly asked: readonly string[];
          /** The security officers are told, in the agency's trust room, that the clearance is to be revoked. */
          readonly isRevocationAsked: boolean;
          readonly orphans: readonly string[];
      };

/** Who has left at partners and here (provisioning SPEC 4.13). */
export interface LeaversSnapshot {
    /** This server has a trust room: without one it can neither ask nor be asked. */
    readonly canAsk: boolean;
    /** Servers that can ask here, and be asked. */
    readonly partners: readonly string[];
    /** People of partners who are still in rooms of this server, newest first. */
    readonly asked: readonly {
        readonly userId: string;
        readonly askedAtMs: number;
        readonly rooms: readonly {
            readonly roomId: string;
            /** By the manifest, or in clear on the server. */
            readonly title: string | null;
            readonly canRemove: boolean;
        }[];
    }[];
    /** One's own, newest first; `open`: partners that have not said yet that nobody is left. */
    readonly own: readonly {
        readonly userId: string;
        readonly askedAtMs: number;
        readonly cleared: readonly string[];
        readonly open: readonly string[];
    }[];
}

export type RemovedLeaver =
    | LockHolderSnapshot
    /** Their own server asks no more. */
    | { readonly kind: "not-asked" }
    | { readonly kind: "done"; readonly rooms: number; readonly leavers: LeaversSnapshot };

export interface LinkSnapshot {
    readonly serverName: string;
    /** `none`: nothing was ever sent there. */
    readonly state: "ok" | "failing" | "none";
    readonly failingSinceMs: number | null;
    readonly retryAtMs: number | null;
    /** Rooms in which something waits to be sent there; null: nothing fails. */
    readonly waitingRooms: number | null;
}

export interface OrphanSnapshot {
    readonly roomId: string;
    readonly name: string | null;
    readonly localCount: number;
    readonly servers: readonly string[];
}

/** A room of the server that no manifest manages. */
export interface HandMadeSnapshot {
    readonly roomId: string;
    readonly name: string | null;
    readonly people: number;
    /** People of this server who may keep it. */
    readonly keepers: readonly string[];
    /** A file of a manifest that would take it over; null: a manifest cannot hold it as it is. */
    readonly piece: string | null;
}

export interface AuditRowSnapshot {
    readonly seq: number;
    readonly atMs: number;
    readonly by: string;
    readonly event: "begun" | "done" | "failed";
    readonly revision: number | null;
    readonly what: readonly string[];
}

export interface AuditSnapshot {
    /** Newest first. */
    readonly rows: readonly AuditRowSnapshot[];
    readonly count: number;
    /** The line (from 1) that does not follow the one before it; null: the record is whole. */
    readonly brokenAt: number | null;
    /** This device has seen so many lines whole, and they are not all there any more, or others now; null: they are. */
    readonly missingSince: number | null;
}

export interface SimulatedRoomSnapshot {
    readonly key: string;
    readonly title: string;
    readonly label: string | null;
    readonly membership: "member" | "may-join";
    readonly reads: "yes" | "no" | "unknown";
}
