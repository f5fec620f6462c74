export {
    type Admission,
    type AdmissionWire,
    admissionStateKey,
    decideAdmission,
    floorOf,
    type Roster,
    readAdmission,
    rosterOf,
} from "./admission/admission.ts";
export { checkIssuance } from "./attestation/checkIssuance.ts";
export { type ClaimFamily, type ClaimName, isClaimName, valuesOf } from "./attestation/claimNames.ts";
export { type Credential, parseCredential } from "./attestation/credential.ts";
export {
    type AttestationRequest,
    dominatedLevels,
    issueAttestation,
    type Officer,
    type RandomBytes,
} from "./attestation/issueAttestation.ts";
export { type DelegationRequest, issueDelegation } from "./attestation/issueDelegation.ts";
export { claimsToShow, type PresentationRequest, presentClaims } from "./attestation/presentClaims.ts";
export { DEFAULT_PAD, type OfficerGrant, SKEW_S, type StatusRef } from "./attestation/wire.ts";
export {
    applyCharter,
    type CharterEntry,
    type CharterOutcome,
    type CharterPins,
    effectiveCharter,
} from "./charter/applyCharter.ts";
export { type Charter, type CharterWire, formatCharter, readCharter } from "./charter/Charter.ts";
export { type CharterDraft, type CharterWish, draftCharter } from "./charter/draftCharter.ts";
export type { EffectiveCharter } from "./charter/effectiveCharter.ts";
export { formatGate, type Gate, parseGate } from "./charter/gate.ts";
export { gateExpectation } from "./charter/gateExpectation.ts";
export {
    type ClaimedCharter,
    isClaimedAdmitted,
    isClaimedGlass,
    isWiderCharter,
    readClaimedCharter,
} from "./claimed/claimedStatements.ts";
export { REFUSAL_MEANINGS } from "./codeMeanings.ts";
export { type CauseKey, type CodeEntry, type NextActionKey, REFUSAL_CODES, type RefusalCode } from "./codes.ts";
export type { ClearanceCrypto, HolderSign, PrivateJwk, SignatureAlg, Signer } from "./crypto/ClearanceCrypto.ts";
export { chooseCrypto } from "./crypto/chooseCrypto.ts";
export { algOf, type PublicJwk, parsePublicJwk, thumbprintOf } from "./crypto/jwk.ts";
export { nobleCrypto, privateJwkFrom } from "./crypto/nobleCrypto.ts";
export { createWebCrypto } from "./crypto/webCrypto.ts";
export { decodeBase64Url, encodeBase64Url, fromMatrixBase64, toMatrixBase64 } from "./encoding/base64url.ts";
export { parseStrictJson } from "./encoding/strictJson.ts";
export { activeBreakGlass, type BreakGlass, type BreakGlassWire, readBreakGlass } from "./glass/breakGlass.ts";
export { isAtLeastAsStrict, joinLabels } from "./policy/joinLabels.ts";
export type { CategoryKind, EqualLevel, GateLabel, PolicyLookup } from "./policy/PolicyLookup.ts";
export {
    decideReader,
    type Member,
    type ReaderDecision,
    type ReaderMemory,
    type RoomRules,
} from "./reader/decideReader.ts";
export { type Refusal, refuse } from "./refusal.ts";
export { gateNonce, payloadDigest, statementNonce } from "./statement/nonce.ts";
export { draftStatement, type StatementSigner, signStatement } from "./statement/signStatement.ts";
export {
    authorsWith,
    parseStatement,
    type StatementAuthor,
    type VerifiedStatement,
    verifyStatement,
} from "./statement/verifyStatement.ts";
export { STATEMENT_KINDS, type StatementKind, type StatementWire } from "./statement/wire.ts";
export { acceptStatusList, type StatusListRefusal } from "./status/acceptStatusList.ts";
export type { AcceptedStatusList, StatusLists, StatusPin } from "./status/StatusLists.ts";
export { type StatusListRequest, signStatusList } from "./status/signStatusList.ts";
export { pickStatusIndex, STATUS_SLOTS } from "./status/statusBits.ts";
export { acceptBundle, type BundlePin, type BundleRefusal, type CommunityTrust } from "./trust/acceptBundle.ts";
export { bundlePolicies } from "./trust/bundlePolicies.ts";
export type { BundleWire, SignedBundleWire } from "./trust/bundleWire.ts";
export { policyDigests, policyFacts, registryPolicies } from "./trust/policyFacts.ts";
export { countersignBundle, signBundle } from "./trust/signBundle.ts";
export type { EqualsRelation, TrustBundle, TrustedAgency, TrustedPolicy } from "./trust/TrustBundle.ts";
export { checkStanding, type ListUsed, type Standing } from "./verify/checkStanding.ts";
export { proveCredential } from "./verify/proveCredential.ts";
export type { Expectation, ProvenAttestation, ProvenPresentation } from "./verify/provePresentation.ts";
export type { GateAsks } from "./verify/satisfyGate.ts";
export type { TrustContext } from "./verify/TrustContext.ts";
export { createVerificationCache, type VerificationCache } from "./verify/VerificationCache.ts";
export { proveOnce, type VerifiedPresentation, verifyPresentation } from "./verify/verifyPresentation.ts";
