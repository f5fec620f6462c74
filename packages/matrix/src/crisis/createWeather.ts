import { epochMs } from "@valise/base";
import type { CrisisSnapshot } from "@valise/bridge";
import { type BroadcastRef, broadcastKey } from "@valise/crisis";
import { serverNameOf } from "../rooms/RoomRecord.ts";
import type { CrisisParts } from "./CrisisParts.ts";
import { createCrisisTable } from "./CrisisTable.ts";
import type { CellLedger } from "./cell/createLedger.ts";

/** When this device last heard of each agency (protocol 8): what a client can see of the links between servers. */
export interface Weather {
    /** Something that this person wrote, at this time by their server, has just come. */
    heard(userId: string, saidMs: number | null): void;
    snapshot(): CrisisSnapshot["weather"];
    onChanged(listener: () => void): void;
    load(): Promise<void>;
}

interface Heard {
    readonly atMs: number;
    readonly saidMs: number | null;
    /** Of what said so last. */
    readonly lateByMs?: number | undefined;
}

/** Told of and written no more often than this. */
const EVERY_MS = 10_000;

export function createWeather(
    parts: Pick<CrisisParts, "store" | "clock" | "community" | "agency"> & {
        readonly ledger: Pick<CellLedger, "all">;
        /** A broadcast that nobody waits for any more. */
        isOver(broadcast: BroadcastRef): boolean;
    },
): Weather {
    const { clock, community, agency, ledger, isOver } = parts;
    const table = createCrisisTable<Heard>(parts.store, "weather");
    const heard = new Map<string, Heard>();
    const toldMs = new Map<string, number>();
    const listeners: (() => void)[] = [];

    /** People of an agency whom a broadcast is on its way to: no counts of its cell have come back. */
    const waitingFor = (of: string): number => {
        const entries = [...ledger.all().values()];
        const counted = new Set(
            entries.flatMap((entry) =>
                entry.t === "counts" && entry.agency === of ? [broadcastKey(entry.broadcast)] : [],
            ),
        );
        return entries.reduce((sum, entry) => {
            if (entry.t !== "manifest" || entry.agency !== of) return sum;
            if (counted.has(broadcastKey(entry.broadcast)) || isOver(entry.broadcast)) return sum;
            return sum + entry.addressed - entry.noDevice - entry.noKey;
        }, 0);
    };

    return {
        heard(userId, saidMs) {
            const of = community.agencyOfServer(serverNameOf(userId))?.id;
            if (of === undefined) return;
            const atMs = clock.nowMs();
            const before = heard.get(of);
            // What is older than something that came before was not late by itself.
            const isNewest = saidMs !== null && saidMs >= (before?.saidMs ?? 0);
            const lateByMs = isNewest ? Math.max(0, atMs - saidMs) : before?.lateByMs;
            const now = { atMs, saidMs: isNewest ? Math.min(saidMs, atMs) : (before?.saidMs ?? null), lateByMs };
            heard.set(of, now);
            if (atMs - (toldMs.get(of) ?? 0) < EVERY_MS) return;
            toldMs.set(of, atMs);
            void table.put([[of, now]]);
            for (const listener of listeners) listener();
        },
        snapshot() {
            const agencies = [...(community.context()?.bundle.agencies.values() ?? [])];
            return agencies.map(({ id, name, hs }) => {
                const last = heard.get(id);
                return {
                    ...{ agency: id, agencyName: name, servers: [...hs], own: id === agency },
                    lastHeardMs: last === undefined ? null : epochMs(last.atMs),
                    lastSaidMs: last?.saidMs == null ? null : epochMs(last.saidMs),
                    lateByMs: last?.lateByMs ?? null,
                    waiting: id === agency ? 0 : waitingFor(id),
                };
            });
        },
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!heard.has(id)) heard.set(id, value);
        },
    };
}
