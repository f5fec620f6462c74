/** A spreadsheet runs what begins so, also after spaces that it strips. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r|%]/u;

/**
 * Rows as CSV (SPEC 12.4, RFC 4180): CRLF, quoted where needed, and no cell that a spreadsheet would take for a formula: such
 * a cell gets an apostrophe in front. Numbers stay numbers, also negative ones.
 */
export function formatCsv(rows: readonly (readonly (string | number)[])[]): string {
    return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
    if (typeof value === "number") return String(value);
    const text = value.replace(/\r\n?/g, "\n").replaceAll("\0", "");
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[",\n;\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
