import { err, ok, type Result } from "@valise/base";
import type { GateCode } from "@valise/bridge";
import type { CharterWish, TrustBundle } from "@valise/clearance";
import { findLevel, handlingOf, type Label, type PolicyRegistry } from "@valise/labels";
import type { EmergencyWish } from "./Openings.ts";

/** How long past a status list's expiry present members keep receiving, unless somebody says otherwise. */
const GRACE_S = 86_400;

export interface CharterChoice {
    readonly roomId: string;
    readonly label: Label;
    /** URN of the agency that owns the room: its creator's. */
    readonly owner: string;
    readonly agencies: readonly string[];
    /** Null: by the label's level. */
    readonly admission: "cleared" | "roster" | null;
    readonly cells: Readonly<Record<string, readonly string[]>>;
    readonly emergency?: EmergencyWish;
    /** It is prepared, and opened later. */
    readonly standby?: boolean;
}

/** What a new room's charter says beside its label: owned and lowered by the creator's agency, no history, open at once. An emergency room's authorities are of the lead agency too, and of those whose calls the community follows. */
export function charterWish(choice: CharterChoice, bundle: TrustBundle, registry: PolicyRegistry): CharterWish {
    const { label, owner, emergency } = choice;
    const agencies = [...new Set([owner, ...choice.agencies])];
    const authorities =
        emergency === undefined ? [] : [emergency.lead, ...agencies.filter((id) => bundle.crisis.has(id))];
    const pol = registry.policy(label.policy)?.urn ?? "";
    const categories = Object.entries(label.categories).map(([set, values]) => [set, [...values]]);
    return {
        room: choice.roomId,
        owner,
        phase: choice.standby === true ? "standby" : "open",
        exercise: choice.standby !== true && emergency?.exercise === true,
        retention: emergency?.retention ?? { maxAgeS: null, hold: false },
        graceS: GRACE_S,
        cells: Object.fromEntries(Object.entries(choice.cells).map(([agency, roles]) => [agency, [...roles]])),
        lowerBy: [owner],
        gate: {
            pol,
            lvl: label.level,
            cat: Object.fromEntries(categories),
            ceiling: bundle.agencies.get(owner)?.maxLvl.get(pol) ?? label.level,
            admission: choice.admission ?? defaultAdmission(label, registry),
            agencies,
            admit: [...new Set([owner, ...authorities])],
            present: { history: false },
        },
    };
}

/** What is unclassified, or handled as restricted, is open to everyone cleared for it; above, people are named. */
export function defaultAdmission(label: Label, registry: PolicyRegistry): "cleared" | "roster" {
    const policy = registry.policy(label.policy);
    const level = policy === undefined ? undefined : findLevel(policy, label.level);
    if (level?.classified === false) return "cleared";
    const handling = label.policy === "NATO" ? ok({ level: label.level }) : handlingOf(label, "NATO", registry);
    return handling.ok && ["U", "R"].includes(handling.value.level) ? "cleared" : "roster";
}

/** An agency of the bundle by its URN, its last part (`mfa`) or its name. */
export function findAgency(said: string, bundle: TrustBundle): Result<string, GateCode> {
    const agencies = [...bundle.agencies.values()];
    const found = agencies.find(({ id, name }) => id === said || id.endsWith(`:${said}`) || name === said);
    return found === undefined ? err("GATE_AGENCY") : ok(found.id);
}
