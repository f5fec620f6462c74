export {
    type ApplyFailure,
    type ApplyInput,
    type ApplyProgress,
    type ApplyReport,
    applyManifest,
    type Trouble,
} from "./apply/applyManifest.ts";
export { observeAll } from "./apply/observeAll.ts";
export { type AuditEntry, findBreak, parseAuditEntry } from "./audit/auditChain.ts";
export type { AccountState, Desired, RoomKind } from "./desired/Desired.ts";
export { manifestDigest } from "./desired/markOf.ts";
export type { Encryption, JoinRule, Power, RoomSettings, SettingName } from "./desired/RoomSettings.ts";
export { resolveManifest } from "./desired/resolveManifest.ts";
export { wire as provisioningWire } from "./desired/wire.ts";
export { draftManifest, type FoundServer } from "./importing/draftManifest.ts";
export { type Offboarded, offboardAccount } from "./lifecycle/offboardAccount.ts";
export type { ClaimContent, ClaimEvent, LockHolder } from "./lock/decideLock.ts";
export { type LoadedManifest, loadManifest } from "./manifest/loadManifest.ts";
export { isSafetyRule, type ManifestRefusal, type ManifestRule } from "./manifest/ManifestRefusal.ts";
export { manifestJsonSchema } from "./manifest/manifestSchema.ts";
export type {
    Membership,
    ObservedAccount,
    ObservedRoom,
    ObservedServer,
    RegisterEntry,
    UnmanagedRoom,
} from "./observed/Observed.ts";
export { type Change, type Drift, hasChanges, type Plan, type PlanRefusal } from "./plan/Plan.ts";
export type { PlanOptions } from "./plan/PlanBuilder.ts";
export { planChanges } from "./plan/planChanges.ts";
export type { AgencyServer, HandMadeRoom, RoomOfPerson, ServerCommand, ServerFailure } from "./ports/AgencyServer.ts";
export type { FileRefusal, ManifestFiles } from "./ports/ManifestFiles.ts";
export { noSignatures } from "./signatures/draftRequests.ts";
export { type SimulatedRoom, simulateAccess } from "./simulate/simulateAccess.ts";
