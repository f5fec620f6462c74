import type { BroadcastSnapshot, CoverageRowSnapshot, UserId } from "@valise/bridge";
import { useApp } from "../../../app/AppContext.tsx";
import { isInForce } from "../openAlarms.ts";
import { createEscalationActions } from "./createEscalationActions.ts";

type Person = CoverageRowSnapshot["people"][number];

/** Deputies are called by hand where the broadcast's signed plan calls deputies at all: no device believes another call. */
export function useCallDeputies(row: BroadcastSnapshot, { escalation }: CoverageRowSnapshot) {
    const app = useApp();
    const isPossible = isInForce(row, app.clock.nowMs()) && escalation.steps.some(({ do: act }) => act === "deputies");
    return {
        may: ({ rung, deputies }: Person) =>
            isPossible && deputies.length > 0 && rung !== "acknowledged" && rung !== "cannot-comply",
        call: (userIds: readonly UserId[]) => createEscalationActions(app).callDeputies(row, userIds),
    };
}
