import { ok, type Result } from "@valise/base";
import type { EngineFailure, RoomId } from "@valise/bridge";
import { tasksOf } from "@valise/crisis";
import type { EmergencyWish } from "../../gate/room/Openings.ts";
import type { Account } from "../../session/Account.ts";
import { writeEntry } from "../log/writeEntry.ts";

/** So long the opener waits for the next who comes by themself, so that they can read the checklist; and for all of them. */
const NEXT_MS = 10_000;
const ALL_MS = 90_000;
const LOOK_MS = 100;

/** Who of these people reads in the room now. */
export const readersOf = <U extends string>({ gates }: Account, roomId: string, userIds: readonly U[]): U[] =>
    userIds.filter((userId) => gates.memberOf(roomId, userId)?.reads === true);

/** Waits a while for the called, then makes one task of each item of the plan's checklist (crisis SPEC 16.5), once. */
export async function furnish(
    current: Account,
    roomId: RoomId,
    { tasks }: EmergencyWish,
    userIds: readonly string[],
): Promise<Result<void, EngineFailure>> {
    const { recipients, clock, crisis } = current;
    await recipients.establish(roomId);
    const endMs = clock.monotonicMs() + ALL_MS;
    let untilMs = clock.monotonicMs() + NEXT_MS;
    let before = 0;
    for (;;) {
        const count = readersOf(current, roomId, userIds).length;
        if (count > before) untilMs = clock.monotonicMs() + NEXT_MS;
        if (count === userIds.length || clock.monotonicMs() >= Math.min(untilMs, endMs)) break;
        before = count;
        await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve));
    }
    const known = new Set(tasksOf(crisis.logs.log(roomId).merged).map(({ task }) => task));
    for (const body of tasks) {
        if (known.has(body.task)) continue;
        const written = await writeEntry(current, roomId, { body, text: `[TASK] ${body.text}`, label: null });
        if (!written.ok) return written;
    }
    return ok();
}
