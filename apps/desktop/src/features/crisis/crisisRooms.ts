import type { CrisisRoomSnapshot, RoomRowSnapshot } from "@valise/bridge";
import type { Translator } from "../../i18n/createI18n.ts";
import { nameRoom } from "../roomList/nameRoom.ts";

/** An emergency room, with what its crisis is in. */
export interface EmergencyRoom {
    readonly row: RoomRowSnapshot;
    readonly crisis: CrisisRoomSnapshot;
    readonly name: string;
}

/** Emergency rooms this person is in: those that go on before those that are closed, the newest first. */
export function crisisRoomsOf(
    crises: readonly CrisisRoomSnapshot[],
    rows: readonly RoomRowSnapshot[],
    translator: Translator,
): readonly EmergencyRoom[] {
    return crises
        .flatMap((crisis) => {
            const row = rows.find(({ roomId }) => roomId === crisis.roomId);
            return row === undefined ? [] : [{ row, crisis, name: nameRoom(row, translator) }];
        })
        .toSorted((a, b) => rank(a) - rank(b) || b.crisis.startedAtMs - a.crisis.startedAtMs);
}

const rank = ({ crisis }: EmergencyRoom) => (crisis.phase === "closed" ? 1 : 0);

/** The newest crisis that goes on; null: there is none. */
export function currentCrisis(crises: readonly CrisisRoomSnapshot[]): CrisisRoomSnapshot | null {
    const open = crises.filter(({ phase }) => phase !== "closed");
    return open.toSorted((a, b) => b.startedAtMs - a.startedAtMs)[0] ?? null;
}

export const crisisPhases = ["alert", "response", "recovery", "closed"] as const;
export type CrisisPhase = (typeof crisisPhases)[number];

/** What may follow a phase (crisis SPEC 14.5); the engine decides. */
export const nextPhases: Readonly<Record<CrisisPhase, readonly CrisisPhase[]>> = {
    alert: ["response", "closed"],
    response: ["recovery", "closed"],
    recovery: ["response", "closed"],
    closed: [],
};

/** "T + 4 h 57 min": whole minutes since it began. */
export function formatSince(startedAtMs: number, nowMs: number): string {
    const minutes = Math.max(0, Math.floor((nowMs - startedAtMs) / 60_000));
    const hours = Math.floor(minutes / 60);
    return hours === 0 ? `T + ${minutes} min` : `T + ${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
}
