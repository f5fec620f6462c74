import { REFUSAL_CODES } from "../src/index.ts";

/** The page of refusal codes. */
export function formatCodes(): string {
    const rows = Object.entries(REFUSAL_CODES).map(
        ([code, { clause, meaning, cause, next }]) => `| \`${code}\` | ${clause} | ${meaning} | ${cause} | ${next} |`,
    );
    return [
        "# Refusal codes",
        "",
        "Generated from `src/codes.ts`. Clauses are those of [SPEC.md](SPEC.md); *cause* and *next* name the sentence and the action that the app words in its languages.",
        "",
        "| code | clause | meaning | cause | next |",
        "|---|---|---|---|---|",
        ...rows,
        "",
    ].join("\n");
}
