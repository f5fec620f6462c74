import type { CrisisRoomSnapshot } from "@valise/bridge";
import { until } from "../../engine/until.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { readText } from "../arguments.ts";
import { type Context, withReadySession } from "../Context.ts";
import { establish } from "./establish.ts";
import { packInto, writeEntry } from "./log.ts";
import { findCrisis } from "./openRoom.ts";

export interface CrisisCloseOptions {
    readonly crisis: string;
    /** Folder for one archive a room. */
    readonly archive?: string;
    readonly files?: boolean;
    readonly timeout: number;
}

/**
 * Ends a crisis: the final state as the last report of each of its rooms, then their archives where wanted, then the phase
 * `closed`, after which everybody's next message is under new keys. What fails on the way leaves it open.
 */
export function closeCrisis(context: Context, said: string, options: CrisisCloseOptions): Promise<void> {
    const state = readText(said);
    if (state === "") throw badUsage("usage.nothingToSend");
    const { crisis: crisisId, archive, files = false, timeout } = options;
    return withReadySession(context, async (engine, _session, profile) => {
        await findCrisis(engine, crisisId);
        const roomsIn = ({ crises }: { readonly crises: readonly CrisisRoomSnapshot[] }) =>
            crises.filter((each) => each.crisisId === crisisId && each.phase !== "closed");
        const open = await until(engine, { topic: "crisis" }, roomsIn, 20);
        const archives: string[] = [];
        for (const { roomId } of open) {
            await establish(engine, roomId);
            const [title, text] = [state.slice(0, 200), state.length > 200 ? state : ""];
            await writeEntry(context, engine, profile, { roomId, kind: "sitrep", title, text }, timeout);
            if (archive === undefined) continue;
            const { path } = await packInto(context, engine, roomId, archive, files);
            archives.push(path);
        }
        const [first] = open;
        if (first !== undefined) {
            const note = state.slice(0, 1_000);
            must(await engine.commands.setPhase({ roomId: first.roomId, phase: "closed", note }));
        }
        await until(engine, { topic: "crisis" }, (snapshot) => (roomsIn(snapshot).length === 0 ? true : null), timeout);
        const rooms = open.map(({ roomId }) => roomId);
        context.output.data({ crisisId, rooms, archives }, [crisisId, ...archives].join("\n"));
    });
}
