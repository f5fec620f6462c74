import { newestTemplates, readTemplate, type Template } from "@valise/crisis";
import type { StatementBook } from "./createStatementBook.ts";

/** Plans signed in peacetime, the newest of each (crisis SPEC 14.1, 14.2). */
export interface PlanBook {
    templates(): readonly Template[];
    /** By name; of two agencies' plans of one name, the one that `agency` leads. */
    find(template: string, agency: string | null): Template | null;
}

export function createPlanBook(statements: StatementBook): PlanBook {
    let templates: readonly Template[] = [];
    statements.onChanged(() => {
        const all = statements.verified().flatMap(({ kind, statement }) => {
            const read = kind === "template" ? readTemplate(statement) : null;
            return read?.ok ? [read.value] : [];
        });
        // Of one text the one that most agencies have signed by now.
        templates = newestTemplates(all.toSorted((a, b) => b.signedBy.length - a.signedBy.length));
    });
    return {
        templates: () => templates,
        find(template, agency) {
            const named = templates.filter((each) => each.template === template);
            return named.find(({ lead }) => lead === agency) ?? named[0] ?? null;
        },
    };
}
