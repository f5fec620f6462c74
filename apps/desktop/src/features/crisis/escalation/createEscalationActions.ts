import type { BroadcastSnapshot, Engine, UserId } from "@valise/bridge";
import type { I18n } from "../../../i18n/createI18n.ts";
import type { Toasts } from "../../toasts/createToasts.ts";

export interface EscalationActionParts {
    readonly engine: Engine;
    readonly i18n: I18n;
    readonly toasts: Toasts;
}

const refOf = ({ senderId, broadcastId }: BroadcastSnapshot) => ({ senderId, broadcastId });

/** What is done to a plan in one press; refusals and what was done are said as notices. */
export function createEscalationActions({ engine: { commands }, i18n, toasts }: EscalationActionParts) {
    return {
        async goOn(row: BroadcastSnapshot): Promise<void> {
            const result = await commands.pauseEscalation({ broadcast: refOf(row), paused: false });
            if (!result.ok) toasts.showFailure(result.error);
        },
        /** Of those who have not answered; each deputy once for the same people. */
        async callDeputies(row: BroadcastSnapshot, userIds: readonly UserId[]): Promise<void> {
            const result = await commands.callDeputies({ broadcast: refOf(row), userIds: userIds.slice(0, 200) });
            if (result.ok) toasts.showText(i18n.getState().t("escalation.called", { count: result.value.called }));
            else toasts.showFailure(result.error);
        },
    };
}
