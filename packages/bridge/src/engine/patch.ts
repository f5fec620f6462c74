import { rowKeys, type TopicSnapshots } from "./topics.ts";

/**
 * The step from one snapshot of a topic to the next. Fields that did not change are left out;
 * rows are named by their key (`rowKeys`). `order` is present when rows came, went or moved.
 */
export type SnapshotPatch =
    | { readonly kind: "reset"; readonly snapshot: object }
    | {
          readonly kind: "change";
          readonly fields: Readonly<Record<string, unknown>>;
          readonly upsert: readonly object[];
          readonly order: readonly string[] | null;
      };

type Row = Readonly<Record<string, unknown>>;
const rowsOf = (snapshot: object): readonly Row[] => (snapshot as { rows?: readonly Row[] }).rows ?? [];

/** Compares rows and fields by identity: an engine that keeps unchanged objects gets small patches. Null: nothing changed. */
export function diffSnapshot<T extends keyof TopicSnapshots>(
    topic: T,
    previous: TopicSnapshots[T],
    next: TopicSnapshots[T],
): SnapshotPatch | null {
    if (previous === next) return null;
    const fields = changedFields(previous as object, next as object);
    const rowKey = rowKeys[topic];
    if (rowKey === null) return hasAny(fields) ? { kind: "change", fields, upsert: [], order: null } : null;
    const before = rowsOf(previous);
    const after = rowsOf(next);
    const known = new Map(before.map((row) => [row[rowKey], row]));
    const upsert = after.filter((row) => known.get(row[rowKey]) !== row);
    const sameOrder = before.length === after.length && after.every((row, i) => row[rowKey] === before[i]?.[rowKey]);
    const order = sameOrder ? null : after.map((row) => String(row[rowKey]));
    if (!hasAny(fields) && upsert.length === 0 && order === null) return null;
    return { kind: "change", fields, upsert, order };
}

/** The reverse of `diffSnapshot`; rows that did not change keep their identity. */
export function applyPatch<T extends keyof TopicSnapshots>(
    topic: T,
    previous: TopicSnapshots[T] | null,
    patch: SnapshotPatch,
): TopicSnapshots[T] {
    if (patch.kind === "reset") return patch.snapshot as TopicSnapshots[T];
    if (previous === null) throw new Error(`a change of ${topic} came before its snapshot`);
    const rowKey = rowKeys[topic];
    const changed = { ...previous, ...patch.fields };
    if (rowKey === null || (patch.upsert.length === 0 && patch.order === null)) return changed;
    const rows = new Map(rowsOf(previous).map((row) => [String(row[rowKey]), row]));
    for (const row of patch.upsert as readonly Row[]) rows.set(String(row[rowKey]), row);
    const order = patch.order ?? rowsOf(previous).map((row) => String(row[rowKey]));
    return { ...changed, rows: order.map((key) => mustGet(rows, key, topic)) };
}

function changedFields(previous: object, next: object): Record<string, unknown> {
    const before = previous as Row;
    return Object.fromEntries(
        Object.entries(next).filter(([name, value]) => name !== "rows" && !Object.is(before[name], value)),
    );
}

function hasAny(fields: object): boolean {
    return Object.keys(fields).length > 0;
}

function mustGet(rows: ReadonlyMap<string, Row>, key: string, topic: string): Row {
    const row = rows.get(key);
    if (row === undefined) throw new Error(`a patch of ${topic} orders a row it never sent`);
    return row;
}
