import { inkFor } from "../colour/contrast.ts";
import { levelColours } from "../colour/labelTokens.ts";
import type { Label } from "../label/Label.ts";
import { formatMarking } from "../marking/formatMarking.ts";
import { isPlainText } from "../marking/plainText.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { findLevel } from "../policy/Policy.ts";
import { type LabelWireRefusal, parseLabelWire } from "./labelWire.ts";
import { displayMarkingSchema } from "./wire.ts";

/** Ready to print: what is said and in which colours; the ink passes AA on the field. */
export interface DisplayMarking {
    readonly text: string;
    readonly portion: string;
    readonly field: string;
    readonly ink: string;
}

/**
 * A message's label for every decision and every way out. `label` is what the message counts as; `stated` says
 * whether the sender said so. An unreadable label may still bring words to show beside the room's.
 */
export type ReadLabel =
    | { readonly kind: "stated"; readonly label: Label }
    | { readonly kind: "missing"; readonly label: Label }
    | {
          readonly kind: "unreadable";
          readonly label: Label;
          readonly cause: LabelWireRefusal;
          readonly marking?: DisplayMarking;
      };

/** Missing or unreadable counts as the room's highest label, never the lowest (SPEC 7.3). */
export function readLabel(content: unknown, roomHighest: Label, registry: PolicyRegistry): ReadLabel {
    if (content === undefined) return { kind: "missing", label: roomHighest };
    const parsed = parseLabelWire(content, registry);
    if (parsed.ok) return { kind: "stated", label: parsed.value };
    const marking = readCarriedMarking(content);
    return { kind: "unreadable", label: roomHighest, cause: parsed.error, ...(marking && { marking }) };
}

/** The marking of a label whose policy is known. */
export function displayMarking(label: Label, registry: PolicyRegistry): DisplayMarking {
    const policy = registry.policy(label.policy);
    const level = policy && findLevel(policy, label.level);
    const colours = level ? levelColours(level) : { field: "#000000", ink: "#ffffff" };
    return {
        text: formatMarking(label, { form: "banner" }, registry),
        portion: formatMarking(label, { form: "portion" }, registry),
        ...colours,
    };
}

/** Words of a stranger: shown as text when they are one plain line, with an ink of our own; else not at all. */
function readCarriedMarking(content: unknown): DisplayMarking | undefined {
    if (typeof content !== "object" || content === null || !("marking" in content)) return undefined;
    const shape = displayMarkingSchema.safeParse(content.marking);
    if (!shape.success || !isPlainText(shape.data.text) || !isPlainText(shape.data.portion)) return undefined;
    return { ...shape.data, ink: inkFor(shape.data.field) };
}
