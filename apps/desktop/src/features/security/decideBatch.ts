import type { EngineOutput } from "@valise/bridge";

export type Wish = Extract<EngineOutput<"readWishes">, { kind: "rows" }>["rows"][number];
export type BatchOutcome = EngineOutput<"issueClearances">[number];

/** A row of the file and what was decided for it; null while it was not. */
export interface BatchRow {
    readonly wish: Wish;
    readonly outcome: BatchOutcome | null;
}

export const isRefused = ({ outcome }: BatchRow): boolean => outcome !== null && outcome.code !== null;
export const mayBeIssued = ({ outcome }: BatchRow): boolean => outcome?.code === null;
/** A code that is whole and differs from what the server shows is an alarm for the register (clearance SPEC 12.2). */
export const mustBeRecorded = ({ outcome }: BatchRow): boolean => outcome?.code === "identity-differs";

/** Refused rows first, since they need somebody; each kind in the order of the file. */
export function orderBatch(rows: readonly BatchRow[]): readonly BatchRow[] {
    return [...rows.filter(isRefused), ...rows.filter((row) => !isRefused(row))];
}
