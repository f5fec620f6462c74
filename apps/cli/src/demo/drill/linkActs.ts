import { callControl, NO_FAULT, type RunningStack } from "@valise/homeserver";
import type { EngineConnection } from "../../engine/connectEngine.ts";
import { must } from "../../output/foldFailure.ts";
import { demoAgencyUrn } from "../demoPeople.ts";
import type { DrillPart } from "./DrillPlan.ts";
import { type DrillStage, playerOf } from "./DrillStage.ts";

/** Cuts an agency off from all others, or mends it; through the proxy, as a real break would look to the servers. */
export async function setLinks(stack: RunningStack, agency: string, cut: boolean): Promise<void> {
    for (const { id } of stack.ready.agencies) {
        if (id === agency) continue;
        const fault = { ...NO_FAULT, cut: cut ? ("refuse" as const) : null };
        const answer = await callControl(stack, { kind: "fault", from: agency, to: id, both: true, ...fault });
        if (!answer.ok) throw new Error(`the link to ${id} could not be changed: ${answer.error.error}`);
    }
}

/** What the sender has sent lately, on a stick, so to speak: sealed for that agency's people, and taken in by one of them. */
export async function carryBag(
    stage: DrillStage,
    engine: EngineConnection,
    { agency, to }: { readonly agency: string; readonly to: DrillPart },
): Promise<void> {
    const bag = { roomId: stage.channel, agency: demoAgencyUrn(agency), sinceMs: Date.now() - 120_000 };
    const { bytes } = must(await engine.commands.exportBag(bag));
    must(await playerOf(stage, to).engine.commands.importBag({ bytes }));
}
