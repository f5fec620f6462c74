import type { DutyRoleSnapshot, UserId } from "@valise/bridge";
import { until } from "../../engine/until.ts";
import { must } from "../../output/foldFailure.ts";
import { DEMO_DUTY } from "../demoPlans.ts";
import { newcomersOf } from "./cast.ts";
import type { DrillPerson } from "./DrillPerson.ts";
import type { DrillStage } from "./DrillStage.ts";

/** To the first newcomer whom the directory lets hold it; where there is none, the watch stays. */
export async function offerWatch(stage: DrillStage, { engine, agency }: DrillPerson): Promise<void> {
    const isOwn = (row: DutyRoleSnapshot) => row.agency === agency && row.role === DEMO_DUTY;
    const own = await until(engine, { topic: "crisis" }, ({ duty }) => duty.find(isOwn) ?? null, 30);
    if (own.mine !== "holds") return;
    const newcomers = await newcomersOf(stage.stack.dataDir, stage.stack.ready, stage.cast);
    const to = newcomers.find((userId) => own.eligible.some((each) => each.userId === userId));
    if (to === undefined) return;
    const dutyRole = { agency, role: DEMO_DUTY };
    const note = "The exercise has begun. All answers of your agency come to you now.";
    must(await engine.commands.handOverWatch({ dutyRole, to: to as UserId, note }));
}
