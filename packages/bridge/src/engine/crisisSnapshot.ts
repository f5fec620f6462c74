import type { EpochMs } from "@valise/base";
import type { EventId, RoomId, UserId } from "../ids.ts";
import type { MarkingSnapshot } from "./gateSnapshot.ts";

/** NATO's precedence (ACP 121), lowest first. */
export type Precedence = "ROUTINE" | "PRIORITY" | "IMMEDIATE" | "FLASH";

/** Words by BCP 47 language; the app picks the reader's, else the first. */
export type TextsSnapshot = readonly { readonly lang: string; readonly text: string }[];

/** How far one person's own answer has come. Nothing is shown as done before the cell has confirmed it. */
export interface MyAnswerSnapshot {
    readonly addressed: boolean;
    readonly rung: "none" | "delivered" | "seen" | "acknowledged" | "cannot-comply";
    readonly option: string | null;
    readonly text: string | null;
    readonly answeredAtMs: EpochMs | null;
    /** `waiting`: in the outbox; `received`: a device of the cell has it; `ledger`: it is in the cell's ledger. */
    readonly confirmed: "nothing-to-confirm" | "waiting" | "received" | "ledger";
}

/** Sounding now, on this device; each step of a plan sounds once. */
export interface AlarmSnapshot {
    readonly step: number;
    readonly sounds: boolean;
    readonly repeatEveryMs: number | null;
    readonly raisesWindow: boolean;
    /** It sounds and raises the window although the person asked not to be disturbed. */
    readonly throughDoNotDisturb: boolean;
    /** The deadline had passed when this device learned of it. */
    readonly missed: boolean;
    /** For whom this person is asked to stand in. */
    readonly standsInFor: readonly string[];
}

/** A broadcast this person may read. Forged, replayed and foreign ones are in the list, refused, and never alarm. */
export interface BroadcastSnapshot {
    /** `broadcastId sender`: ids are the sender's. */
    readonly key: string;
    readonly broadcastId: string;
    readonly roomId: RoomId;
    readonly eventId: EventId;
    readonly senderId: UserId;
    readonly senderName: string;
    /** By the sender's attestation, never by power levels; null where it does not hold. */
    readonly agency: string | null;
    readonly status: "actual" | "exercise" | "test";
    readonly exerciseName: string | null;
    /** Actual, while an exercise goes on where this person is. */
    readonly noDuff: boolean;
    readonly msgType: "alert" | "update" | "cancel";
    readonly precedence: Precedence;
    readonly headlines: TextsSnapshot;
    readonly texts: TextsSnapshot;
    readonly marking: MarkingSnapshot | null;
    /** Files it names, which come behind it; `eventId` null: not here yet. */
    readonly attachments: readonly {
        readonly name: string;
        readonly sizeBytes: number;
        readonly eventId: EventId | null;
    }[];
    readonly sentAtMs: EpochMs;
    readonly deadlineMs: EpochMs | null;
    readonly expiresMs: EpochMs;
    /** Null: nobody is asked to answer. */
    readonly ask: {
        readonly options: readonly { readonly id: string; readonly texts: TextsSnapshot }[];
        readonly text: boolean;
        readonly rollCall: { readonly location: boolean; readonly deputies: boolean } | null;
    } | null;
    readonly standing: "in-force" | "cancelled" | "superseded" | "expired";
    /** Why it counts for nothing: a code; null where it counts. */
    readonly refused: string | null;
    readonly mine: MyAnswerSnapshot;
    /** Of a roll call that lets deputies answer: for whom this person may, and what they have said for them. */
    readonly mayAnswerFor: readonly {
        readonly userId: UserId;
        readonly name: string;
        readonly triage: "safe" | "need-help" | "hurt" | null;
        readonly confirmed: MyAnswerSnapshot["confirmed"];
    }[];
    readonly alarm: AlarmSnapshot | null;
    /** Six words to prove it over the phone, by language. */
    readonly readBack: readonly { readonly lang: string; readonly words: readonly string[] }[];
    /** This account's cell collects the answers: there is a row of `coverage`. */
    readonly collects: boolean;
}

