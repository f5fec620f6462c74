import type { BroadcastSnapshot, CrisisSnapshot } from "@valise/bridge";

const ranks = { FLASH: 3, IMMEDIATE: 2, PRIORITY: 1, ROUTINE: 0 } as const;

/** It counts: believed, not replaced, and its time is not over. What is refused never counts. */
export function isInForce(row: BroadcastSnapshot, nowMs: number): boolean {
    return row.refused === null && row.standing === "in-force" && nowMs < row.expiresMs && row.msgType !== "cancel";
}

export const isAnswered = ({ mine }: BroadcastSnapshot): boolean =>
    mine.rung === "acknowledged" || mine.rung === "cannot-comply";

/** Called as a deputy: whoever has answered for themselves is asked for another. */
const standsIn = ({ alarm }: BroadcastSnapshot): boolean => (alarm?.standsInFor.length ?? 0) > 0;

/** Whether this person is still asked for an answer: their own, or one in somebody's place. */
export function isAsked(row: BroadcastSnapshot, nowMs: number): boolean {
    const concerns = row.mine.addressed || standsIn(row);
    return isInForce(row, nowMs) && row.ask !== null && concerns && (!isAnswered(row) || standsIn(row));
}

/** Alarms that wait: those that ask stay until they are answered, the others until they are silenced. Gravest first. */
export function openAlarms(rows: readonly BroadcastSnapshot[], nowMs: number): readonly BroadcastSnapshot[] {
    return rows
        .filter((row) => row.alarm !== null && isInForce(row, nowMs) && (!isAnswered(row) || standsIn(row)))
        .filter((row) => row.ask !== null || row.alarm?.sounds === true)
        .toSorted((a, b) => gravity(b) - gravity(a) || b.sentAtMs - a.sentAtMs);
}

/** What is actual goes before what is an exercise, whatever its precedence. */
function gravity({ status, precedence }: BroadcastSnapshot): number {
    return (status === "actual" ? 4 : 0) + ranks[precedence];
}

/** The frame around the window; an exercise never hides an actual alarm. */
export function frameOf(open: readonly BroadcastSnapshot[]): "actual" | "exercise" | null {
    if (open.length === 0) return null;
    return open.some(({ status }) => status === "actual") ? "actual" : "exercise";
}

/** The frame around the window: of the alarms that wait and the crises that go on; what is actual goes before. */
export function windowFrame(snapshot: CrisisSnapshot | null, nowMs: number): "actual" | "exercise" | null {
    const alarms = frameOf(openAlarms(snapshot?.rows ?? [], nowMs));
    const going = (snapshot?.crises ?? []).filter(({ phase }) => phase !== "closed");
    if (alarms === "actual" || going.some(({ exercise }) => !exercise)) return "actual";
    return alarms ?? (going.length > 0 ? "exercise" : null);
}

/** The one shown whole: what was picked, else the gravest alarm, else what still asks, else the newest. */
export function currentOf(
    rows: readonly BroadcastSnapshot[],
    pickedKey: string | null,
    nowMs: number,
): BroadcastSnapshot | null {
    const picked = rows.find(({ key }) => key === pickedKey);
    return picked ?? openAlarms(rows, nowMs)[0] ?? rows.find((row) => isAsked(row, nowMs)) ?? rows[0] ?? null;
}
