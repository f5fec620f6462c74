import { formatMarking, makeLabel } from "@valise/labels";
import { shippedRegistry as registry } from "./shippedRegistry.ts";

export interface LevelChoice {
    /** Short notation. */
    readonly id: string;
    /** As the policy writes it. */
    readonly text: string;
}

/** Every level that may be asked for, of one policy or of all that are shipped; lowest first. */
export function levelChoices(policyId: string | null): readonly LevelChoice[] {
    return registry.policies
        .filter((policy) => policyId === null || policy.id === policyId)
        .flatMap((policy) =>
            policy.levels
                .filter((level) => level.obsolete !== true)
                .flatMap((level): LevelChoice[] => {
                    const label = makeLabel({ policy: policy.id, level: level.id, categories: {} }, registry);
                    if (!label.ok) return [];
                    const text = formatMarking(label.value, { form: "banner" }, registry);
                    return [{ id: `${policy.id}/${level.id}`, text }];
                }),
        );
}