/** A duty role of an agency and who holds its watch. */
export interface DutyRoleSnapshot {
    /** `agencyUrn role`. */
    readonly key: string;
    readonly agency: string;
    readonly agencyName: string;
    readonly role: string;
    readonly names: TextsSnapshot;
    readonly holderId: UserId | null;
    readonly holderName: string | null;
    readonly sinceMs: EpochMs | null;
    readonly deputies: readonly UserId[];
    /** Whom the directory lets hold it; of other agencies none is named here. */
    readonly eligible: readonly { readonly userId: UserId; readonly name: string }[];
    /** The directory lets this person hold it, or they do. */
    readonly mine: "holds" | "may-take" | "no";
    /** A handover that waits for this person's signature. */
    readonly offeredBy: UserId | null;
    readonly offeredByName: string | null;
    /** What the giver leaves the taker, in words. */
    readonly offeredNote: string | null;
    /** What its giver leaves open, as both sign; null: nothing is offered, or the giver is gone. */
    readonly offeredOpen: {
        /** `key` as of broadcasts; how many of one's own people have not answered. */
        readonly alerts: readonly { readonly key: string; readonly unanswered: number }[];
        /** Tasks of logs; `title` null: of a room this person is not in. */
        readonly pending: readonly { readonly authorId: UserId; readonly seq: number; readonly title: string | null }[];
        readonly crises: number;
    } | null;
}

/** A plan signed in peacetime. */
export interface TemplateSnapshot {
    readonly template: string;
    readonly names: TextsSnapshot;
    readonly lead: string;
    readonly agencies: readonly string[];
    readonly marking: MarkingSnapshot | null;
    readonly roles: readonly { readonly agency: string; readonly role: string; readonly required: boolean }[];
    readonly checklistCount: number;
    readonly sitrepEveryMs: number | null;
    readonly precedence: Precedence;
    /** Rooms prepared in peacetime that this device can open now. */
    readonly standbyReady: number;
}

export interface CrisisRoomSnapshot {
    readonly crisisId: string;
    readonly roomId: RoomId;
    readonly name: string;
    readonly phase: "alert" | "response" | "recovery" | "closed";
    readonly lead: string;
    readonly exercise: boolean;
    readonly startedAtMs: EpochMs;
    /** The next situation report: `soon` from five minutes before it is due, `late` after; changes by itself. */
    readonly sitrep: { readonly dueAtMs: EpochMs | null; readonly state: "none" | "ahead" | "soon" | "late" };
}

/** Everything a duty officer's screens hang on. Rows are broadcasts, newest first. */
export interface CrisisSnapshot {
    /** What this person's attestation lets them do. */
    readonly may: { readonly broadcast: boolean; readonly open: boolean; readonly writeDirectory: boolean };
    /** Channels this person may send to, as rooms. */
    readonly channels: readonly RoomId[];
    readonly duty: readonly DutyRoleSnapshot[];
    readonly templates: readonly TemplateSnapshot[];
    readonly crises: readonly CrisisRoomSnapshot[];
    /** What this device can see of the links between agencies; it says nothing of why somebody is silent. */
    readonly weather: readonly {
        readonly agency: string;
        readonly agencyName: string;
        /** Names of its homeservers, as the trust bundle says. */
        readonly servers: readonly string[];
        readonly own: boolean;
        /** By this device's clock, when anything of its people last came here; null: never. */
        readonly lastHeardMs: EpochMs | null;
        /** When the newest of it was written, by its server's clock. */
        readonly lastSaidMs: EpochMs | null;
        /** How long that was on its way, when it came; null: not known. */
        readonly lateByMs: number | null;
        /** People whom broadcasts are on their way to, by what one's own cell knows. */
        readonly waiting: number;
    }[];
    readonly rows: readonly BroadcastSnapshot[];
}

export type CoverageRungName =
    | "no-device"
    | "key-withheld"
    | "not-delivered"
    | "undecryptable"
    | "delivered"
    | "seen"
    | "acknowledged"
    | "cannot-comply";

/** How somebody is; `missing` has not answered, whatever the cause. */
export type RollCallStateName = "hurt" | "need-help" | "missing" | "cannot-comply" | "safe" | "answered";

export interface RungCountsSnapshot {
    readonly addressed: number;
    readonly noDevice: number;
    readonly noKey: number;
    readonly notDelivered: number;
    readonly undecryptable: number;
    readonly delivered: number;
    readonly seen: number;
    readonly acknowledged: number;
    readonly cannotComply: number;
}

/** What a step of a plan does (crisis SPEC 9.5). */
export type EscalationActName = "alarm" | "deputies" | "second-cell" | "gateway" | "list" | "decide";

