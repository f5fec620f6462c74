export { ADMIN_CODES, type AdminCode } from "./engine/adminCodes.ts";
export { type AdminMethod, adminMethods } from "./engine/adminContract.ts";
export type * from "./engine/adminSnapshot.ts";
export { CODE_MEANINGS } from "./engine/codeMeanings.ts";
export * from "./engine/contract.ts";
export { createEngineClient } from "./engine/createEngineClient.ts";
export { createLocalEngine } from "./engine/createLocalEngine.ts";
export { CRISIS_CODES, type CrisisCode } from "./engine/crisisCodes.ts";
export type * from "./engine/crisisSnapshot.ts";
export * from "./engine/deskSnapshot.ts";
export type {
    DeviceSnapshot,
    DevicesSnapshot,
    VerificationPhase,
    VerificationSnapshot,
    VerificationsSnapshot,
} from "./engine/deviceSnapshot.ts";
export { noClearance, unlabelledGate } from "./engine/emptySnapshots.ts";
export type { Engine, EngineCommands, EngineHandlers, EngineHost } from "./engine/engine.ts";
export type { EngineFailure, EngineFailureKind } from "./engine/failure.ts";
export { GATE_CODES, type GateCode } from "./engine/gateCodes.ts";
export type * from "./engine/gateSnapshot.ts";
export {
    MESSAGE_CODES,
    type MessageCode,
    type MessageCodeEntry,
    type MessageNextAction,
} from "./engine/messageCodes.ts";
export type { ExpiredSendSnapshot, OutboxSnapshot } from "./engine/outboxSnapshot.ts";
export { applyPatch, diffSnapshot, type SnapshotPatch } from "./engine/patch.ts";
export type {
    MemberSnapshot,
    MembersSnapshot,
    RoomKind,
    RoomPreviewSnapshot,
    RoomRowSnapshot,
    RoomsSnapshot,
} from "./engine/roomSnapshot.ts";
export { serveEngine } from "./engine/serveEngine.ts";
export type {
    AgencySnapshot,
    AgencyTrustSnapshot,
    CommunityTrustSnapshot,
    ConnectionSnapshot,
    RecoveryCodeSnapshot,
    SessionPhase,
    SessionSnapshot,
} from "./engine/sessionSnapshot.ts";
export type * from "./engine/timelineSnapshot.ts";
export type {
    DownloadsSnapshot,
    NotificationSnapshot,
    NotificationsSnapshot,
    PlainTopic,
    RoomTopic,
    SnapshotOf,
    TopicRef,
    TopicSnapshots,
} from "./engine/topics.ts";
export { roomTopics } from "./engine/topics.ts";
export type { EnginePort, FromEngine, ToEngine } from "./engine/wire.ts";
export type { DeviceId, EventId, RoomId, SendKey, UserId } from "./ids.ts";
export * from "./shell/contract.ts";
export { type ExerciseChapter, exerciseChapters } from "./shell/exercise.ts";
export { type AgencyCommand, type AgencyCommandParts, runAgencyCommand } from "./shell/runAgencyCommand.ts";
export { serveGateway } from "./shell/serveGateway.ts";
export type {
    BrowserSignInOutcome,
    GatewayResult,
    KeyProtection,
    SensitiveAction,
    Shell,
    ShellBoot,
} from "./shell/shell.ts";
