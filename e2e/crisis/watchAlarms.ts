import type { BroadcastSnapshot, Engine } from "@valise/bridge";

/** A person at their device: sees what alarms, answers it, and remembers both over restarts of the device. */
export interface Witness {
    /** Ids that alarmed, in the order in which they did. */
    readonly alarmed: readonly string[];
    readonly answered: ReadonlySet<string>;
    /** What must not have been on the screen. */
    readonly faults: readonly string[];
    /** Called at everything that was seen or done. */
    onSeen(listener: () => void): void;
    /** The device's process is another: its screen is watched. */
    watchAgain(): void;
}

export function watchAlarms(engine: Engine): Witness {
    const alarmed: string[] = [];
    const answered = new Set<string>();
    const answering = new Set<string>();
    const faults: string[] = [];
    const listeners: (() => void)[] = [];
    const seen = () => {
        for (const listener of listeners) listener();
    };
    const look = (rows: readonly BroadcastSnapshot[]) => {
        const ids = rows.map(({ broadcastId }) => broadcastId);
        for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`${id} is listed twice`);
        for (const row of rows) if (row.alarm !== null) void answer(row);
    };
    const answer = async ({ broadcastId, senderId }: BroadcastSnapshot) => {
        if (answered.has(broadcastId)) faults.push(`${broadcastId} alarms after its answer`);
        if (answering.has(broadcastId)) return;
        if (!alarmed.includes(broadcastId)) alarmed.push(broadcastId);
        answering.add(broadcastId);
        seen();
        const given = { broadcast: { senderId, broadcastId }, kind: "acknowledged" } as const;
        const done = await engine.commands.answerBroadcast(given);
        answering.delete(broadcastId);
        if (done.ok) answered.add(broadcastId);
        seen();
    };
    const watchAgain = () => {
        answering.clear();
        engine.subscribe({ topic: "crisis" }, ({ rows }) => look(rows));
    };
    watchAgain();
    return { alarmed, answered, faults, onSeen: (listener) => void listeners.push(listener), watchAgain };
}
