import type { AgencySnapshot, GateSnapshot } from "@valise/bridge";
import type { InviteeSnapshot } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { serverNameOf } from "../../people/createAgencyDirectory.ts";

/**
 * Whether someone asked into a labelled room will read it, as far as is known before they answer: never where their
 * agency is not one of the room's; else after showing a clearance. Undefined: the room has no label.
 */
export function outlookOf(
    userId: string,
    gate: GateSnapshot | null,
    configured: readonly AgencySnapshot[],
    { t }: Translator,
): InviteeSnapshot["outlook"] {
    if (gate === null || gate.marking === null) return undefined;
    const theirs = configured.find(({ serverName }) => serverName === serverNameOf(userId));
    const ids = [theirs?.id, theirs?.trust?.agencyUrn];
    const isIn = gate.agencies.some(({ id }) => ids.includes(id));
    return isIn ? { tone: "warn", text: t("outlook.show") } : { tone: "bad", text: t("outlook.agency") };
}
