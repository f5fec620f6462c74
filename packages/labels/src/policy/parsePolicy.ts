import { err, ok, type Result } from "@valise/base";
import { checkPolicy } from "./checkPolicy.ts";
import { deepFreeze } from "./deepFreeze.ts";
import { hasPrototypeKey } from "./hasPrototypeKey.ts";
import type { Policy, Relation } from "./Policy.ts";
import { policySchema, relationsSchema } from "./policySchema.ts";

/** What is wrong and where (`levels.2.colour.ink`), so that an administrator can mend the file. */
export interface PolicyIssue {
    readonly path: string;
    readonly problem: string;
}
export type PolicyRefusal = { readonly kind: "policy-invalid"; readonly issues: readonly PolicyIssue[] };

const PROTOTYPE_KEY: PolicyRefusal = {
    kind: "policy-invalid",
    issues: [{ path: "", problem: "has a member __proto__, or is nested too deep" }],
};

/** Reads a policy file, already JSON-parsed. Unknown members are refused; the result is frozen (SPEC 1). */
export function parsePolicy(json: unknown): Result<Policy, PolicyRefusal> {
    if (hasPrototypeKey(json)) return err(PROTOTYPE_KEY);
    const shape = policySchema.safeParse(json);
    if (!shape.success) return err({ kind: "policy-invalid", issues: toIssues(shape.error.issues) });
    const issues = checkPolicy(shape.data);
    return issues.length > 0 ? err({ kind: "policy-invalid", issues }) : ok(deepFreeze(shape.data));
}

/** Reads a relations file. Whether the named levels exist is checked where policies meet: `createPolicyRegistry`. */
export function parseRelations(json: unknown): Result<readonly Relation[], PolicyRefusal> {
    if (hasPrototypeKey(json)) return err(PROTOTYPE_KEY);
    const shape = relationsSchema.safeParse(json);
    if (!shape.success) return err({ kind: "policy-invalid", issues: toIssues(shape.error.issues) });
    const { relations, sources } = shape.data;
    const issues = relations.flatMap(({ fact }, at) =>
        fact.checked && !Object.hasOwn(sources, fact.source)
            ? [{ path: `relations.${at}.fact`, problem: `checked against unlisted source ${fact.source}` }]
            : [],
    );
    return issues.length > 0 ? err({ kind: "policy-invalid", issues }) : ok(deepFreeze(relations));
}

function toIssues(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
    return issues.map(({ path, message }) => ({ path: path.map(String).join("."), problem: message }));
}
