import { type EpochMs, err, ok, type Result } from "@valise/base";
import type { Label, LabelRefusal } from "../label/Label.ts";
import { checkLabel } from "../label/makeLabel.ts";
import { isPlainText } from "../marking/plainText.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import type { Policy } from "../policy/Policy.ts";
import { parseDateTime } from "./parseDateTime.ts";
import { readXml, type XmlElement, type XmlRefusal } from "./readXml.ts";
import {
    ROOT_NAMES,
    STANAG_4774_NAMESPACE,
    type StanagCategory,
    type StanagFrame,
    type StanagMarking,
    type StanagRoot,
} from "./stanag4774.ts";
import { type CategoryRefusal, fromStanagCategories, same } from "./stanagCategories.ts";
import { findClassification } from "./stanagClassification.ts";

/** A label that reads: the originator's own words, and our label where a policy of ours says the same. */
export interface StanagLabel extends StanagFrame {
    readonly marking: StanagMarking;
    readonly label: Result<Label, StanagLabelRefusal>;
}

/** Why the words stay foreign: shown as the originator wrote them, handled as the room's highest. */
export type StanagLabelRefusal =
    | LabelRefusal
    | CategoryRefusal
    | { readonly kind: "unknown-classification"; readonly classification: string }
    /** The URI names one policy and the text another. */
    | { readonly kind: "policy-mismatch"; readonly policy: string; readonly uri: string };

export type StanagRefusal =
    | XmlRefusal
    | { readonly kind: "unexpected-element"; readonly name: string }
    | { readonly kind: "unexpected-attribute"; readonly name: string }
    | { readonly kind: "missing"; readonly name: string }
    | { readonly kind: "bad-value"; readonly name: string }
    /** A label that turns into another at a date: not supported, so not half-read. */
    | { readonly kind: "succession-handling" };

const TYPES = ["RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"] as const;
const MAX_CATEGORIES = 64;

class Refused extends Error {
    readonly refusal: StanagRefusal;
    constructor(refusal: StanagRefusal) {
        super(refusal.kind);
        this.refusal = refusal;
    }
}

/** Reads one STANAG 4774 label by rules of our own (SPEC 8.3): closed, in order, with both dates. */
export function parseStanag4774(xml: string, registry: PolicyRegistry): Result<StanagLabel, StanagRefusal> {
    const root = readXml(xml);
    if (!root.ok) return root;
    try {
        return ok(readLabel(root.value, registry));
    } catch (cause) {
        if (cause instanceof Refused) return err(cause.refusal);
        throw cause;
    }
}

function readLabel(element: XmlElement, registry: PolicyRegistry): StanagLabel {
    const roots = Object.entries(ROOT_NAMES) as [StanagRoot, string][];
    const root = roots.find(([, name]) => name === element.name)?.[0];
    if (!root) throw new Refused({ kind: "unexpected-element", name: element.name });
    allowAttributes(element, ["Id", "ReviewDateTime"]);
    const parts = childrenInOrder(element, ["ConfidentialityInformation", "OriginatorID?", "CreationDateTime"]);
    const marking = readInformation(parts.ConfidentialityInformation as XmlElement);
    const originator = parts.OriginatorID;
    if (originator) allowAttributes(originator, ["IDType"]);
    return {
        root,
        marking,
        label: toLabel(marking, registry),
        createdAtMs: instant("CreationDateTime", leafText(parts.CreationDateTime as XmlElement)),
        reviewAtMs: instant("ReviewDateTime", attribute(element, "ReviewDateTime")),
        ...(originator && {
            originator: { type: attribute(originator, "IDType"), id: leafText(originator, ["IDType"]) },
        }),
    };
}

function readInformation(element: XmlElement): StanagMarking {
    allowAttributes(element, []);
    const categories = element.children.filter(({ name }) => name === "Category");
    if (categories.length > MAX_CATEGORIES) throw new Refused({ kind: "bad-value", name: "Category" });
    const firstCategory = element.children.findIndex(({ name }) => name === "Category");
    const before = firstCategory < 0 ? element.children : element.children.slice(0, firstCategory);
    if (before.length + categories.length !== element.children.length)
        throw new Refused({ kind: "unexpected-element", name: element.children.at(-1)?.name ?? "" });
    for (const category of categories) inNamespace(category);
    const parts = childrenInOrder({ ...element, children: before }, [
        "PolicyIdentifier",
        "Classification",
        "PrivacyMark?",
    ]);
    const policy = parts.PolicyIdentifier as XmlElement;
    const uri = policy.attributes.get("URI");
    return {
        policy: leafText(policy, ["URI"]),
        classification: leafText(parts.Classification as XmlElement),
        categories: categories.map(readCategory),
        ...(uri !== undefined && { policyUri: uri }),
        ...(parts.PrivacyMark && { privacyMark: leafText(parts.PrivacyMark) }),
    };
}

