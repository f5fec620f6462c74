import { joinLabels } from "../policy/joinLabels.ts";
import { type GateLabel, levelIndex, type PolicyLookup } from "../policy/PolicyLookup.ts";
import type { Charter } from "./Charter.ts";

/** What applies in a room: one charter, or the stricter of several signed at once (SPEC 8.6). */
export interface EffectiveCharter {
    readonly room: string;
    readonly owner: string;
    /** Highest `seq` among the heads. */
    readonly seq: number;
    /** Gate strings a presentation may be bound to, each with its `iat`; one unless forked. */
    readonly gates: readonly { readonly text: string; readonly iat: number }[];
    readonly epochs: readonly number[];
    readonly label: GateLabel;
    readonly ceiling: string;
    readonly admission: "cleared" | "roster";
    readonly agencies: readonly string[];
    readonly admit: readonly string[];
    readonly roles: readonly string[];
    readonly history: boolean;
    readonly phase: Charter["phase"];
    readonly exercise: boolean;
    readonly retention: Charter["retention"];
    readonly graceS: number;
    readonly cells: Charter["cells"];
    readonly lowerBy: readonly string[];
}

const PHASES = ["standby", "open", "closed"] as const;
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const both = (a: readonly string[], b: readonly string[]): string[] => sorted(a.filter((each) => b.includes(each)));

/** What one charter asks by itself. */
export function chartered({ gate, gateText, ...charter }: Charter): EffectiveCharter {
    const { room, owner, seq, phase, exercise, retention, graceS, cells } = charter;
    return {
        ...{ room, owner, seq, phase, exercise, retention, graceS, cells },
        gates: [{ text: gateText, iat: gate.iat }],
        epochs: [gate.epoch],
        label: { pol: gate.pol, lvl: gate.lvl, cat: gate.cat },
        ceiling: gate.ceiling,
        admission: gate.admission,
        agencies: sorted(gate.agencies),
        admit: sorted(gate.admit),
        roles: gate.present.role === undefined ? [] : [gate.present.role],
        history: gate.present.history,
        lowerBy: sorted(charter.lowerBy),
    };
}

function shorterRetention(a: Charter["retention"], b: Charter["retention"]): Charter["retention"] {
    const ages = [a.maxAgeS, b.maxAgeS].filter((age) => age !== null);
    return { maxAgeS: ages.length === 0 ? null : Math.min(...ages), hold: a.hold || b.hold };
}

function joinCells(a: Charter["cells"], b: Charter["cells"]): Charter["cells"] {
    const agencies = sorted([...Object.keys(a), ...Object.keys(b)]);
    return Object.fromEntries(agencies.map((id) => [id, sorted([...(a[id] ?? []), ...(b[id] ?? [])])]));
}

function lowerCeiling(policies: PolicyLookup, pol: string, a: string, b: string): string | undefined {
    const [indexA, indexB] = [levelIndex(policies, pol, a), levelIndex(policies, pol, b)];
    if (indexA === undefined || indexB === undefined) return undefined;
    return indexA <= indexB ? a : b;
}

/** The stricter of two, member by member; `undefined` when no label is stricter than both, or no agency is in both. */
export function stricterOf(
    policies: PolicyLookup,
    a: EffectiveCharter,
    b: EffectiveCharter,
): EffectiveCharter | undefined {
    const label = joinLabels(policies, a.label, b.label);
    const ceiling = lowerCeiling(policies, a.label.pol, a.ceiling, b.ceiling);
    const agencies = both(a.agencies, b.agencies);
    if (label === undefined || ceiling === undefined || agencies.length === 0) return undefined;
    const gates = new Map([...a.gates, ...b.gates].map((gate) => [gate.text, gate]));
    return {
        room: a.room,
        owner: a.owner,
        seq: Math.max(a.seq, b.seq),
        gates: [...gates.values()].sort((x, y) => (x.text < y.text ? -1 : 1)),
        epochs: [...new Set([...a.epochs, ...b.epochs])].sort((x, y) => x - y),
        ...{ label, ceiling, agencies },
        admission: a.admission === "roster" ? "roster" : b.admission,
        admit: both(a.admit, b.admit),
        roles: sorted([...a.roles, ...b.roles]),
        history: a.history && b.history,
        phase: PHASES.indexOf(a.phase) >= PHASES.indexOf(b.phase) ? a.phase : b.phase,
        exercise: a.exercise && b.exercise,
        retention: shorterRetention(a.retention, b.retention),
        graceS: Math.min(a.graceS, b.graceS),
        cells: joinCells(a.cells, b.cells),
        lowerBy: both(a.lowerBy, b.lowerBy),
    };
}

/** The stricter of all `charters`; `undefined` for none, or when they exclude each other (`CHR_UNJOINABLE`). */
export function joinCharters(policies: PolicyLookup, charters: readonly Charter[]): EffectiveCharter | undefined {
    const [first, ...rest] = [...charters].sort((a, b) => (a.digest < b.digest ? -1 : 1));
    if (first === undefined) return undefined;
    return rest.reduce<EffectiveCharter | undefined>(
        (joined, charter) => joined && stricterOf(policies, joined, chartered(charter)),
        chartered(first),
    );
}

/** What two charters are compared by: everything that decides who may read. */
function accessOf({ label, ceiling, agencies, admit, roles, lowerBy, admission, history, graceS }: EffectiveCharter) {
    const cat = sorted(Object.keys(label.cat)).map((set) => [set, sorted(label.cat[set] ?? [])]);
    return JSON.stringify([
        label.pol,
        label.lvl,
        cat,
        ceiling,
        agencies,
        admit,
        roles,
        lowerBy,
        admission,
        history,
        graceS,
    ]);
}

/**
 * Whether `next` lets in anyone, or anything out, that `base` does not (SPEC 8.5): a label that does not ask all of the old
 * one, a higher ceiling, more agencies, more who may admit or lower, no roster where there was one, a role no longer asked,
 * history where there was none, a longer grace. It is no wider exactly if joining the two changes nothing in it.
 */
export function isWider(policies: PolicyLookup, next: EffectiveCharter, base: EffectiveCharter): boolean {
    const joined = stricterOf(policies, next, base);
    return joined === undefined || accessOf(joined) !== accessOf(next);
}
