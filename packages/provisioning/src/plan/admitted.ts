import { type AdmissionWire, parseGate } from "@valise/clearance";
import { z } from "zod";
import type { ObservedRoom } from "../observed/Observed.ts";
import { readCharterPayload, readPayload } from "./charterStatus.ts";

const admission = z.object({
    epoch: z.int(),
    iat: z.int(),
    add: z.array(z.object({ sub: z.string() })),
    remove: z.array(z.string()),
}) satisfies z.ZodType<Pick<AdmissionWire, "epoch" | "iat" | "remove"> & { add: { sub: string }[] }>;

/** People whom the room's admissions of the present epoch name; of two sayings the newer, `remove` wins a tie. */
export function admittedIn(room: ObservedRoom): ReadonlySet<string> {
    const charter = readCharterPayload(room.charter);
    const epoch = charter && parseGate(charter.gate)?.epoch;
    const newest = new Map<string, { iat: number; isIn: boolean }>();
    const say = (user: string, iat: number, isIn: boolean) => {
        const before = newest.get(user);
        if (before === undefined || iat > before.iat || (iat === before.iat && !isIn)) newest.set(user, { iat, isIn });
    };
    for (const statement of room.admissions) {
        const parsed = admission.safeParse(readPayload(statement));
        if (!parsed.success || parsed.data.epoch !== epoch) continue;
        for (const { sub } of parsed.data.add) say(sub, parsed.data.iat, true);
        for (const sub of parsed.data.remove) say(sub, parsed.data.iat, false);
    }
    return new Set([...newest].filter(([, { isIn }]) => isIn).map(([user]) => user));
}
