import { must } from "../../output/foldFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { findTemplate } from "./openRoom.ts";

/** Signs a plan that another agency has just filed, so that one's own agency's people are called by it as well. */
export function cosign(context: Context, { template }: { readonly template: string }): Promise<void> {
    return withReadySession(context, async (engine) => {
        await findTemplate(engine, template);
        must(await engine.commands.cosignPlan({ template }));
        context.output.data({ template }, "");
    });
}
