/** The security officer's desk (SPEC 12): register, decisions, key files, identity codes, files to sign. No input or output. */
export { changedIdentities, shownKeys, watchedHolders } from "./changedIdentities.ts";
export { decideIdentity, type IdentityRefusal } from "./decideIdentity.ts";
export { type IssueConsequences, type WishedClaims, type WishRefusal, wishedClaims } from "./draftIssue.ts";
export { type Holder, type HolderStatus, holdersOf, liveAttestations, usedIndexes } from "./holders.ts";
export { identityCode, parseIdentityCode } from "./identityCode.ts";
export { type Issue, type IssueParts, type IssueRequest, issueClearance } from "./issueClearance.ts";
export { type IssuedRow, issueRow, type RefusedRow, type RowWish } from "./issueRow.ts";
export {
    type KeyFile,
    type KeyFileRefusal,
    type KeyPurpose,
    openKey,
    parseKeyFile,
    sealKey,
} from "./keyFile.ts";
export { hasUnpublished, type NextListParts, nextStatusList } from "./nextStatusList.ts";
export { type OfficerLimits, readOfficerLimits } from "./officerLimits.ts";
export { parseWishRows, type WishRow, type WishRowsRefusal } from "./parseWishRows.ts";
export {
    emptyRegister,
    type IdentityCheck,
    type Issued,
    type Register,
    type RegisterEntry,
    type RegisterEvent,
} from "./Register.ts";
export { appendEntries, type RegisterRefusal, readRegister } from "./readRegister.ts";
export {
    begunAtS,
    openRequests,
    parseSignatureFile,
    type SignatureFile,
    type SignatureFileRefusal,
    type SignatureRequest,
    statementFor,
    withStatement,
} from "./signatureFile.ts";
export { type SignedAlready, type StatementDraft, signFileRequest } from "./signFileRequest.ts";
export { readStatusActs, signStatusActs } from "./statusActs.ts";
