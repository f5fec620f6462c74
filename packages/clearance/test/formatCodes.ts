import { REFUSAL_CODES, REFUSAL_MEANINGS, type RefusalCode } from "../src/index.ts";

/** A Markdown table with even columns, as the formatter would write it. */
function formatTable(rows: readonly (readonly string[])[]): string[] {
    const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
    const [head = [], ...body] = rows;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}

/** The page of refusal codes. */
export function formatCodes(): string {
    const rows = Object.entries(REFUSAL_CODES).map(([code, { clause, cause, next }]) => [
        ...[`\`${code}\``, clause, REFUSAL_MEANINGS[code as RefusalCode], cause, next],
    ]);
    return [
        "# Refusal codes",
        "",
        "Generated from `src/codes.ts` and `src/codeMeanings.ts`. Clauses are those of [SPEC.md](SPEC.md); _cause_ and _next_ name the sentence and the action that the app words in its languages.",
        "",
        ...formatTable([["code", "clause", "meaning", "cause", "next"], ...rows]),
        "",
    ].join("\n");
}
