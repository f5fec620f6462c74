import type { EpochMs } from "@valise/base";
import type { EventId, RoomId } from "../ids.ts";
import type { AdminSnapshot } from "./adminSnapshot.ts";
import type { CoverageSnapshot, CrisisSnapshot, GatewaySnapshot, LogSnapshot } from "./crisisSnapshot.ts";
import type { DeskSnapshot } from "./deskSnapshot.ts";
import type { DevicesSnapshot, VerificationsSnapshot } from "./deviceSnapshot.ts";
import type { ClearanceSnapshot, GateSnapshot, MarkingSnapshot } from "./gateSnapshot.ts";
import type { OutboxSnapshot } from "./outboxSnapshot.ts";
import type { MembersSnapshot, RoomsSnapshot } from "./roomSnapshot.ts";
import type { SessionSnapshot } from "./sessionSnapshot.ts";
import type { TimelineSnapshot } from "./timelineSnapshot.ts";

/** Says that a message arrived that a person should be told of: sender and room, never content. */
export interface NotificationSnapshot {
    readonly roomId: RoomId;
    readonly eventId: EventId;
    readonly senderName: string;
    readonly roomName: string | null;
    readonly mention: boolean;
    /** Real in an exercise. */
    readonly noDuff: boolean;
    /** Of the message, to stand beside sender and room; null in an unlabelled room. */
    readonly marking: MarkingSnapshot | null;
    readonly atMs: EpochMs;
}

/** The newest notifications of this run, oldest first, at most 20; the shell shows each `eventId` once. */
export interface NotificationsSnapshot {
    readonly rows: readonly NotificationSnapshot[];
}

/** A file that is being fetched because somebody asked for it. */
export interface DownloadSnapshot {
    readonly eventId: EventId;
    readonly receivedBytes: number;
}

export interface DownloadsSnapshot {
    readonly rows: readonly DownloadSnapshot[];
}

export interface TopicSnapshots {
    session: SessionSnapshot;
    rooms: RoomsSnapshot;
    timeline: TimelineSnapshot;
    members: MembersSnapshot;
    devices: DevicesSnapshot;
    verifications: VerificationsSnapshot;
    outbox: OutboxSnapshot;
    downloads: DownloadsSnapshot;
    notifications: NotificationsSnapshot;
    clearance: ClearanceSnapshot;
    desk: DeskSnapshot;
    gate: GateSnapshot;
    crisis: CrisisSnapshot;
    coverage: CoverageSnapshot;
    /** Following it says that the agency's gateway can be called from here: the engine asks for no call else. */
    gateway: GatewaySnapshot;
    log: LogSnapshot;
    admin: AdminSnapshot;
}

/** Topics of one room. */
export const roomTopics = ["timeline", "members", "gate", "log"] as const;
export type RoomTopic = (typeof roomTopics)[number];
export const plainTopics = [
    "session",
    "rooms",
    "devices",
    "verifications",
    "outbox",
    "downloads",
    "notifications",
    "clearance",
    "desk",
    "crisis",
    "coverage",
    "admin",
    "gateway",
] as const;
export type PlainTopic = (typeof plainTopics)[number];

/** What may be subscribed to. A `timeline`, `members` or `gate` subscription keeps that room open in the engine. */
export type TopicRef = { readonly topic: PlainTopic } | { readonly topic: RoomTopic; readonly roomId: RoomId };

export type SnapshotOf<R extends TopicRef> = TopicSnapshots[R["topic"]];

/** The member that names a row within its list, by topic. */
export const rowKeys = {
    session: null,
    rooms: "roomId",
    timeline: "key",
    members: "userId",
    devices: "deviceId",
    verifications: "flowId",
    outbox: null,
    downloads: "eventId",
    notifications: "eventId",
    clearance: "roomId",
    desk: "userId",
    gate: "userId",
    crisis: "key",
    coverage: "key",
    gateway: "call",
    log: "key",
    admin: null,
} as const satisfies Record<keyof TopicSnapshots, string | null>;
