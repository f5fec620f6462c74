import { isSame } from "../desired/compare.ts";
import type { DesiredRecord } from "../desired/Desired.ts";
import type { ObservedServer, RegisterEntry } from "../observed/Observed.ts";
import type { EntityKind, FieldChange } from "./Plan.ts";
import type { PlanBuilder } from "./PlanBuilder.ts";
import { diffLists } from "./planAccount.ts";

const kindOf = (key: string): EntityKind => (key.startsWith("groups/") ? "group" : "duty");

/** Groups and duties of one agency. They give nothing by themselves: rooms name them, and say who comes and goes. */
export function planRecords(plan: PlanBuilder, server: ObservedServer): void {
    const { agency, register } = server;
    const records = plan.desired.records.filter((record) => record.agency === agency);
    for (const { key, title, value } of records) {
        const before = register[key];
        if (isSame(before, value)) continue;
        const about = { kind: kindOf(key), key, agency, title, fields: diffRecord(before, value) };
        plan.change(before === undefined ? "create" : "change", about);
        plan.step({ agency, phase: "record", key, command: { kind: "record", key, value } });
    }
    const wanted = new Set(records.map(({ key }) => key));
    for (const [key, entry] of Object.entries(register)) {
        if (wanted.has(key) || !(key.startsWith("groups/") || key.startsWith("duties/"))) continue;
        const title = typeof entry.title === "string" ? entry.title : key;
        plan.change("change", { kind: kindOf(key), key, agency, title, fields: diffRecord(entry, {}) });
        plan.step({ agency, phase: "record", key, command: { kind: "record", key, value: null } });
    }
}

function diffRecord(before: RegisterEntry | undefined, after: DesiredRecord["value"]): FieldChange[] {
    const lists = ["members", "holders", "deputies"] as const;
    const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
    return lists.flatMap((name) => diffLists(name, listOf(before?.[name]), listOf(after[name])));
}
