import { err, ok, type Result } from "@valise/base";
import { type ManifestAccount, parseAccount } from "../manifest/manifestSchema.ts";

/** Columns of an account file; the first two are required. Groups are separated by semicolons. */
const columns = ["user", "name", "groups", "state", "clearance", "expires", "from", "listed"] as const;
type Column = (typeof columns)[number];

export interface RowRefusal {
    readonly column: string;
    readonly reason: "unknown-column" | "missing-column" | "repeated-column" | "cell-count" | "value";
}

/** Reads the header line: which cell holds what. */
export function parseAccountHeader(cells: readonly string[]): Result<readonly Column[], RowRefusal> {
    const found: Column[] = [];
    for (const cell of cells) {
        const column = columns.find((name) => name === cell.trim().toLowerCase());
        if (column === undefined) return err({ column: cell.slice(0, 40), reason: "unknown-column" });
        if (found.includes(column)) return err({ column, reason: "repeated-column" });
        found.push(column);
    }
    for (const column of ["user", "name"] as const) {
        if (!found.includes(column)) return err({ column, reason: "missing-column" });
    }
    return ok(found);
}

const yesOrNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

function readCell(column: Column, cell: string): unknown {
    if (column === "groups") return cell.split(";").map((group) => group.trim());
    return column === "listed" ? (yesOrNo[cell] ?? cell) : cell;
}

/** Reads one line by its header; empty cells are as if not there. */
export function parseAccountRow(
    header: readonly Column[],
    cells: readonly string[],
    agency: string,
): Result<ManifestAccount, RowRefusal> {
    if (cells.length !== header.length) return err({ column: String(cells.length), reason: "cell-count" });
    const said: Record<string, unknown> = { agency };
    header.forEach((column, index) => {
        const cell = cells[index]?.trim() ?? "";
        if (cell === "") return;
        said[column] = readCell(column, cell);
    });
    const parsed = parseAccount(said);
    return parsed.ok ? parsed : err({ column: parsed.error, reason: "value" });
}
