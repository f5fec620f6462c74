export {
    type AnswerRung,
    isPartOf,
    isSettled,
    joinRecords,
    parseAnswer,
    parseConfirmation,
    retryDelayMs,
    rungOf,
} from "./answer/AnswerRecord.ts";
export {
    type AckRefusal,
    type AnswerChoice,
    type Answerer,
    decideAcknowledgement,
} from "./answer/decideAcknowledgement.ts";
export {
    ANSWER_CONFIRMED_TYPE,
    ANSWER_TYPE,
    type Answer,
    type AnswerRecord,
    type AnswerWire,
    type ConfirmationWire,
} from "./answer/wire.ts";
export { highWaterOf } from "./archive/highWater.ts";
export {
    type ArchiveFacts,
    type ArchiveFile,
    archivedLog,
    type PackedArchive,
    packArchive,
} from "./archive/packArchive.ts";
export {
    type ArchiveChecks,
    type ArchiveFault,
    type ArchiveReport,
    verifyArchive,
} from "./archive/verifyArchive.ts";
export {
    ARCHIVED_LOG_PATH,
    type ArchiveManifest,
    type ArchiveWire,
    MANIFEST_PATH,
    SIGNATURE_PATH,
} from "./archive/wire.ts";
export { type BagRefusal, type OpenedBag, openBag, type PackedBag, packBag, sealBag } from "./bag/bag.ts";
export { BAG_SUFFIX, type BagItem, type BagWire } from "./bag/wire.ts";
export type { AlarmPolicy } from "./broadcast/alarmPolicy.ts";
export { type Addressee, isAddressed } from "./broadcast/audience.ts";
export {
    type AuthorityRefusal,
    authorityPayload,
    BROADCAST_ROLE,
    type BroadcastAuthor,
    checkAuthority,
} from "./broadcast/authority.ts";
export {
    broadcastDigest,
    broadcastKey,
    broadcastRefOf,
    deadlineOf,
    parseAlarmStep,
    parseBroadcast,
    parseBroadcastNotice,
    textFor,
} from "./broadcast/Broadcast.ts";
export {
    type BroadcastBook,
    keyOf,
    mayReplace,
    type ReceivedBroadcast,
    type Recording,
    recordBroadcast,
    type Standing,
    standingOf,
} from "./broadcast/BroadcastBook.ts";
export {
    type AlarmDecision,
    type AlarmSituation,
    alarmKey,
    decideAlarm,
    type NoAlarm,
} from "./broadcast/decideAlarm.ts";
export { type BroadcastWish, defaultPlan, draftBroadcast } from "./broadcast/draftBroadcast.ts";
export { type BroadcastQuotas, DEFAULT_QUOTAS, type QuotaAnswer, quotaOf } from "./broadcast/quota.ts";
export {
    ALARM_STEP_TYPE,
    type AlarmStepWire,
    BROADCAST_AUTHORITY_KEY,
    BROADCAST_KEY,
    BROADCAST_NOTICE_TYPE,
    type BroadcastNoticeWire,
    type BroadcastRef,
    type BroadcastStatus,
    type BroadcastWire,
    type PlanStep,
    type Precedence,
} from "./broadcast/wire.ts";
export { capOfBroadcast } from "./cap/capOfBroadcast.ts";
export { type CapAlert, type CapInfo, formatCapTime, parseCapTime } from "./cap/capWire.ts";
export { type CapRefusal, formatCap, parseCap } from "./cap/capXml.ts";
export type { XmlRefusal } from "./cap/readXml.ts";
export { type CapImportRefusal, type KnownAlerts, wishOfCap } from "./cap/wishOfCap.ts";
export { formatCsv } from "./csv/formatCsv.ts";
export { spillCsv } from "./csv/spillCsv.ts";
export { canonicalDigest, canonicalJson } from "./encoding/canonicalJson.ts";
export type { WireRefusal } from "./encoding/parseWire.ts";
export {
    decideEscalation,
    deputiesFor,
    type EscalationAct,
    type EscalationDecision,
    type EscalationView,
} from "./escalation/decideEscalation.ts";
export { type GatewayCallWire, gatewayCall, parseGatewayCall } from "./escalation/gatewayCall.ts";
export { ALIVE_S, aliveEntry, type DutyDevice, isHandedOver, leaderOf } from "./escalation/leader.ts";
export { type Collecting, type CollectRefusal, collectAnswer, confirmationOf } from "./ledger/collectAnswer.ts";
export { COUNTS_EVERY_S, type CountsRefusal, countsToSign, readCounts } from "./ledger/counts.ts";
export {
    type AgencyCoverage,
    type Coverage,
    type CoverageView,
    coverageOf,
    type GroupCoverage,
    type NotReached,
} from "./ledger/coverage.ts";
export { type CoverageWords, coverageCsv } from "./ledger/coverageCsv.ts";
export { batchesOf, entriesBeyond, type Ledger, mergeEntries, parseBatch, slotOf } from "./ledger/Ledger.ts";
export {
    collectManifest,
    type ManifestRefusal,
    manifestsFor,
    parseManifest,
    type Recipient,
} from "./ledger/recipientManifest.ts";
export { collectRelease, parseRelease, type ReleaseRefusal } from "./ledger/release.ts";
export { addCounts, countRungs, type PersonRung, personRungs } from "./ledger/rungs.ts";
export {
    type BatchWire,
    type CountsWire,
    type CoverageRung,
    type GatewayOutcome,
    LEDGER_TYPE,
    type LedgerEntry,
    MANIFEST_TYPE,
    type ManifestWire,
    RELEASE_TYPE,
    type Reach,
    type ReleaseWire,
    type RungCounts,
} from "./ledger/wire.ts";
export { draftLogEntry, headOf, type LogEntry, logDigest, readLogEntry } from "./log/LogEntry.ts";
export {
    type LogFilter,
    type LogTask,
    passesFilter,
    type SitrepRhythm,
    sitrepRhythm,
    tasksOf,
    withoutRepeats,
} from "./log/logViews.ts";
export { type LogFault, type MergedLog, mergeLog } from "./log/mergeLog.ts";
export { LOG_KEY, type LogBody, type LogHead, type LogKind, type LogWire } from "./log/wire.ts";
export {
    CALL_TTL_S,
    CALL_TYPE,
    CALLS_A_DAY,
    type Call,
    type CallMemory,
    type CallRefusal,
    type CallWire,
    decideInvitation,
    type Invitation,
    type InvitationDecision,
    readCall,
    type WhyWait,
} from "./opening/call.ts";
export { decideSessionRenewal, type SessionState, type SessionUse } from "./opening/sessionRenewal.ts";
export {
    type ClaimDecision,
    decideClaim,
    type OpeningCharter,
    ownerOfClaim,
    roomsToPrepare,
    type StandbyRoom,
} from "./opening/standby.ts";
export { type ChecklistTask, checklistTasks } from "./plan/checklist.ts";
export {
    decidePhase,
    type ExerciseMark,
    exerciseMarkOf,
    type PhaseContext,
    type PhaseRefusal,
    parsePhase,
} from "./plan/phase.ts";
export {
    CRISIS_ROLE,
    newestTemplates,
    type RosterLine,
    readTemplate,
    rosterKey,
    rosterOfTemplate,
    type Template,
    type TemplateRefusal,
} from "./plan/template.ts";
export { NO_DUFF_KEY, PHASE_TYPE, type Phase, type PhaseWire, TEMPLATE_TYPE, type TemplateWire } from "./plan/wire.ts";
export { isReadBack, type ReadBackLanguage, readBackCodes } from "./readback/readBack.ts";
export {
    ROLL_CALL_STATES,
    type RollCall,
    type RollCallRow,
    type RollCallState,
    type RollCallWords,
    rollCallCsv,
    rollCallOf,
} from "./rollcall/rollCall.ts";
export {
    DIRECTORY_ROLE,
    type Directory,
    type DirectoryPart,
    type DirectoryRefusal,
    type DirectoryRole,
    directoryOf,
    readDirectory,
} from "./watch/directory.ts";
export { WATCH_PREFIX } from "./watch/dutyRole.ts";
export {
    capsuleDigest,
    cellOf,
    type Handover,
    type HandoverRefusal,
    parseCapsule,
    readHandover,
    readOffer,
    secondCellOf,
    type Watch,
    watchOf,
} from "./watch/handover.ts";
export { addresseesOf, rolesHeld } from "./watch/peopleOnDuty.ts";
export {
    CAPSULE_TYPE,
    type CapsuleWire,
    DIRECTORY_TYPE,
    type DirectoryWire,
    HANDOVER_TYPE,
    type HandoverWire,
} from "./watch/wire.ts";
