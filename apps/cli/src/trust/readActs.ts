import type { TrustContext } from "@valise/clearance";
import { type Register, readStatusActs } from "@valise/clearance/desk";
import { z } from "zod";
import { ACTS_TYPE, type TrustRooms } from "./trustRoom.ts";

/** What the agency's officers have done on other devices, as far as it is signed by them; anything else is passed over. */
export async function readActs(
    rooms: TrustRooms,
    roomId: string,
    agency: string,
    context: TrustContext,
): Promise<Register[]> {
    const contents = await rooms.newest(roomId, ACTS_TYPE);
    const tokens = contents.map((content) => z.object({ token: z.string() }).safeParse(content).data?.token);
    const read = await Promise.all([...new Set(tokens)].map((token) => readStatusActs(token, context)));
    const own = context.bundle.agencies.get(agency)?.statusUris;
    return read.flatMap((each) =>
        each.ok && each.value.entries.every(({ event }) => "uri" in event && own?.has(event.uri)) ? [each.value] : [],
    );
}
