import { type EpochMs, epochMs } from "@valise/base";

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** `xs:dateTime` with a time zone; fractions are cut to milliseconds. `undefined` for a day that does not exist. */
export function parseDateTime(text: string): EpochMs | undefined {
    const parts = DATE_TIME.exec(text);
    if (!parts) return undefined;
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
    ];
    const millis = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
    const offsetMinutes = (parts[8] === "-" ? -1 : 1) * (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0));
    const local = Date.UTC(year, month - 1, day, hour, minute, second, millis);
    const date = new Date(local);
    const exists =
        year >= 1900 &&
        date.getUTCMonth() === month - 1 &&
        date.getUTCDate() === day &&
        hour < 24 &&
        minute < 60 &&
        second < 60;
    return exists && Math.abs(offsetMinutes) <= 14 * 60 ? epochMs(local - offsetMinutes * 60_000) : undefined;
}
