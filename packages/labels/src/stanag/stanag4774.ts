import type { EpochMs } from "@valise/base";

/** STANAG 4774 Ed. 1, ADatP-4774 Ed. A V1: the namespace of confidentiality labels. */
export const STANAG_4774_NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";

export type StanagRoot = "originator" | "alternative" | "metadata";
export const ROOT_NAMES: Readonly<Record<StanagRoot, string>> = {
    originator: "originatorConfidentialityLabel",
    alternative: "alternativeConfidentialityLabel",
    metadata: "metadataConfidentialityLabel",
};

export interface StanagCategory {
    readonly tag: string;
    readonly type: "RESTRICTIVE" | "PERMISSIVE" | "INFORMATIVE";
    readonly values: readonly string[];
    readonly uri?: string;
}

/** What the originator wrote, word for word: kept and shown whether or not a policy of ours knows it. */
export interface StanagMarking {
    readonly policy: string;
    readonly policyUri?: string;
    readonly classification: string;
    readonly privacyMark?: string;
    readonly categories: readonly StanagCategory[];
}

export interface StanagOriginator {
    /** `rfc822Name`, `userPrincipalName`, `uniformResourceIdentifier`, `jID`, … */
    readonly type: string;
    readonly id: string;
}

export interface StanagFrame {
    readonly root: StanagRoot;
    readonly createdAtMs: EpochMs;
    readonly reviewAtMs: EpochMs;
    readonly originator?: StanagOriginator;
}
