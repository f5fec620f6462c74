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

export function parseNumber(value: string): number {
    const number = Number(value);
    if (value.trim() === "" || !Number.isFinite(number) || number < 0) throw badUsage("usage.number", { value });
    return number;
}

/** A text from the command line, or stdin for `-`. */
export function readText(value: string): string {
    return value === "-" ? readFileSync(0, "utf8").replace(/\r?\n$/, "") : value;
}
