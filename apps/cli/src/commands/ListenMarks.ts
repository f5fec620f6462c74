import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventId, RoomId, TimelineItemSnapshot } from "@valise/bridge";
import { z } from "zod";
import type { Profile } from "../profile/Profile.ts";
import { writeSecretFile } from "../profile/secretFiles.ts";

const marksFile = z.record(z.string(), z.object({ eventId: z.string(), sentAtMs: z.number() }));

/**
 * Up to where `listen` has printed each room, so that a message is printed once across runs and none between two runs is
 * missed. Kept on this device only: nobody else sees it, and nothing is marked as read.
 */
export class ListenMarks {
    readonly #path: string;
    readonly #before: z.output<typeof marksFile>;
    readonly #printed = new Set<EventId>();

    constructor(profile: Profile) {
        this.#path = join(profile.dir, "listened.json");
        this.#before = readMarks(this.#path);
    }

    /** Rows of a room that were not printed, by an earlier run or this one. */
    fresh(roomId: RoomId, rows: readonly TimelineItemSnapshot[]): TimelineItemSnapshot[] {
        const mark = this.#before[roomId];
        const at = rows.findIndex((row) => row.eventId === mark?.eventId);
        const later =
            at >= 0 ? rows.slice(at + 1) : rows.filter((row) => mark === undefined || row.sentAtMs > mark.sentAtMs);
        return later.filter((row) => row.eventId !== null && !this.#printed.has(row.eventId));
    }

    printed(roomId: RoomId, row: TimelineItemSnapshot): void {
        if (row.eventId === null) return;
        this.#printed.add(row.eventId);
        // Another `listen` may have gone further meanwhile.
        const now = readMarks(this.#path);
        if ((now[roomId]?.sentAtMs ?? 0) > row.sentAtMs) return;
        const mark = { eventId: row.eventId, sentAtMs: row.sentAtMs };
        writeSecretFile(this.#path, JSON.stringify({ ...now, [roomId]: mark }));
    }
}

function readMarks(path: string): z.output<typeof marksFile> {
    try {
        return marksFile.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch {
        return {};
    }
}
