import { parseAccountHeader } from "../accounts/parseAccountRow.ts";

/**
 * An account file with one cell of one line said otherwise, every other byte as it was. `null`: there is no such column, or the
 * line is written in a way that this does not touch.
 */
export function editCsv(text: string, line: number, column: string, value: string): string | null {
    const lines = text.split("\n");
    const bare = (at: number): string => (lines[at] ?? "").replace(/\r$/, "");
    const names = splitCells(bare(0).replace(/^\ufeff/, ""))?.map(unquoted);
    const header = names === undefined ? undefined : parseAccountHeader(names);
    const at = header?.ok === true ? header.value.map(String).indexOf(column) : -1;
    const cells = line > 1 ? splitCells(bare(line - 1)) : null;
    if (at < 0 || cells === null || cells.length !== names?.length) return null;
    const made = cells.map((cell, index) => (index === at ? quoted(value) : cell)).join(",");
    const end = lines[line - 1]?.endsWith("\r") === true ? "\r" : "";
    return lines.map((each, index) => (index === line - 1 ? made + end : each)).join("\n");
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const unquoted = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

/** Cells as they are written; `null`: the row goes on in the next line, or is none. */
function splitCells(line: string): readonly string[] | null {
    const cells: string[] = [];
    const cell = /("(?:[^"]|"")*"|[^",]*)(,|$)/y;
    for (;;) {
        const [found, written = "", end] = cell.exec(line) ?? [];
        if (found === undefined) return null;
        cells.push(written);
        if (end === "") return cells;
    }
}
