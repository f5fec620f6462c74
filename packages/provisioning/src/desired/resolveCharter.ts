import type { Label } from "@valise/labels";
import { parseDurationS } from "../manifest/durations.ts";
import type { ManifestRule } from "../manifest/ManifestRefusal.ts";
import type { ManifestCharter } from "../manifest/manifestSchema.ts";
import { sortedUnique } from "./compare.ts";
import { type CharterWishWithoutRoom, urnOfAgency } from "./Desired.ts";
import { ageOf, type Scope } from "./scope.ts";

export interface ResolvedCharter {
    readonly wish: CharterWishWithoutRoom;
    readonly label: Label;
    readonly notation: string;
    /** Agency ids of the manifest. */
    readonly agencies: readonly string[];
}

/** How long past a status list's expiry present members keep receiving, where the manifest says nothing. */
const DEFAULT_GRACE_S = 86_400;

/** A charter's wish as officers will sign it; `undefined` where a label or an agency in it is not known. */
export function resolveCharter(
    scope: Scope,
    said: ManifestCharter,
    owner: string,
    path: readonly PropertyKey[],
): ResolvedCharter | undefined {
    const { manifest, locate } = scope.loaded;
    const refuse = (field: string, rule: ManifestRule, detail: string) =>
        scope.refuse({ ...locate([...path, field]), rule, detail });
    const label = scope.labels.read(said.label);
    const ceiling = scope.labels.read(said.ceiling ?? said.label);
    if (label === undefined) refuse("label", "label-invalid", said.label);
    if (ceiling === undefined) refuse("ceiling", "label-invalid", said.ceiling ?? said.label);
    const agencies = sortedUnique(said.agencies);
    for (const [field, ids] of [
        ["agencies", [...agencies, ...Object.keys(said.cells)]],
        ["admit", said.admit ?? []],
        ["lowerBy", said.lowerBy ?? []],
    ] as const) {
        for (const id of ids)
            if (manifest.agencies[id] === undefined) refuse(field, "unknown-reference", `agencies.${id}`);
    }
    if (!agencies.includes(owner)) refuse("agencies", "member-not-of-room-agencies", owner);
    if (label === undefined || ceiling === undefined) return undefined;
    if (!scope.labels.isAtMost(label, ceiling)) refuse("label", "label-above-room-ceiling", said.label);
    checkAgencyCeilings(scope, { label, ceiling, owner, refuse });
    const urns = (ids: readonly string[]) => sortedUnique(ids).map(urnOfAgency);
    const wish: CharterWishWithoutRoom = {
        owner: urnOfAgency(owner),
        phase: "open",
        exercise: said.exercise,
        retention: { maxAgeS: ageOf(said.retention ?? manifest.defaults?.retention), hold: said.hold },
        graceS: parseGrace(said.grace ?? manifest.defaults?.grace),
        cells: Object.fromEntries(
            Object.entries(said.cells).map(([id, posts]) => [urnOfAgency(id), sortedUnique(posts)] as const),
        ),
        lowerBy: urns(said.lowerBy ?? [owner]),
        gate: {
            pol: scope.labels.urnOf(label),
            lvl: label.level,
            cat: Object.fromEntries(Object.entries(label.categories).map(([set, values]) => [set, [...values]])),
            ceiling: ceiling.level,
            admission: said.admission,
            agencies: urns(agencies),
            admit: urns(said.admit ?? [owner]),
            present: { ...(said.role !== undefined && { role: said.role }), history: said.history },
        },
    };
    return { wish, label, notation: scope.labels.format(label), agencies };
}

const parseGrace = (text: string | undefined): number =>
    text === undefined ? DEFAULT_GRACE_S : Math.min(parseDurationS(text), 7 * DEFAULT_GRACE_S);

interface CeilingCheck {
    readonly label: Label;
    readonly ceiling: Label;
    readonly owner: string;
    refuse(field: string, rule: ManifestRule, detail: string): void;
}

/** Neither label nor ceiling may stand above what the owner agency's rooms may bear. */
function checkAgencyCeilings(scope: Scope, { label, ceiling, owner, refuse }: CeilingCheck): void {
    const said = scope.loaded.manifest.agencies[owner]?.ceiling ?? "";
    const highest = scope.labels.read(said);
    if (said === "") refuse("label", "agency-without-ceiling", owner);
    if (highest === undefined) return;
    if (!scope.labels.isAtMost(label, highest)) refuse("label", "label-above-agency-ceiling", said);
    else if (!scope.labels.isAtMost(ceiling, highest)) refuse("ceiling", "room-ceiling-above-agency-ceiling", said);
}
