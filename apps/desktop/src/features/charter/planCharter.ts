import type { AgencySnapshot, ClearanceSnapshot, GateSnapshot, MarkingSnapshot, ReaderSnapshot } from "@valise/bridge";
import { covers, dominates, parseClaims, parseLabel } from "@valise/labels";
import { shippedRegistry as registry } from "../../labels/shippedRegistry.ts";
import { levelsFor, type RoomLabelDraft, type RoomLabelPlan } from "../createRoom/planRoomLabel.ts";

/** What the next charter of a room shall say about who reads it. */
export interface CharterWish extends RoomLabelDraft {
    readonly admission: "cleared" | "roster";
    /** By URN. */
    readonly agencies: readonly string[];
}

/** An agency that may be in the room or be left out. */
export interface CharterAgency {
    readonly id: string;
    readonly name: string;
    readonly serverName: string | null;
}

/**
 * Why somebody in the room will or will not read after the change. `show`: once a clearance for the new label was shown;
 * `glass`: what two officers signed was for the charter of now; `refused`: as now, by the reader's own code.
 */
export type ProspectKind = "reads" | "show" | "agency" | "not-cleared" | "glass" | "refused";

export interface Prospect {
    readonly reader: ReaderSnapshot;
    readonly kind: ProspectKind;
    /** What the change does to this person; null: nothing. */
    readonly change: "gains" | "loses" | null;
}

/** The room's charter as it stands, to begin with. */
export function wishOf(gate: GateSnapshot): CharterWish {
    const [level = null, ...sets] = (gate.marking?.label ?? "").split(" ");
    const values = sets.flatMap((set) => {
        const [name = "", list = ""] = set.split("=");
        return list.split(",").map((value) => `${name}.${value}`);
    });
    const agencies = gate.agencies.map(({ id }) => id);
    return { level: level === "" ? null : level, values, admission: gate.admission ?? "roster", agencies };
}

/** Levels to choose from: those of one's own policy that one could read, and the room's own. */
export function levelsOf(own: ClearanceSnapshot, gate: GateSnapshot): readonly MarkingSnapshot[] {
    const mine = levelsFor(own);
    const level = gate.marking?.label?.split(" ")[0];
    if (level === undefined || gate.marking === null || mine.some(({ label }) => label === level)) return mine;
    return [{ ...gate.marking, label: level }, ...mine];
}

/** Agencies of the configuration and of the room, each once. */
export function agenciesOf(configured: readonly AgencySnapshot[], gate: GateSnapshot): readonly CharterAgency[] {
    const known = configured.flatMap(({ name, serverName, trust }): CharterAgency[] =>
        trust == null ? [] : [{ id: trust.agencyUrn, name, serverName }],
    );
    const others = gate.agencies.filter(({ id }) => !known.some((one) => one.id === id));
    return [...known, ...others.map((one) => ({ ...one, serverName: null }))];
}

export interface ProspectInput {
    readonly gate: GateSnapshot;
    readonly wish: CharterWish;
    readonly plan: RoomLabelPlan;
    readonly agencies: readonly CharterAgency[];
}

/** Everybody in the room, and whether they will read under the next charter: from what each has shown, nothing guessed. */
export function decideProspects(input: ProspectInput): readonly Prospect[] {
    const isSame = isSameGate(input.gate, input.wish, input.plan);
    return input.gate.rows.map((reader) => {
        const kind = kindOf(reader, input);
        const will = kind === "reads" || kind === "show";
        // Whoever was cleared before and is away belongs already.
        const mayGain = !isSame && reader.membership === "join" && !reader.whenBack;
        return {
            reader,
            kind,
            change: reader.reads && !will ? "loses" : mayGain && !reader.reads && will ? "gains" : null,
        };
    });
}

/** Those whom an officer of their agency must help first, whatever the room's label is. */
const personal = /^ATT_(EXPIRED|REVOKED|SUSPENDED|MXK|CHAIN|TTL|SERVER|POLICY)/;

function kindOf(reader: ReaderSnapshot, { gate, wish, plan, agencies }: ProspectInput): ProspectKind {
    const agency = agencies.find(
        ({ serverName, name }) => serverName === reader.serverName || (serverName === null && name === reader.agency),
    );
    if (agency === undefined || !wish.agencies.includes(agency.id)) return "agency";
    if (reader.isMe) return plan.readsMe ? "reads" : "not-cleared";
    if (reader.because === "break-glass") return isSameGate(gate, wish, plan) ? "reads" : "glass";
    if (!reader.reads && personal.test(reader.code ?? "")) return "refused";
    if (reader.reads && isWithin(gate.marking?.label ?? "", plan.notation)) return "reads";
    return hasShown(reader, plan.notation) ? "reads" : "show";
}

export function isSameGate(gate: GateSnapshot, wish: CharterWish, plan: RoomLabelPlan): boolean {
    const now = gate.agencies.map(({ id }) => id).sort();
    return (
        plan.notation === gate.marking?.label &&
        wish.admission === gate.admission &&
        now.join(" ") === [...wish.agencies].sort().join(" ")
    );
}

/** Whether whoever reads the label of now may read the next one. */
function isWithin(now: string, next: string): boolean {
    const [upper, lower] = [parseLabel(now, registry), parseLabel(next, registry)];
    return upper.ok && lower.ok && covers(upper.value, lower.value, registry).ok;
}

function hasShown(reader: ReaderSnapshot, next: string): boolean {
    const label = parseLabel(next, registry);
    const policy = label.ok ? registry.policy(label.value.policy) : undefined;
    if (!label.ok || policy === undefined || reader.claims.length === 0) return false;
    const shown = parseClaims(policy.urn, reader.claims, registry);
    return shown.ok && dominates(shown.value, label.value, registry).ok;
}
