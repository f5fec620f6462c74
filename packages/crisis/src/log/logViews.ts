import type { LogEntry } from "./LogEntry.ts";
import type { MergedLog } from "./mergeLog.ts";
import type { LogBody, LogKind } from "./wire.ts";

type Body<K extends LogKind> = Extract<LogBody, { kind: K }>;

export interface LogTask extends Omit<Body<"task">, "kind"> {
    readonly openedS: number;
    readonly changedS: number;
    readonly by: string;
}

/** Without checklist items opened once more by whoever opened the room too (SPEC 16.5). */
export function withoutRepeats(entries: readonly LogEntry[]): readonly LogEntry[] {
    const opened = new Set<string>();
    return entries.filter(({ wire: { body } }) => {
        if (body.kind !== "task" || body.state !== "open") return true;
        const isRepeated = body.checklist !== undefined && opened.has(body.task);
        opened.add(body.task);
        return !isRepeated;
    });
}

/** Where each task stands: by the last entry about it in the log's order (SPEC 16.5), oldest task first. */
export function tasksOf({ entries }: MergedLog): readonly LogTask[] {
    const tasks = new Map<string, LogTask>();
    for (const { author, wire } of withoutRepeats(entries)) {
        if (wire.body.kind !== "task") continue;
        const { kind: _kind, ...body } = wire.body;
        const openedS = tasks.get(body.task)?.openedS ?? wire.iat;
        tasks.set(body.task, { ...body, openedS, changedS: wire.iat, by: author });
    }
    return [...tasks.values()];
}

export interface SitrepRhythm {
    /** Of the next report. */
    readonly number: number;
    /** `undefined`: none is asked for. */
    readonly dueS: number | undefined;
    readonly lateByS: number;
}

/** When the next SITREP is due (SPEC 16.6): as the last says, else by the template's rhythm from the last or the opening. */
export function sitrepRhythm(
    { entries }: MergedLog,
    { everyS, openedS, nowS }: { readonly everyS: number | null; readonly openedS: number; readonly nowS: number },
): SitrepRhythm {
    const sitreps = entries.flatMap(({ wire }) =>
        wire.body.kind === "sitrep" ? [{ ...wire.body, iat: wire.iat }] : [],
    );
    const last = sitreps.at(-1);
    const number = Math.max(0, ...sitreps.map((each) => each.number)) + 1;
    const dueS = last?.nextS ?? (everyS === null ? undefined : (last?.iat ?? openedS) + everyS);
    return { number, dueS, lateByS: dueS === undefined ? 0 : Math.max(0, nowS - dueS) };
}

/** What a reader wants to see of a log; all of it must fit. */
export interface LogFilter {
    readonly kinds?: ReadonlySet<LogKind>;
    readonly author?: string;
    readonly isOfAgency?: (author: string) => boolean;
    readonly fitsLabel?: (label: unknown) => boolean;
    readonly fromS?: number;
    readonly beforeS?: number;
    /** Words that all occur, whatever their case. */
    readonly words?: readonly string[];
}

/** Whether an entry passes a filter. */
export function passesFilter(entry: LogEntry, filter: LogFilter): boolean {
    const { author, wire, label } = entry;
    const text = JSON.stringify(wire.body).toLowerCase();
    return (
        (filter.kinds === undefined || filter.kinds.has(wire.body.kind)) &&
        (filter.author === undefined || filter.author === author) &&
        (filter.isOfAgency === undefined || filter.isOfAgency(author)) &&
        (filter.fitsLabel === undefined || filter.fitsLabel(label)) &&
        (filter.fromS === undefined || wire.iat >= filter.fromS) &&
        (filter.beforeS === undefined || wire.iat < filter.beforeS) &&
        (filter.words ?? []).every((word) => text.includes(word.toLowerCase()))
    );
}
