import type { Clock } from "@valise/base";
import { err, ok, type Result } from "@valise/base";
import type { CrisisRoomSnapshot, CrisisSnapshot, Engine, EngineFailure, RoomId } from "@valise/bridge";
import type { ReadStore } from "../../../stores/viewModel.ts";

/** What whoever ends a crisis leaves: its final state, and the archives. */
export interface ClosingWish {
    readonly note: string;
    readonly isArchiving: boolean;
    readonly withFiles: boolean;
}

export interface ClosingParts {
    readonly engine: Engine;
    readonly clock: Clock;
    readonly crisis: ReadStore<CrisisSnapshot | null>;
    readonly log: { exportArchive(roomId: RoomId, roomName: string, files: boolean): Promise<boolean> };
}

/** An entry that is not in the log by then will not be in an archive either: the crisis stays open. */
const LOGGED_MS = 30_000;
const TITLE_CHARS = 200;

/** The rooms that end with this one: all of its crisis in which this person is. */
export const roomsToClose = (crises: readonly CrisisRoomSnapshot[], { crisisId }: CrisisRoomSnapshot) =>
    crises.filter((each) => each.crisisId === crisisId && each.phase !== "closed");

/**
 * Ends a crisis: the final state as the last report of each of its rooms, then their archives, then the phase `closed` and new
 * keys. What is refused, or not saved, on the way leaves it open; what was reported before is not reported again.
 */
export function createClosing({ engine, clock, crisis, log }: ClosingParts) {
    const report = async (roomId: RoomId, state: string): Promise<Result<void, EngineFailure>> => {
        const title = state.slice(0, TITLE_CHARS);
        const text = state.length > TITLE_CHARS ? state : "";
        const reported = Promise.withResolvers<Result<void, EngineFailure>>();
        let isWritten = false;
        const timer = clock.after(LOGGED_MS, () => reported.resolve(err({ kind: "server-unreachable" })));
        const following = engine.subscribe({ topic: "log", roomId }, ({ rows }) => {
            const last = rows.findLast(({ kind }) => kind === "sitrep")?.title;
            if (last?.endsWith(`: ${title}`) === true) return reported.resolve(ok());
            if (isWritten) return;
            isWritten = true;
            void engine.commands.writeLog({ roomId, kind: "sitrep", title, text }).then((written) => {
                if (!written.ok) reported.resolve(written);
            });
        });
        const result = await reported.promise;
        timer[Symbol.dispose]();
        following[Symbol.dispose]();
        return result;
    };

    return {
        async close(room: CrisisRoomSnapshot, { note, isArchiving, withFiles }: ClosingWish) {
            const open = roomsToClose(crisis.getState()?.crises ?? [], room);
            for (const { roomId, name } of open) {
                const reported = await report(roomId, note);
                if (!reported.ok) return reported;
                if (isArchiving && !(await log.exportArchive(roomId, name, withFiles)))
                    return err<EngineFailure>({ kind: "cancelled" });
            }
            return engine.commands.setPhase({ roomId: room.roomId, phase: "closed", note });
        },
    };
}
