import type { EngineOutput, UserId } from "@valise/bridge";
import { parseWishRows } from "@valise/clearance/desk";

/** A file of clearances to issue, as the page draws it. */
export function readWishes(text: string): EngineOutput<"readWishes"> {
    const read = parseWishRows(text);
    if (!read.ok) return read.error;
    return {
        kind: "rows",
        rows: read.value.map((row) => ({ ...row, userId: row.userId as UserId, roles: [...row.roles] })),
    };
}
