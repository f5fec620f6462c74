import { digestOf } from "../desired/markOf.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import type { Step } from "./Plan.ts";

/** What one state event of a register holds with room to spare (65,536 bytes; an entry takes some two hundred). */
const BATCH = 200;

/**
 * New accounts are written down many at a time: of 5,000, twenty-five requests instead of 5,000. `isNew`: no entry of that
 * key was ever there, since an entry written by itself goes before one of a batch.
 */
export function batchRecords(steps: readonly Step[], isNew: (agency: string, key: string) => boolean): Step[] {
    const single: Step[] = [];
    const byAgency = new Map<string, [string, RegisterEntry][]>();
    for (const step of steps) {
        const { command, agency } = step;
        if (command.kind !== "record" || command.value === null || !command.key.startsWith("accounts/"))
            single.push(step);
        else if (!isNew(agency, command.key)) single.push(step);
        else byAgency.set(agency, [...(byAgency.get(agency) ?? []), [command.key, command.value]]);
    }
    return [...[...byAgency].flatMap(([agency, entries]) => batchesOf(agency, entries)), ...single];
}

function batchesOf(agency: string, entries: readonly [string, RegisterEntry][]): Step[] {
    const steps: Step[] = [];
    for (let at = 0; at < entries.length; at += BATCH) {
        const batch = entries.slice(at, at + BATCH);
        const name = digestOf(batch.map(([key]) => key).join("\n")).slice(0, 22);
        const key = batch[0]?.[0] ?? "";
        const command = { kind: "record-batch" as const, name, entries: Object.fromEntries(batch) };
        steps.push({ agency, phase: "record", key, command });
    }
    return steps;
}
