import type { UserId } from "@valise/bridge";
import type { InviteeSnapshot } from "@valise/ui";
import type { I18n } from "../../i18n/createI18n.ts";
import type { Toasts } from "../toasts/createToasts.ts";

export type TellNotInvited = (notInvited: readonly UserId[], chosen: readonly InviteeSnapshot[]) => void;

/** Names whom the servers did not let in, by the name that was chosen and by address, and what can be done. */
export function createTellNotInvited(i18n: I18n, toasts: Toasts): TellNotInvited {
    return (notInvited, chosen) => {
        if (notInvited.length === 0) return;
        const { t, formats } = i18n.getState();
        const names = notInvited.map((userId) => {
            const name = chosen.find(({ person }) => person.userId === userId)?.person.displayName ?? userId;
            return name === userId ? userId : `${name} (${userId})`;
        });
        toasts.showProblem(t("invite.notInvited", { names: formats.list(names) }));
    };
}
