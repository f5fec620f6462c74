import type { Charter, EffectiveCharter } from "@valise/clearance";
import type { StandbyRoom, Template } from "@valise/crisis";
import type { RoomGates } from "../../gate/room/RoomGates.ts";
import type { RoomBook } from "../../rooms/RoomBook.ts";
import { roomTypes } from "../wire.ts";

/** The duty roles that a plan calls are the cells of its rooms. */
export function cellsOf({ roles, agencies }: Pick<Template, "roles" | "agencies">): Record<string, string[]> {
    return Object.fromEntries(
        agencies.map((agency) => [agency, roles.filter((each) => each.agency === agency).map(({ role }) => role)]),
    );
}

/** Rooms prepared for a plan, as their charters show them (protocol 8): standing by, or opened from there. */
export function standbyRoomsOf(
    template: Template,
    { book, gates }: { readonly book: RoomBook; readonly gates: RoomGates },
    isReady: (roomId: string) => boolean,
): StandbyRoom[] {
    return [...book.all()].flatMap(({ record }) => {
        const { roomId } = record;
        if (record.type !== roomTypes.emergency || record.membership !== "join") return [];
        const pins = gates.gateOf(roomId)?.state().record.pins;
        const charters = [...(pins?.heads ?? []), ...(pins?.replaced ?? [])];
        // It names no plan, so that servers learn none: what fits, serves.
        const first = charters.find(({ seq, phase }) => seq === 1 && phase === "standby");
        if (first?.owner !== template.lead || !fits(plannedIn(first), template)) return [];
        return [
            { room: roomId, template: template.template, opened: openingsAmong(charters), isReady: isReady(roomId) },
        ];
    });
}

/** Charters `seq` 2 that opened a room; `crisis` is this device's to know. */
function openingsAmong(charters: readonly Charter[]): StandbyRoom["opened"] {
    return charters
        .filter(({ seq, phase }) => seq === 2 && phase === "open")
        .map(({ digest, by }) => ({ digest, by: by[0]?.sub ?? "", crisis: "" }));
}

/** What a plan fixes of its rooms' charters. */
type Planned = Pick<EffectiveCharter, "label" | "admission" | "agencies" | "cells" | "retention">;

/** All that a plan fixes of a room's charter is as the plan says now. */
function fits({ label, admission, agencies, cells, retention }: Planned, template: Template): boolean {
    const there = [label.pol, label.lvl, label.cat, admission, agencies, cells, retention];
    const { label: wanted } = template;
    const plan = [wanted.pol, wanted.lvl, wanted.cat, template.admission, template.agencies, cellsOf(template)];
    return sorted([...plan, template.retention]) === sorted(there);
}

const plannedIn = ({ gate, cells, retention }: Charter): Planned => ({
    ...{ label: { pol: gate.pol, lvl: gate.lvl, cat: gate.cat }, admission: gate.admission, agencies: gate.agencies },
    ...{ cells, retention },
});

/**
 * The plan that a room was opened by, as far as its charter shows; of several alike the one whose checklist was written into the
 * room's log.
 */
export function planOf(templates: readonly Template[], charter: Planned, items: readonly string[]): Template | null {
    const alike = templates.filter((template) => fits(charter, template));
    const written = sorted([...new Set(items)]);
    return alike.find(({ checklist }) => sorted(checklist.map(({ id }) => id)) === written) ?? alike[0] ?? null;
}

/** As text in which the order of members and of lists plays no part. */
function sorted(value: unknown): string {
    if (Array.isArray(value) && value.every((each) => typeof each === "string"))
        return JSON.stringify([...value].sort());
    if (Array.isArray(value)) return JSON.stringify(value.map(sorted));
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify(members.map(([name, each]) => [name, sorted(each)]));
}
