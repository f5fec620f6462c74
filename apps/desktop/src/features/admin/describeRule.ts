import type { ManifestRule, PlanRefusal } from "@valise/provisioning";
import type { Translator } from "../../i18n/createI18n.ts";

type Rule = ManifestRule | PlanRefusal["rule"];

/** Every rule of provisioning's SPEC 2: each has a sentence in each language. */
const rules = {
    "file-unreadable": true,
    "file-too-large": true,
    "file-outside": true,
    "not-utf-8": true,
    "yaml-syntax": true,
    "yaml-duplicate-key": true,
    "yaml-alias": true,
    "yaml-tag": true,
    "yaml-nesting": true,
    "yaml-several-documents": true,
    "number-ambiguous": true,
    "unknown-field": true,
    "missing-field": true,
    "wrong-type": true,
    "wrong-value": true,
    "unknown-reference": true,
    "label-invalid": true,
    "defined-twice": true,
    "csv-syntax": true,
    "json-syntax": true,
    "too-many": true,
    "directory-entry": true,
    "directory-unreachable": true,
    "directory-credentials": true,
    "directory-incomplete": true,
    "directory-not-here": true,
    "directory-copy-other": true,
    "directory-copy-old": true,
    "directory-in-clear": true,
    "directory-untrusted": true,
    "label-above-agency-ceiling": true,
    "label-above-room-ceiling": true,
    "room-ceiling-above-agency-ceiling": true,
    "agency-without-ceiling": true,
    "rotation-below-floor": true,
    "history-world-readable": true,
    "history-not-joined": true,
    "labelled-room-unencrypted": true,
    "labelled-room-public": true,
    "open-room": true,
    "broadcaster-not-cleared": true,
    "member-not-of-room-agencies": true,
    "partner-not-in-allow-list": true,
    "agency-without-space": true,
    "guest-without-end": true,
    "guest-with-power": true,
    "guest-in-space": true,
    "retention-above-limit": true,
    "server-name-change": true,
    "offboarded-account": true,
    "last-admin": true,
    "operator-offboarded": true,
    rollback: true,
    "adoption-impossible": true,
    "adoption-loosens": true,
} satisfies Record<Rule, true>;

const isRule = (rule: string): rule is Rule => Object.hasOwn(rules, rule);

/** What a manifest, or its plan, is refused for, as a person reads it; the rule's name stays beside it. */
export const describeRule = (rule: string, detail: string, { t }: Translator): string =>
    isRule(rule) ? t(`admin.rule.${rule}`, { detail }) : detail;
