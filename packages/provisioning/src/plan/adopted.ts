import type { RegisterEntry } from "../observed/Observed.ts";

const ADOPTED = "adopted/";

/** Of the register's entry that says which room made by hand bears a mark. */
export const adoptedKey = (mark: string): string => `${ADOPTED}${mark}`;

/** What the register says of rooms that were taken over: their marks, by room id. */
export function readAdopted(register: Readonly<Record<string, RegisterEntry>>): ReadonlyMap<string, string> {
    const adopted = Object.entries(register).flatMap(([key, { roomId }]): [string, string][] =>
        key.startsWith(ADOPTED) && typeof roomId === "string" ? [[roomId, key.slice(ADOPTED.length)]] : [],
    );
    return new Map(adopted);
}
