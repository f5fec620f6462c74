import type { CrisisRoomSnapshot, LogEntrySnapshot, RoomId, RoomRowSnapshot } from "@valise/bridge";
import { currentCrisis } from "../crisisRooms.ts";

export const logFilters = ["all", "sitrep", "decision", "task", "automatic"] as const;
export type LogFilter = (typeof logFilters)[number];

const isOf = ({ kind }: LogEntrySnapshot, filter: LogFilter) =>
    filter === "all" || kind === filter || (filter === "task" && kind === "task-done");

/** Entries of a kind and, where asked, an agency, with a part of title, text or author; newest first. */
export function filterLog(
    rows: readonly LogEntrySnapshot[],
    filter: LogFilter,
    agency: string | null,
    text: string,
): readonly LogEntrySnapshot[] {
    const wanted = text.trim().toLocaleLowerCase();
    return rows
        .filter((row) => isOf(row, filter) && (agency === null || row.agency === agency))
        .filter(({ title, text: body, authorName }) =>
            `${title} ${body} ${authorName}`.toLocaleLowerCase().includes(wanted),
        )
        .toReversed();
}

export const countLog = (rows: readonly LogEntrySnapshot[], filter: LogFilter): number =>
    rows.filter((row) => isOf(row, filter)).length;

/** Agencies that wrote, each once. */
export const agenciesOf = (rows: readonly LogEntrySnapshot[]): readonly string[] =>
    [...new Set(rows.flatMap(({ agency }) => agency ?? []))].toSorted((a, b) => a.localeCompare(b));

/** Rooms that have a log, emergency rooms first; and the one shown: what was chosen, else the crisis that goes on. */
export function logRooms(
    rows: readonly RoomRowSnapshot[],
    crises: readonly CrisisRoomSnapshot[],
    chosen: RoomId | null,
): { readonly rooms: readonly RoomRowSnapshot[]; readonly room: RoomRowSnapshot | undefined } {
    const rank = { emergency: 0, channel: 1 } as const;
    const rooms = rows
        .flatMap((row) => {
            const isOne = row.membership === "join" && (row.kind === "emergency" || row.kind === "channel");
            return isOne ? [row] : [];
        })
        .toSorted((a, b) => rank[a.kind as keyof typeof rank] - rank[b.kind as keyof typeof rank]);
    const current = currentCrisis(crises)?.roomId;
    const room = rooms.find(({ roomId }) => roomId === chosen) ?? rooms.find(({ roomId }) => roomId === current);
    return { rooms, room: room ?? rooms[0] };
}
