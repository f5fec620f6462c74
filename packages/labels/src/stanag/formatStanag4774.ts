import { err, ok, type Result } from "@valise/base";
import type { Label, LabelRefusal } from "../label/Label.ts";
import { checkLabel } from "../label/makeLabel.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel } from "../policy/Policy.ts";
import { ROOT_NAMES, STANAG_4774_NAMESPACE, type StanagFrame } from "./stanag4774.ts";
import { type CategoryRefusal, toStanagCategories } from "./stanagCategories.ts";
import { stanagClassification } from "./stanagClassification.ts";

export type StanagFormatRefusal =
    | LabelRefusal
    | CategoryRefusal
    /** A review before the creation. */
    | { readonly kind: "review-before-creation" };

/** Writes one label as STANAG 4774 XML (SPEC 8.1): creation and review dates always, `GenericValue` only. */
export function formatStanag4774(
    label: Label,
    frame: StanagFrame,
    registry: PolicyRegistry,
): Result<string, StanagFormatRefusal> {
    const checked = checkLabel(label, registry);
    if (!checked.ok) return checked;
    if (frame.reviewAtMs < frame.createdAtMs) return err({ kind: "review-before-creation" });
    const policy = registry.policy(label.policy);
    const level = policy && findLevel(policy, label.level);
    if (!policy || !level) return err({ kind: "unknown-policy", policy: label.policy });
    const categories = toStanagCategories(policy, checked.value);
    if (!categories.ok) return categories;
    const root = ROOT_NAMES[frame.root];
    const { name, uri } = policy.stanag ?? { name: policy.id, uri: policy.urn };
    return ok(
        [
            `<${root} xmlns="${STANAG_4774_NAMESPACE}" ReviewDateTime="${dateTime(frame.reviewAtMs)}">`,
            "<ConfidentialityInformation>",
            `<PolicyIdentifier URI="${escapeText(uri)}">${escapeText(name)}</PolicyIdentifier>`,
            `<Classification>${escapeText(stanagClassification(policy, level))}</Classification>`,
            ...categories.value.map(
                ({ tag, type, values }) =>
                    `<Category Type="${type}" TagName="${escapeText(tag)}">${values.map((value) => `<GenericValue>${escapeText(value)}</GenericValue>`).join("")}</Category>`,
            ),
            "</ConfidentialityInformation>",
            ...(frame.originator
                ? [
                      `<OriginatorID IDType="${escapeText(frame.originator.type)}">${escapeText(frame.originator.id)}</OriginatorID>`,
                  ]
                : []),
            `<CreationDateTime>${dateTime(frame.createdAtMs)}</CreationDateTime>`,
            `</${root}>`,
        ].join(""),
    );
}

const dateTime = (ms: number): string => new Date(ms).toISOString();

function escapeText(text: string): string {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
