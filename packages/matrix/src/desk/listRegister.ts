import type { EngineOutput, UserId } from "@valise/bridge";
import type { Register, RegisterEntry } from "@valise/clearance/desk";

/** Entries of the register, newest first, from before a number on. */
export function listRegister(
    { entries }: Register,
    before: number | null,
    limit: number,
): EngineOutput<"listRegister"> {
    const end = before === null ? entries.length : Math.max(0, before - 1);
    const rows = entries
        .slice(Math.max(0, end - limit), end)
        .toReversed()
        .map(describeEntry);
    return { rows, more: end - limit > 0 };
}

function describeEntry({ seq, atS, by, event }: RegisterEntry): EngineOutput<"listRegister">["rows"][number] {
    const userId = "userId" in event ? (event.userId as UserId) : null;
    return { seq, atMs: atS * 1000, by, kind: event.kind, userId, detail: detailOf(event) };
}

function detailOf(event: RegisterEntry["event"]): string {
    switch (event.kind) {
        case "issued":
            return event.claims.join(" ");
        case "signed":
            return `${event.statement} ${event.audience}`;
        case "identity-alarm":
            return "";
        default:
            return event.reason;
    }
}
