import { formatCsv } from "./formatCsv.ts";

/** A message that went where it should not have, as it was reported, and who was given its key. */
export interface ReportedSpill {
    readonly userId: string;
    readonly roomId: string;
    readonly eventId: string;
    readonly note: string;
    readonly atMs: number;
    /** False: whom the key was given to is not known. */
    readonly known: boolean;
    readonly readers: readonly { readonly userId: string; readonly devices: number; readonly sharedAtMs: number }[];
    readonly moreReaders: number;
}

const head = ["marking", "sender", "room", "message", "reported", "note", "agency", "user", "devices", "key_given"];

/** A reported spill as CSV, a reader a row, times in UTC, none of its words; the marking stands in each row. */
export function spillCsv(
    spill: ReportedSpill,
    { mark, agencyOf }: { readonly mark: string; readonly agencyOf: (userId: string) => string },
): string {
    const { userId, roomId, eventId, note, atMs, known, readers, moreReaders } = spill;
    const iso = (ms: number) => new Date(ms).toISOString();
    const about = [mark, userId, roomId, eventId, iso(atMs), note];
    const rest = [...(known ? [] : ["?"]), ...(moreReaders > 0 ? [`+${moreReaders}`] : [])];
    return formatCsv([
        head,
        ...readers.map((reader) => [
            ...[...about, agencyOf(reader.userId), reader.userId],
            ...[reader.devices, iso(reader.sharedAtMs)],
        ]),
        ...rest.map((user) => [...about, "", user, "", ""]),
    ]);
}
