import { err, ok, type Result } from "@valise/base";
import type { Label } from "../label/Label.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { fromStanagMarking, type StanagLabelRefusal } from "./fromStanagMarking.ts";
import { readXml, type XmlElement } from "./readXml.ts";
import {
    ROOT_NAMES,
    type StanagCategory,
    type StanagFrame,
    type StanagMarking,
    type StanagRoot,
} from "./stanag4774.ts";
import {
    allowAttributes,
    attribute,
    childrenInOrder,
    inNamespace,
    instant,
    leafText,
    Refused,
    type StanagRefusal,
} from "./strictElement.ts";

/** A label that reads: the originator's own words, and our label where a policy of ours says the same. */
export interface StanagLabel extends StanagFrame {
    readonly marking: StanagMarking;
    readonly label: Result<Label, StanagLabelRefusal>;
}

const TYPES = ["RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"] as const;
const MAX_CATEGORIES = 64;

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
        label: fromStanagMarking(marking, registry),
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
