import { digestOf } from "../desired/markOf.ts";
import type { RegisterEntry } from "../observed/Observed.ts";
import type { Step } from "./Plan.ts";

/** What one state event of a register holds with room to spare (65,536 bytes; an entry takes some two hundred). */
const BATCH = 200;

/**
 * The steps of one phase: new accounts, and that they are to be invited, are written down many at a time: of 5,000, twenty-five requests instead of 5,000. `isNew`: no entry of that
 * key was ever there, since an entry written by itself goes before one of a batch.
 */
export function batchRecords(steps: readonly Step[], isNew: (agency: string, key: string) => boolean): Step[] {
    const single: Step[] = [];
    const [first] = steps;
    const byAgency = new Map<string, [string, RegisterEntry][]>();
    for (const step of steps) {
        const { command, agency } = step;
        if (command.kind !== "record" || command.value === null || !/^(accounts|invites)\//.test(command.key))
            single.push(step);
        else if (!isNew(agency, command.key)) single.push(step);
        else byAgency.set(agency, [...(byAgency.get(agency) ?? []), [command.key, command.value]]);
    }
    const phase = first?.phase ?? "record";
    return [...[...byAgency].flatMap(([agency, entries]) => batchesOf(agency, phase, entries)), ...single];
}

function batchesOf(agency: string, phase: Step["phase"], entries: readonly [string, RegisterEntry][]): Step[] {
    const steps: Step[] = [];
    for (let at = 0; at < entries.length; at += BATCH) {
        const batch = entries.slice(at, at + BATCH);
        const name = digestOf(batch.map(([key]) => key).join("\n")).slice(0, 22);
        const key = batch[0]?.[0] ?? "";
        const command = { kind: "record-batch" as const, name, entries: Object.fromEntries(batch) };
        steps.push({ agency, phase, key, command });
    }
    return steps;
}
