import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DeskSpillSnapshot, MarkingSnapshot } from "@valise/bridge";
import { spillCsv } from "@valise/crisis";
import { markedFileName } from "@valise/labels";
import { until } from "../../engine/until.ts";
import { badUsage } from "../../output/CommandFailure.ts";
import { must } from "../../output/foldFailure.ts";
import { type Context, withReadySession } from "../Context.ts";
import { listRooms } from "../rooms.ts";

export interface SpillsOptions {
    readonly close?: readonly string[];
    readonly out?: string;
}

/** Messages reported to this officer's account; `--close` says that what had to be done was done, `--out` writes each as CSV. */
export function listSpills(context: Context, { close = [], out }: SpillsOptions): Promise<void> {
    return withReadySession(context, async (engine) => {
        // What waits on the server for this device has come by then.
        await listRooms(engine);
        const { spills, marking: own } = await until(engine, { topic: "desk" }, (desk) => desk, 30);
        const unknown = close.find((id) => !spills.some((spill) => spill.id === id && spill.closedAtMs === null));
        if (unknown !== undefined) throw badUsage("usage.spill", { value: unknown });
        for (const id of close) must(await engine.commands.closeSpill({ id }));
        const listed = spills.map((spill) => {
            const state = spill.closedAtMs !== null || close.includes(spill.id) ? "closed" : "open";
            const path = out === undefined ? undefined : writeSpill(spill, own, out);
            return { ...describe(spill), state, ...(path !== undefined && { path }) };
        });
        const plain = listed.map(({ id, state, sender, label, reported, readers }) =>
            [id, state, sender, label ?? "-", reported, readers.length].join("\t"),
        );
        context.output.data(listed, plain.join("\n"));
    });
}

function describe({
    id,
    userId,
    roomId,
    eventId,
    marking,
    note,
    atMs,
    known,
    readers,
    moreReaders,
}: DeskSpillSnapshot) {
    return {
        ...{ id, sender: userId, roomId, eventId, note, known, moreReaders },
        label: marking === null ? null : (marking.label ?? marking.text),
        reported: new Date(atMs).toISOString(),
        readers: readers.map((reader) => ({ ...reader })),
    };
}

/** The marking, of the message or else of the desk, stands first in the file's name and in each line. */
function writeSpill(spill: DeskSpillSnapshot, own: MarkingSnapshot | null, folder: string): string {
    const marking = spill.marking ?? own;
    const agencyOf = (userId: string) => userId.slice(userId.indexOf(":") + 1).toUpperCase();
    const csv = spillCsv(spill, { mark: marking?.text ?? "", agencyOf });
    const path = join(folder, markedFileName(marking?.portion, `spill-${spill.id.replace(/[^\w-]/g, "")}.csv`));
    try {
        // Never over an earlier export, and readable by this account alone.
        writeFileSync(path, csv, { flag: "wx", mode: 0o600 });
    } catch {
        throw badUsage("usage.file", { path });
    }
    return path;
}
