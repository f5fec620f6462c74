import type { BroadcastSnapshot } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";

export interface Answers {
    /** When the last of them was alarmed, by `performance.now()`. */
    alarmed(): Promise<number>;
    /** Every answer stands in a cell's ledger, as its own device was told. */
    settled(): Promise<void>;
    /** Alarms that came after their answer. */
    again(): number;
    /** The device of somebody is another: it is followed too. */
    follow(name: string): void;
}

const WITHIN_MS = 600_000;

/** Every one of these people acknowledges what alarms, twice; `onAnswered` hears how many have. */
export function answerAll(
    names: readonly string[],
    engineOf: (name: string) => NodeEngine,
    onAnswered: (count: number) => void,
): Answers {
    const alarmedMs = new Map<string, number>();
    const answering = new Set<string>();
    const answered = new Set<string>();
    const settled = new Set<string>();
    const again = new Set<string>();
    const listeners = new Set<() => void>();
    const look = async (name: string, { mine, alarm, broadcastId, senderId }: BroadcastSnapshot) => {
        if (mine.confirmed === "ledger" && mine.rung === "acknowledged") settled.add(name);
        if (alarm !== null && answered.has(name)) again.add(`${name} ${alarm.step}`);
        if (alarm !== null && !answering.has(name)) {
            if (!alarmedMs.has(name)) alarmedMs.set(name, performance.now());
            answering.add(name);
            const answer = { broadcast: { broadcastId, senderId }, kind: "acknowledged" } as const;
            const { commands } = engineOf(name);
            const given = await Promise.all([commands.answerBroadcast(answer), commands.answerBroadcast(answer)]);
            answering.delete(name);
            if (given.some(({ ok }) => ok) && !answered.has(name)) onAnswered(answered.add(name).size);
        }
        for (const listener of listeners) listener();
    };
    const follow = (name: string) =>
        void engineOf(name).subscribe({ topic: "crisis" }, ({ rows }) => {
            for (const row of rows) void look(name, row);
        });
    const reached = (what: string, people: { readonly size: number; has(name: string): boolean }) =>
        new Promise<void>((done, failed) => {
            const timer = setTimeout(() => {
                const missing = names.filter((name) => !people.has(name));
                failed(new Error(`${what}: ${people.size} of ${names.length}, not ${missing.slice(0, 10).join(", ")}`));
            }, WITHIN_MS);
            const check = () => {
                if (people.size < names.length) return;
                clearTimeout(timer);
                listeners.delete(check);
                done();
            };
            listeners.add(check);
            check();
        });
    for (const name of names) follow(name);
    return {
        async alarmed() {
            await reached("alarmed", alarmedMs);
            return Math.max(...alarmedMs.values());
        },
        settled: () => reached("settled", settled),
        again: () => again.size,
        follow,
    };
}
