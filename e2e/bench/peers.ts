import type { Benchmark, Figure } from "./benchmark.ts";
import { measureLongRoom } from "./peers/longRoom.ts";
import { measureRooms } from "./peers/rooms.ts";
import { measureSealed } from "./peers/sealed.ts";

/** The rows by which other clients were measured, by the same definitions. */
export const peers: Benchmark = {
    name: "peers",
    what: "beside Cinny 4.2.2 / Element Web 1.11.81 / Hydrogen 0.5.1, which were measured on a quiet machine",
    async run(stage) {
        const figures: Figure[] = [...(await measureRooms(stage, hundred))];
        figures.push(...(await measureLongRoom(stage)));
        figures.push(...(await measureSealed(stage)));
        if (stage.large) figures.push(...(await measureRooms(stage, thousand)));
        return figures;
    },
};

const hundred = {
    count: 101,
    coldMs: { bar: 800, peers: "1,088 / 2,775 / 1,163" },
    restartMs: { bar: 450, peers: "1,236 / 1,952 / 565" },
    heapMB: { bar: 10, peers: "14 / 35 / 3" },
    switchMs: { bar: 45, peers: "96 / 274 / 45" },
} as const;

const thousand = {
    count: 1_001,
    coldMs: { bar: 1500, peers: "9,430 / 13,433 / 11,373" },
    restartMs: { bar: 800, peers: "1,904 / 3,965 / 1,007" },
    heapMB: { bar: 12, peers: "48 / 75 / 7" },
    switchMs: { bar: 45, peers: "100 / 282 / 48" },
} as const;
