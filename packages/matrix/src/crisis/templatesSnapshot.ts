import type { TemplateSnapshot } from "@valise/bridge";
import { markingSnapshot } from "../gate/message/markingSnapshot.ts";
import { labelOf } from "../gate/room/labelOf.ts";
import type { CrisisParts } from "./CrisisParts.ts";
import { textsOf } from "./textsOf.ts";
import type { PlanBook } from "./watch/createPlanBook.ts";

export interface TemplateParts extends Pick<CrisisParts, "community" | "holder" | "standbyReady"> {
    readonly plans: PlanBook;
}

/** The plans that an emergency room can be opened by. */
export function templatesOf({ plans, community, holder, standbyReady }: TemplateParts): TemplateSnapshot[] {
    const own = holder.clearance()?.policy ?? null;
    return plans.templates().map((plan) => {
        const label = labelOf(plan.label, community.registry);
        return {
            template: plan.template,
            names: textsOf(plan.names),
            lead: plan.lead,
            agencies: plan.agencies,
            marking: label === null ? null : markingSnapshot(label, community.registry, own),
            roles: plan.roles,
            checklistCount: plan.checklist.length,
            sitrepEveryMs: plan.sitrepEveryS === null ? null : plan.sitrepEveryS * 1000,
            precedence: plan.precedence,
            standbyReady: standbyReady(plan),
        };
    });
}
