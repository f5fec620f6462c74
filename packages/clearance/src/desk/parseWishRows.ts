import { err, ok, type Result } from "@valise/base";

/** One row of a file of clearances to issue. */
export interface WishRow {
    /** Line in the file, from 1. */
    readonly line: number;
    readonly userId: string;
    readonly want: string;
    readonly roles: readonly string[];
    /** As the person read or showed it to the officer. */
    readonly identityCode: string | null;
    /** Calendar day (UTC) the clearance ends with. */
    readonly until: string | null;
}

export interface WishRowsRefusal {
    readonly kind: "csv-invalid";
    readonly line: number;
    readonly column: number;
    readonly reason: "header" | "quote" | "cells" | "user" | "clearance" | "until" | "twice" | "empty";
}

const COLUMNS = ["user", "clearance", "roles", "identity_code", "until"] as const;
const REQUIRED = ["user", "clearance"] as const;

interface Cell {
    readonly text: string;
    readonly line: number;
    readonly column: number;
}

/**
 * Reads CSV (RFC 4180) with a header of `user,clearance,roles,identity_code,until` in any order, the last three optional;
 * roles are separated by spaces. Says line and column of the first thing it cannot read; a person twice is refused.
 */
export function parseWishRows(text: string): Result<WishRow[], WishRowsRefusal> {
    const table = parseCsv(text.replace(/^\ufeff/, ""));
    if (!table.ok) return table;
    const [header = [], ...body] = table.value;
    const names = header.map((cell) => cell.text.trim().toLowerCase());
    const odd = header.find(
        (_, at) => !COLUMNS.some((name) => name === names[at]) || names.indexOf(names[at] ?? "") !== at,
    );
    if (odd !== undefined || !REQUIRED.every((name) => names.includes(name))) return refuse("header", odd);
    if (body.length === 0) return refuse("empty", header[0]);
    const rows: WishRow[] = [];
    for (const cells of body) {
        const row = readRow(cells, names);
        if (!row.ok) return row;
        if (rows.some(({ userId }) => userId === row.value.userId)) return refuse("twice", cells[0]);
        rows.push(row.value);
    }
    return ok(rows);
}

function readRow(cells: readonly Cell[], names: readonly string[]): Result<WishRow, WishRowsRefusal> {
    if (cells.length !== names.length) return refuse("cells", cells.at(-1));
    const cell = (name: (typeof COLUMNS)[number]) => cells[names.indexOf(name)];
    const value = (name: (typeof COLUMNS)[number]) => cell(name)?.text.trim() ?? "";
    if (!/^@[^:\s]{1,200}:[A-Za-z0-9.:-]{1,230}$/.test(value("user"))) return refuse("user", cell("user"));
    if (value("clearance") === "") return refuse("clearance", cell("clearance"));
    const until = value("until");
    if (until !== "" && !isDay(until)) return refuse("until", cell("until"));
    return ok({
        line: cells[0]?.line ?? 1,
        userId: value("user"),
        want: value("clearance"),
        roles: value("roles").split(/\s+/).filter(Boolean),
        identityCode: value("identity_code") || null,
        until: until || null,
    });
}

const isDay = (text: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);

const refuse = (reason: WishRowsRefusal["reason"], at: Cell | undefined): Result<never, WishRowsRefusal> =>
    err({ kind: "csv-invalid", line: at?.line ?? 1, column: at?.column ?? 1, reason });

/** Cells with their places; empty lines are passed over. */
function parseCsv(text: string): Result<Cell[][], WishRowsRefusal> {
    const rows: Cell[][] = [[]];
    let [line, lineStart] = [1, 0];
    const cellPattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
    while (cellPattern.lastIndex < text.length || rows.at(-1)?.length) {
        const start = cellPattern.lastIndex;
        const place = { line, column: start - lineStart + 1 };
        const match = cellPattern.exec(text);
        if (match === null) return refuse("quote", { text: "", ...place });
        const [whole, quoted, bare = "", end = ""] = match;
        rows.at(-1)?.push({ text: quoted?.replaceAll('""', '"') ?? bare, ...place });
        const breaks = whole.split("\n").length - 1;
        line += breaks;
        if (breaks > 0) lineStart = start + whole.lastIndexOf("\n") + 1;
        if (end === ",") continue;
        if (end === "") break;
        rows.push([]);
    }
    return ok(rows.filter((cells) => cells.length > 1 || (cells[0]?.text ?? "") !== ""));
}
