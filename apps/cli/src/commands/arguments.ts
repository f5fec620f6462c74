import { readFileSync } from "node:fs";
import type { EventId, RoomId, UserId } from "@valise/bridge";
import { badUsage } from "../output/CommandFailure.ts";

export function parseUserId(value: string): UserId {
    if (!/^@[^:\s]{1,200}:[A-Za-z0-9.:[\]-]{1,230}$/.test(value)) throw badUsage("usage.userId", { value });
    return value as UserId;
}

export function parseRoomId(value: string): RoomId {
    if (!/^![\x21-\x7e]{1,254}$/.test(value)) throw badUsage("usage.roomId", { value });
    return value as RoomId;
}

export function parseEventId(value: string): EventId {
    if (!/^\$[\x21-\x7e]{1,254}$/.test(value)) throw badUsage("usage.eventId", { value });
    return value as EventId;
}

/** Seconds, fractions allowed. */
export function parseSeconds(value: string): number {
    const seconds = Number(value);
    if (value.trim() === "" || !Number.isFinite(seconds) || seconds <= 0) throw badUsage("usage.seconds", { value });
    return seconds;
}

const unitS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `90`, `30s`, `15m`, `2h`, `14d`: seconds. */
export function parseDuration(value: string): number {
    const [, number, unit = "s"] = /^(\d{1,9})([smhd]?)$/.exec(value) ?? [];
    const seconds = Number(number) * unitS[(unit || "s") as keyof typeof unitS];
    if (!(seconds > 0)) throw badUsage("usage.duration", { value });
    return seconds;
}

export function parseNumber(value: string): number {
    const number = Number(value);
    if (value.trim() === "" || !Number.isFinite(number) || number < 0) throw badUsage("usage.number", { value });
    return number;
}

/** A text from the command line, or stdin for `-`. */
export function readText(value: string): string {
    return value === "-" ? readFileSync(0, "utf8").replace(/\r?\n$/, "") : value;
}

/** Plain http only to this machine (protocol 9). */
export function checkAddress(clientUrl: string): void {
    const url = URL.parse(clientUrl);
    if (url === null || !["http:", "https:"].includes(url.protocol)) throw badUsage("usage.url", { url: clientUrl });
    if (url.protocol === "http:" && !["127.0.0.1", "[::1]", "localhost"].includes(url.hostname)) {
        throw badUsage("usage.plainHttp", { url: clientUrl });
    }
}
