import { err, ok, type Result } from "@valise/base";
import { limits } from "../manifest/limits.ts";

export interface CsvRow {
    /** Of its first character, from 1. */
    readonly line: number;
    readonly cells: readonly string[];
}
export interface CsvRefusal {
    readonly line: number;
    readonly column: number;
    readonly reason: "quote" | "line-too-long" | "control-character";
}

/**
 * Reads RFC 4180 text piece by piece: CRLF or LF, quoted cells with doubled quotes and line breaks, a leading byte order
 * mark. Empty lines are passed over. A quote inside an unquoted cell, an endless line and control characters are refused.
 */
export async function* readCsv<E>(
    pieces: AsyncIterable<Result<string, E>>,
): AsyncGenerator<Result<CsvRow, CsvRefusal | E>> {
    const reader = createRowReader();
    for await (const piece of pieces) {
        if (!piece.ok) {
            yield piece;
            return;
        }
        for (const char of piece.value) {
            const taken = reader.take(char);
            if (!taken.ok) {
                yield taken;
                return;
            }
            if (taken.value !== undefined) yield ok(taken.value);
        }
    }
    const last = reader.end();
    if (!last.ok) yield last;
    else if (last.value !== undefined) yield ok(last.value);
}

interface RowReader {
    take(char: string): Result<CsvRow | undefined, CsvRefusal>;
    end(): Result<CsvRow | undefined, CsvRefusal>;
}

function createRowReader(): RowReader {
    let [line, column, startLine, rowChars] = [1, 0, 1, 0];
    let cells: string[] = [];
    let cell = "";
    let mode: "start" | "plain" | "quoted" | "closed" = "start";
    const refuse = (reason: CsvRefusal["reason"]) => err({ line, column, reason });
    const endCell = () => {
        cells.push(cell);
        cell = "";
        mode = "start";
    };
    const endRow = (): CsvRow | undefined => {
        endCell();
        const row = { line: startLine, cells };
        cells = [];
        rowChars = 0;
        startLine = line + 1;
        return row.cells.length === 1 && row.cells[0] === "" ? undefined : row;
    };
    const takeOutside = (char: string): Result<CsvRow | undefined, CsvRefusal> => {
        if (char === ",") endCell();
        else if (char === "\n") return ok(endRow());
        else if (char === '"' && mode === "start") mode = "quoted";
        else if (char === '"' && mode === "closed") {
            cell += char;
            mode = "quoted";
        } else if (char === '"' || (mode === "closed" && char !== "\r")) return refuse("quote");
        else if (char !== "\r") {
            if (char < " ") return refuse("control-character");
            cell += char;
            mode = "plain";
        }
        return ok(undefined);
    };
    return {
        take(char) {
            column++;
            rowChars++;
            if (rowChars > limits.accountLineChars) return refuse("line-too-long");
            if (char === "\ufeff" && line === 1 && column === 1) return ok(undefined);
            let taken: Result<CsvRow | undefined, CsvRefusal> = ok(undefined);
            if (mode !== "quoted") taken = takeOutside(char);
            else if (char === '"') mode = "closed";
            else cell += char;
            if (char === "\n") {
                line++;
                column = 0;
            }
            return taken;
        },
        end() {
            if (mode === "quoted") return refuse("quote");
            return ok(cells.length > 0 || cell !== "" ? endRow() : undefined);
        },
    };
}
