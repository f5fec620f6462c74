import { err, ok, type Result } from "@valise/base";
import { levelColours } from "../colour/labelTokens.ts";
import type { Label, LabelRefusal } from "../label/Label.ts";
import { checkLabel } from "../label/makeLabel.ts";
import { formatMarking } from "../marking/formatMarking.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";
import { hasPrototypeKey } from "../policy/hasPrototypeKey.ts";
import { findLevel } from "../policy/Policy.ts";
import { type LabelWire, labelWireSchema } from "./wire.ts";

export type LabelWireRefusal = { readonly kind: "label-malformed"; readonly path: string } | LabelRefusal;

/** Writes a label for the encrypted payload, with the marking that a reader without the policy will show (SPEC 7.1). */
export function formatLabelWire(label: Label, registry: PolicyRegistry): Result<LabelWire, LabelRefusal> {
    const checked = checkLabel(label, registry);
    if (!checked.ok) return checked;
    const policy = registry.policy(label.policy);
    const level = policy && findLevel(policy, label.level);
    if (!level) return err({ kind: "unknown-level", policy: label.policy, level: label.level });
    const { policy: id, level: levelId, categories } = checked.value;
    return ok({
        v: 1,
        policy: id,
        level: levelId,
        categories: Object.fromEntries(Object.entries(categories).map(([set, values]) => [set, [...values]])),
        marking: {
            text: formatMarking(label, { form: "banner" }, registry),
            portion: formatMarking(label, { form: "portion" }, registry),
            field: levelColours(level).field,
        },
    });
}

/**
 * Reads a label from a decrypted payload (SPEC 7.2). Strict: an unknown version, member, policy, level or value is
 * refused and named. The carried marking is not believed here: a known policy spells its own.
 */
export function parseLabelWire(content: unknown, registry: PolicyRegistry): Result<Label, LabelWireRefusal> {
    if (hasPrototypeKey(content)) return err({ kind: "label-malformed", path: "__proto__" });
    const shape = labelWireSchema.safeParse(content);
    if (!shape.success) {
        const [issue] = shape.error.issues;
        return err({ kind: "label-malformed", path: issue?.path.map(String).join(".") ?? "" });
    }
    const { policy, level, categories } = shape.data;
    return checkLabel({ policy, level, categories }, registry);
}
