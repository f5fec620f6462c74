import { z } from "zod";
import { wire } from "./wire.ts";

const content = z.record(z.string(), z.unknown());
export const eventSchema = z.looseObject({
    type: z.string(),
    room_id: z.string(),
    sender: z.string(),
    state_key: z.string().optional(),
    content,
});
export const stateSchema = z.array(
    z.looseObject({ type: z.string(), state_key: z.string(), sender: z.string(), content }),
);

/** An event as servers exchange it, of which a decision reads five members. */
export type RoomEvent = z.output<typeof eventSchema>;

/** What a homeserver knows of a room in clear, as far as a decision needs it. */
export interface RoomFacts {
    readonly version: string | null;
    /** Who can be in a room whatever else it says: they made it (room version 12). */
    readonly creators: ReadonlySet<string>;
    readonly isEncrypted: boolean;
    readonly charter: Readonly<Record<string, unknown>> | undefined;
    readonly admissions: readonly unknown[];
    readonly glasses: readonly unknown[];
    membershipOf(userId: string): string | undefined;
}

/** Reads the state that a homeserver sent along; what is missing counts as not there. */
export function readFacts(state: z.output<typeof stateSchema>): RoomFacts {
    const find = (type: string, key = "") => state.find((each) => each.type === type && each.state_key === key);
    const all = (type: string) => state.filter((each) => each.type === type).map((each) => each.content);
    const create = find(wire.create);
    const additional = z.array(z.string()).safeParse(create?.content.additional_creators).data ?? [];
    return {
        version: z.string().safeParse(create?.content.room_version).data ?? null,
        creators: new Set(create === undefined ? [] : [create.sender, ...additional]),
        isEncrypted: find(wire.encryption) !== undefined,
        charter: find(wire.charter)?.content,
        admissions: all(wire.admission),
        glasses: all(wire.glass),
        membershipOf: (userId) => z.string().safeParse(find(wire.member, userId)?.content.membership).data,
    };
}
