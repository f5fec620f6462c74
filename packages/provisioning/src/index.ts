export {
    type ApplyFailure,
    type ApplyInput,
    type ApplyProgress,
    type ApplyReport,
    applyManifest,
    type Trouble,
} from "./apply/applyManifest.ts";
export { observeAll } from "./apply/observeAll.ts";
export { type AuditEntry, digestOfEntry, findBreak, parseAuditEntry } from "./audit/auditChain.ts";
export type { AccountState, Desired, RoomKind } from "./desired/Desired.ts";
export { manifestDigest, titlesByMark } from "./desired/markOf.ts";
export type { Encryption, JoinRule, Power, RoomSettings, SettingName } from "./desired/RoomSettings.ts";
export { resolveManifest } from "./desired/resolveManifest.ts";
export { serverOf } from "./desired/serverOf.ts";
export { wire as provisioningWire } from "./desired/wire.ts";
export {
    DIRECTORY_COPY,
    DIRECTORY_COPY_BYTES,
    type DirectoryCopies,
    formatDirectoryCopy,
    parseDirectoryCopy,
} from "./directory/directoryCopy.ts";
export { draftAdoptions } from "./importing/draftAdoptions.ts";
export { draftManifest, type FoundServer } from "./importing/draftManifest.ts";
export { type InvitationWire, invitationSchema } from "./invite/invitation.ts";
export { reminderSchema } from "./invite/reminder.ts";
export { draftKeep, type Keep } from "./keeping/draftKeep.ts";
export { type AccountRefusal, changeAccount } from "./lifecycle/changeAccount.ts";
export { describeLeavers, type LeaversReport } from "./lifecycle/describeLeavers.ts";
export { expiryStage } from "./lifecycle/expiry.ts";
export { offboardAccount } from "./lifecycle/offboardAccount.ts";
export { settleLeavers } from "./lifecycle/settleLeavers.ts";
export type { ActInput } from "./lifecycle/withRecord.ts";
export type { ClaimContent, ClaimEvent, LockHolder } from "./lock/decideLock.ts";
export { type LoadedManifest, loadManifest, type ManifestFile } from "./manifest/loadManifest.ts";
export { isSafetyRule, isSourceRule, type ManifestRefusal, type ManifestRule } from "./manifest/ManifestRefusal.ts";
export { manifestJsonSchema } from "./manifest/manifestSchema.ts";
export { findTrustRoom } from "./observed/findTrustRoom.ts";
export { mayKeep } from "./observed/mayKeep.ts";
export type {
    Membership,
    ObservedAccount,
    ObservedRoom,
    ObservedServer,
    RegisterEntry,
    UnmanagedRoom,
} from "./observed/Observed.ts";
export { accountKey, userOfKey } from "./plan/accountKey.ts";
export { readAdopted } from "./plan/adopted.ts";
export { observedRetention } from "./plan/observedRetention.ts";
export { type Change, type Drift, hasChanges, type Plan, type PlanRefusal } from "./plan/Plan.ts";
export type { PlanOptions } from "./plan/PlanBuilder.ts";
export { planChanges } from "./plan/planChanges.ts";
export {
    type AgencyServer,
    type FederationLink,
    FOUND_AT_MOST,
    type FoundAccount,
    type FoundAccounts,
    type HandMadeRoom,
    type LeaverRoom,
    type Leavers,
    type OrphanedRoom,
    type OwnLeaver,
    type PartnerLeaver,
    type RoomOfPerson,
    type ServerCommand,
    type ServerFailure,
} from "./ports/AgencyServer.ts";
export {
    type Directories,
    type Directory,
    type DirectoryEntry,
    type DirectoryPlace,
    type DirectoryQuery,
    type DirectoryRefusal,
    noDirectories,
} from "./ports/Directories.ts";
export type { InvitationOutcome, Inviter, Reminding } from "./ports/Inviter.ts";
export type { FileRefusal, ManifestFiles } from "./ports/ManifestFiles.ts";
export { noSignatures } from "./signatures/draftRequests.ts";
export { type SimulatedRoom, simulateAccess } from "./simulate/simulateAccess.ts";
