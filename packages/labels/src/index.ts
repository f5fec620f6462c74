export { contrastRatio, inkFor } from "./colour/contrast.ts";
export { type LabelToken, labelTokens, levelColours, tokenStem } from "./colour/labelTokens.ts";
export { covers, sameReaders } from "./decision/covers.ts";
export type { Dominance, NotDominated } from "./decision/decideReader.ts";
export { dominates } from "./decision/dominates.ts";
export { type Handling, type HandlingRefusal, handlingOf } from "./decision/handlingOf.ts";
export { type JoinRefusal, join, meet } from "./decision/join.ts";
export {
    decideSend,
    labelsOfferable,
    type Offers,
    type RoomMarking,
    type SendRefusal,
} from "./decision/labelsOfferable.ts";
export { type Requirements, requirementsOf } from "./decision/requirementsOf.ts";
export { type ClaimsRefusal, formatClaims, parseClaims } from "./label/claims.ts";
export type { Categories, Clearance, Label, LabelRefusal } from "./label/Label.ts";
export { checkLabel, makeClearance, makeLabel } from "./label/makeLabel.ts";
export { formatClearance, formatLabel, type NotationRefusal, parseClearance, parseLabel } from "./label/notation.ts";
export { type FoundMarking, findMarkings } from "./marking/findMarkings.ts";
export { formatMarking, type MarkingForm, type MarkingOptions } from "./marking/formatMarking.ts";
export { markedFileName } from "./marking/markedFileName.ts";
export { type MarkingRefusal, parseMarking } from "./marking/parseMarking.ts";
export { createPolicyRegistry, type PolicyRegistry, type RegistryRefusal } from "./policy/createPolicyRegistry.ts";
export {
    type CategoryKind,
    type CategorySet,
    type CategoryValue,
    findLevel,
    findSet,
    findValue,
    isLevelAtLeast,
    type Level,
    levelsUpTo,
    type Policy,
    type Relation,
} from "./policy/Policy.ts";
export { type PolicyIssue, type PolicyRefusal, parsePolicy, parseRelations } from "./policy/parsePolicy.ts";
export { policyDocument } from "./policy/policyDocument.ts";
export { policyJsonSchema } from "./policy/policySchema.ts";
export { createShippedRegistry, shippedPolicies, shippedRelations } from "./policy/shippedPolicies.ts";
export { formatStanag4774, type StanagFormatRefusal } from "./stanag/formatStanag4774.ts";
export { formatStanagMarking } from "./stanag/formatStanagMarking.ts";
export type { StanagLabelRefusal } from "./stanag/fromStanagMarking.ts";
export { parseStanag4774, type StanagLabel } from "./stanag/parseStanag4774.ts";
export {
    STANAG_4774_NAMESPACE,
    type StanagFrame,
    type StanagMarking,
    type StanagOriginator,
    type StanagRoot,
} from "./stanag/stanag4774.ts";
export type { StanagRefusal } from "./stanag/strictElement.ts";
export { formatFallbackBody, stripFallbackMark } from "./wire/fallbackBody.ts";
export { formatLabelWire, type LabelWireRefusal, parseLabelWire } from "./wire/labelWire.ts";
export { type DisplayMarking, displayMarking, type ReadLabel, readLabel } from "./wire/readLabel.ts";
export { LABEL_KEY, type LabelWire } from "./wire/wire.ts";
