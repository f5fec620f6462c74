import { until } from "../../engine/until.ts";
import { CommandFailure } from "../../output/CommandFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { inLanguage } from "./inLanguage.ts";

/** The plans by which an emergency room can be opened. */
export function listTemplates(context: Context): Promise<void> {
    return withReadySession(context, async (engine) => {
        const templates = await until(
            engine,
            { topic: "crisis" },
            (snapshot) => (snapshot.templates.length > 0 ? snapshot.templates : null),
            10,
        ).catch((error) => {
            if (error instanceof CommandFailure && error.code === "timeout") return [];
            throw error;
        });
        const listed = templates.map(({ template, names, lead, agencies, marking, roles, precedence }) => ({
            ...{
                template,
                name: inLanguage(context, names) ?? template,
                lead,
                agencies,
                label: marking?.label ?? null,
            },
            ...{ roles, precedence },
        }));
        const plain = listed.map((each) => [each.template, each.lead, each.label ?? "-", each.name].join("\t"));
        context.output.data(listed, plain.join("\n"));
    });
}
