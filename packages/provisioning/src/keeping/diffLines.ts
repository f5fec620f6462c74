export interface ChangedLines {
    /** Of the first line that differs, from 1. */
    readonly line: number;
    readonly removed: readonly string[];
    readonly added: readonly string[];
}

/** The lines between what two texts have in common at their beginning and at their end. */
export function diffLines(before: string, after: string): ChangedLines {
    const [old, made] = [before.split(/\r?\n/), after.split(/\r?\n/)];
    const most = Math.min(old.length, made.length);
    let head = 0;
    while (head < most && old[head] === made[head]) head++;
    let tail = 0;
    while (tail < most - head && old[old.length - 1 - tail] === made[made.length - 1 - tail]) tail++;
    return { line: head + 1, removed: old.slice(head, old.length - tail), added: made.slice(head, made.length - tail) };
}
