import type { TimelineItemSnapshot, TimelineSnapshot } from "@valise/bridge";

/** Whether all that is new is that own messages went their way: no row more or less, and no failure. */
export function onlyConfirms(last: TimelineSnapshot, next: TimelineSnapshot): boolean {
    if (last.rows.length !== next.rows.length) return false;
    if (last.loaded !== next.loaded || last.backward !== next.backward || last.composer !== next.composer) return false;
    return next.rows.every((row, at) => {
        const before = last.rows[at];
        return before === row || (before !== undefined && isOnItsWay(before, row));
    });
}

function isOnItsWay(before: TimelineItemSnapshot, row: TimelineItemSnapshot): boolean {
    if (!row.own || row.key !== before.key || row.body !== before.body || row.editedAtMs !== before.editedAtMs)
        return false;
    const goesWell = row.send === null || row.send.state === "sending" || row.send.state === "sent";
    return (
        goesWell &&
        row.kind === before.kind &&
        (row.send?.progress ?? null) === null &&
        row.verdict.code === before.verdict.code
    );
}
