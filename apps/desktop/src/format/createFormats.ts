import type { Language } from "../i18n/language.ts";

/** Dates, times, sizes and lists as the language writes them; times are 24-hour everywhere, as services write them. */
export interface Formats {
    /** `09:38` */
    time(atMs: number): string;
    /** `Saturday 21 November` */
    day(atMs: number): string;
    /** `21 November 2026` */
    date(atMs: number): string;
    /** `21 Nov 2026` */
    mediumDate(atMs: number): string;
    /** `10 years`, in the largest unit that says enough. */
    duration(ms: number): string;
    /** `21 November 2026 at 10:04` */
    dateTime(atMs: number): string;
    /** In a list: the time today, the weekday this week, else the date. */
    listTime(atMs: number, nowMs: number): string;
    size(sizeBytes: number): string;
    list(items: readonly string[]): string;
    number(value: number): string;
    /** `70%`, of a share between 0 and 1. */
    percent(share: number): string;
    /** Whether two moments fall on the same day here. */
    isSameDay(aMs: number, bMs: number): boolean;
}

const locales: Record<Language, string> = { en: "en-GB", fr: "fr-FR", de: "de-DE" };
const dayMs = 86_400_000;
/** What a date can hold (ECMA-262 21.4.1.1); a forged time stamp may lie outside. */
const maxDateMs = 8_640_000_000_000_000;
const inRange = (atMs: number): number => Math.min(maxDateMs, Math.max(-maxDateMs, Math.trunc(atMs) || 0));

export function createFormats(language: Language, timeZone?: string): Formats {
    const locale = locales[language];
    const zone = timeZone === undefined ? {} : { timeZone };
    const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, ...zone });
    const time = dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const day = dates({ weekday: "long", day: "numeric", month: "long" });
    const dateTime = dates({ dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
    const date = dates({ dateStyle: "long" });
    const mediumDate = dates({ dateStyle: "medium" });
    const weekday = dates({ weekday: "short" });
    const shortDate = dates({ day: "numeric", month: "short" });
    const key = dates({ year: "numeric", month: "2-digit", day: "2-digit" });
    const list = new Intl.ListFormat(locale, { type: "conjunction" });
    const number = new Intl.NumberFormat(locale);
    const percent = new Intl.NumberFormat(locale, { style: "percent" });
    const dayKeys = new Map<number, string>();
    const dayKey = (atMs: number): string => {
        // A quarter of an hour lies within one day in every time zone; formatting each of thousands of rows is slow.
        const quarter = Math.floor(inRange(atMs) / 900_000);
        const known = dayKeys.get(quarter);
        if (known !== undefined) return known;
        const made = key.format(inRange(quarter * 900_000));
        dayKeys.set(quarter, made);
        return made;
    };
    const isSameDay = (a: number, b: number) => dayKey(a) === dayKey(b);
    return {
        time: (atMs) => time.format(inRange(atMs)),
        day: (atMs) => day.format(inRange(atMs)),
        date: (atMs) => date.format(inRange(atMs)),
        dateTime: (atMs) => dateTime.format(inRange(atMs)),
        mediumDate: (atMs) => mediumDate.format(inRange(atMs)),
        duration: (ms) => formatDuration(locale, ms),
        listTime: (atMs, nowMs) => {
            const at = inRange(atMs);
            if (isSameDay(at, nowMs)) return time.format(at);
            return nowMs - at < 6 * dayMs && at < nowMs ? weekday.format(at) : shortDate.format(at);
        },
        size: (sizeBytes) => formatSize(locale, sizeBytes),
        list: (items) => list.format(items),
        number: (value) => number.format(value),
        percent: (share) => percent.format(share),
        isSameDay,
    };
}

const sizeUnits = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Decimal units, as file managers and the law use them. */
function formatSize(locale: string, sizeBytes: number): string {
    const power = sizeBytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(sizeBytes) / 3));
    const unit = sizeUnits[power] ?? "byte";
    const value = sizeBytes / 1000 ** power;
    return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: power < 2 ? 0 : 1 }).format(
        value,
    );
}

const yearMs = 365.25 * dayMs;

/** Years from two on; else days, hours or minutes, so that 45 days never read as a month. */
function formatDuration(locale: string, ms: number): string {
    const units = [
        ["year", yearMs, 2 * yearMs],
        ["day", dayMs, dayMs],
        ["hour", 3_600_000, 3_600_000],
        ["minute", 60_000, 0],
    ] as const;
    const [unit, unitMs] = units.find(([, , fromMs]) => ms >= fromMs) ?? units[3];
    const options = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 } as const;
    return new Intl.NumberFormat(locale, options).format(ms / unitMs);
}