/** Who has a broadcast, who has not, and why: one's own agency by name, the others by signed counts. */
export interface CoverageRowSnapshot {
    /** As `BroadcastSnapshot.key`. */
    readonly key: string;
    readonly broadcastId: string;
    readonly agencies: readonly (RungCountsSnapshot & {
        readonly agency: string;
        readonly agencyName: string;
        readonly source: "own-ledger" | "signed-counts" | "manifest";
        readonly asOfMs: EpochMs | null;
    })[];
    readonly total: RungCountsSnapshot;
    readonly people: readonly {
        readonly userId: UserId;
        readonly name: string;
        /** By the directory; under its own id where that has no words for it. */
        readonly post: TextsSnapshot | null;
        readonly rung: CoverageRungName;
        readonly code: string | null;
        readonly option: string | null;
        readonly text: string | null;
        readonly triage: "safe" | "need-help" | "hurt" | null;
        readonly location: string | null;
        readonly answeredAtMs: EpochMs | null;
        readonly by: UserId | null;
        /** Who stands in for them, by the directory. */
        readonly deputies: readonly { readonly userId: UserId; readonly name: string }[];
        /** In a roll call, gravest first; null in any other broadcast. */
        readonly state: RollCallStateName | null;
    }[];
    /** How one's own people are; null: not a roll call. */
    readonly rollCall: {
        readonly called: number;
        readonly answered: number;
        readonly counts: Readonly<Record<RollCallStateName, number>>;
    } | null;
    readonly notReached: readonly {
        readonly agency: string;
        readonly cause: CoverageRungName;
        readonly count: number;
    }[];
    readonly escalation: {
        readonly state: "none" | "waiting" | "paused" | "led-here" | "led-elsewhere" | "over";
        readonly leader: UserId | null;
        readonly nextStepAtMs: EpochMs | null;
        readonly stepsDone: readonly number[];
        /** What became of the call to the agency's gateway; null: none was made. */
        readonly gateway: GatewayOutcomeSnapshot | null;
        /** The whole plan, in order. */
        readonly steps: readonly {
            readonly step: number;
            readonly do: EscalationActName;
            readonly dueAtMs: EpochMs;
            readonly doneAtMs: EpochMs | null;
            readonly by: UserId | null;
            /** Why somebody of the cell left it out; null: done, or to come. */
            readonly skipped: string | null;
            /** Whom its alarm reached on no device, as far as their devices have not reported since. */
            readonly unreached: readonly {
                readonly userId: UserId;
                readonly name: string;
                readonly why: "no-device" | "not-sent";
            }[];
        }[];
        /** While it is held: why, where somebody said so. */
        readonly pauseReason: string | null;
    };
}

/** How a gateway's command ended; `exitCode` null where it did not end by itself. */
export interface GatewayOutcomeSnapshot {
    readonly state: "done" | "failed" | "timed-out" | "not-started";
    readonly exitCode: number | null;
    readonly by: UserId;
    readonly atMs: EpochMs;
}

/** One call for a gateway, as its command reads it on its standard input (crisis SPEC 9.6). Never any content. */
export interface GatewayCallSnapshot {
    readonly v: 1;
    readonly call: string;
    readonly step: number;
    readonly exercise: boolean;
    readonly people: readonly string[];
    readonly say: { readonly de: string; readonly en: string; readonly fr: string };
}

/** Calls to make now; each is gone when `gatewayCalled` has said how it ended. */
export interface GatewaySnapshot {
    readonly rows: readonly GatewayCallSnapshot[];
}

export interface CoverageSnapshot {
    readonly rows: readonly CoverageRowSnapshot[];
}

/** One line of a room's log. */
export interface LogEntrySnapshot {
    readonly key: string;
    readonly eventId: EventId;
    readonly authorId: UserId;
    readonly authorName: string;
    readonly agency: string | null;
    readonly atMs: EpochMs;
    readonly kind: "sitrep" | "decision" | "task" | "task-done" | "automatic";
    readonly title: string;
    readonly text: string;
    /** Of decisions: what was decided against, and why. */
    readonly instead: string | null;
    readonly ownerId: UserId | null;
    /** Of a checklist's task: the duty role whose it is, of each agency that has one. */
    readonly ownerRole: string | null;
    readonly dueAtMs: EpochMs | null;
    readonly done: boolean;
    readonly marking: MarkingSnapshot | null;
    /** Of an automatic entry: what happened, by code (crisis SPEC 16.7), and its facts; null of what somebody wrote. */
    readonly auto: {
        readonly code: string;
        readonly facts: Readonly<Record<string, string | number>>;
        readonly broadcastId: string | null;
        /** Real, in an exercise. */
        readonly noDuff: boolean;
    } | null;
    /** In its author's chain as it should be, or what is missing or reordered before it. */
    readonly chain: "whole" | "gap" | "reordered" | "forked";
}

export interface LogSnapshot {
    readonly roomId: RoomId;
    /** When the next situation report is due; null where none is asked for. */
    readonly sitrepDueAtMs: EpochMs | null;
    /** Oldest first, merged by time, author and number. */
    readonly rows: readonly LogEntrySnapshot[];
}

/** Of one member in the dry run of opening a room: who will and will not be able to read, and why. */
export interface DryRunRow {
    readonly agency: string;
    readonly role: string;
    readonly userId: UserId | null;
    readonly outcome: "reads" | "waits" | "refused" | "left-out";
    /** A code; null for who reads. */
    readonly code: string | null;
    readonly deputies: readonly UserId[];
}