function readCategory(element: XmlElement): StanagCategory {
    allowAttributes(element, ["Type", "TagName", "URI"]);
    const type = TYPES.find((known) => known === element.attributes.get("Type"));
    if (!type) throw new Refused({ kind: "bad-value", name: "Type" });
    const values = element.children.map((child) => {
        inNamespace(child);
        if (child.name !== "GenericValue") throw new Refused({ kind: "unexpected-element", name: child.name });
        return leafText(child);
    });
    // An empty category asks for nothing or for everything, depending on who reads it.
    if (values.length === 0) throw new Refused({ kind: "missing", name: "GenericValue" });
    const uri = element.attributes.get("URI");
    return { tag: attribute(element, "TagName"), type, values, ...(uri !== undefined && { uri }) };
}

function toLabel(marking: StanagMarking, registry: PolicyRegistry): Result<Label, StanagLabelRefusal> {
    const policy = findPolicy(marking, registry);
    if (!policy.ok) return policy;
    const level = findClassification(policy.value, marking.classification);
    if (!level) return err({ kind: "unknown-classification", classification: marking.classification });
    const categories = fromStanagCategories(policy.value, marking.categories);
    if (!categories.ok) return categories;
    return checkLabel({ policy: policy.value.id, level: level.id, categories: categories.value }, registry);
}

function findPolicy(
    { policy, policyUri }: StanagMarking,
    registry: PolicyRegistry,
): Result<Policy, StanagLabelRefusal> {
    const named = registry.policies.find((known) => same(known.stanag?.name ?? known.id, policy));
    if (policyUri === undefined) return named ? ok(named) : err({ kind: "unknown-policy", policy });
    const byUri = registry.policies.find((known) => (known.stanag?.uri ?? known.urn) === policyUri);
    if (named !== byUri) return err({ kind: "policy-mismatch", policy, uri: policyUri });
    return named ? ok(named) : err({ kind: "unknown-policy", policy });
}

/** The children by name, each at most once and in this order; `?` marks those that may be missing. */
function childrenInOrder(
    element: XmlElement,
    names: readonly string[],
): Readonly<Record<string, XmlElement | undefined>> {
    const found: Record<string, XmlElement> = {};
    let at = 0;
    for (const expected of names) {
        const name = expected.replace("?", "");
        const child = element.children[at];
        if (child?.name === name) {
            inNamespace(child);
            found[name] = child;
            at += 1;
        } else if (name === expected) {
            throw new Refused({ kind: "missing", name });
        }
    }
    const extra = element.children[at];
    if (extra?.name === "SuccessionHandling") throw new Refused({ kind: "succession-handling" });
    if (extra) throw new Refused({ kind: "unexpected-element", name: extra.name });
    inNamespace(element);
    return found;
}

function inNamespace({ namespace, name }: XmlElement): void {
    if (namespace !== STANAG_4774_NAMESPACE) throw new Refused({ kind: "unexpected-element", name });
}

function allowAttributes({ attributes }: XmlElement, allowed: readonly string[]): void {
    const name = [...attributes.keys()].find((key) => !allowed.includes(key));
    if (name !== undefined) throw new Refused({ kind: "unexpected-attribute", name });
}

function attribute({ attributes }: XmlElement, name: string): string {
    const value = attributes.get(name);
    if (value === undefined) throw new Refused({ kind: "missing", name });
    if (value === "" || !isPlainText(value)) throw new Refused({ kind: "bad-value", name });
    return value;
}

function leafText(element: XmlElement, allowed: readonly string[] = []): string {
    allowAttributes(element, allowed);
    const { name, children, text } = element;
    if (children[0]) throw new Refused({ kind: "unexpected-element", name: children[0].name });
    if (text === "" || !isPlainText(text)) throw new Refused({ kind: "bad-value", name });
    return text;
}

function instant(name: string, text: string): EpochMs {
    const atMs = parseDateTime(text);
    if (atMs === undefined) throw new Refused({ kind: "bad-value", name });
    return atMs;
}
