/** Where something stands in a file of the manifest; lines and columns count from 1. */
export interface Position {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}

/** What the form of a manifest can break (exit 2). Stable names: scripts read them. */
export type FormRule =
    | "file-unreadable"
    | "file-too-large"
    | "file-outside"
    | "not-utf-8"
    | "yaml-syntax"
    | "yaml-duplicate-key"
    | "yaml-alias"
    | "yaml-tag"
    | "yaml-nesting"
    | "yaml-several-documents"
    | "number-ambiguous"
    | "unknown-field"
    | "missing-field"
    | "wrong-type"
    | "wrong-value"
    | "unknown-reference"
    | "label-invalid"
    | "defined-twice"
    | "csv-syntax"
    | "json-syntax"
    | "too-many"
    | "directory-entry";

/** What a directory outside the manifest did not give (exit 1): it may be there the next time. */
export type SourceRule =
    | "directory-unreachable"
    | "directory-credentials"
    | "directory-incomplete"
    | "directory-not-here"
    | "directory-copy-other"
    | "directory-copy-old";

/** What would be unsafe to build, whoever asks (exit 3). */
export type SafetyRule =
    | "label-above-agency-ceiling"
    | "label-above-room-ceiling"
    | "room-ceiling-above-agency-ceiling"
    | "agency-without-ceiling"
    | "rotation-below-floor"
    | "history-world-readable"
    | "history-not-joined"
    | "labelled-room-unencrypted"
    | "labelled-room-public"
    | "open-room"
    | "broadcaster-not-cleared"
    | "member-not-of-room-agencies"
    | "partner-not-in-allow-list"
    | "agency-without-space"
    | "retention-above-limit"
    | "guest-without-end"
    | "guest-with-power"
    | "guest-in-space"
    | "directory-in-clear"
    | "directory-untrusted";

export type ManifestRule = FormRule | SafetyRule | SourceRule;

/** One thing a manifest is refused for. `detail` is a name or value from the manifest or a short technical cause. */
export interface ManifestRefusal extends Position {
    readonly rule: ManifestRule;
    readonly detail: string;
}

const safetyRules: ReadonlySet<ManifestRule> = new Set<SafetyRule>([
    "label-above-agency-ceiling",
    "label-above-room-ceiling",
    "room-ceiling-above-agency-ceiling",
    "agency-without-ceiling",
    "rotation-below-floor",
    "history-world-readable",
    "history-not-joined",
    "labelled-room-unencrypted",
    "labelled-room-public",
    "open-room",
    "broadcaster-not-cleared",
    "member-not-of-room-agencies",
    "partner-not-in-allow-list",
    "agency-without-space",
    "retention-above-limit",
    "guest-without-end",
    "guest-with-power",
    "guest-in-space",
    "directory-in-clear",
    "directory-untrusted",
]);
const sourceRules: ReadonlySet<ManifestRule> = new Set<SourceRule>([
    "directory-unreachable",
    "directory-credentials",
    "directory-incomplete",
    "directory-not-here",
    "directory-copy-other",
    "directory-copy-old",
]);

/** Whether a security rule speaks, rather than the form. */
export const isSafetyRule = (rule: ManifestRule): rule is SafetyRule => safetyRules.has(rule);

/** Whether something outside the manifest failed, which trying again may mend. */
export const isSourceRule = (rule: ManifestRule): rule is SourceRule => sourceRules.has(rule);
