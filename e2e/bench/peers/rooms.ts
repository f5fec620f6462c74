import { LibolmClient } from "../../interop/libolmClient.ts";
import type { MatrixHttp } from "../../interop/matrixHttp.ts";
import { type Figure, median } from "../benchmark.ts";
import { AppWindow } from "../support/AppWindow.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { readMemory } from "../support/pageMemory.ts";
import { readPageScripts } from "../support/readPageScripts.ts";
import { openSharedRooms, type SharedRoom, seedRooms, speak } from "../support/seedRooms.ts";

interface Row {
    readonly bar: number;
    readonly peers: string;
}

export interface RoomsRows {
    readonly count: number;
    readonly coldMs: Row;
    readonly restartMs: Row;
    readonly heapMB: Row;
    readonly switchMs: Row;
}

const SWITCHES = 6;

/** Cold sign-in, restart, memory and room switch with `count` rooms. */
export async function measureRooms(stage: BenchStage, rows: RoomsRows): Promise<Figure[]> {
    const { count } = rows;
    const of = (measure: string) => `${count} rooms: ${measure}`;
    const user = await stage.newUser("mfa");
    const http = await stage.plain(user);
    const otherUser = await stage.newUser("mfa");
    using other = await LibolmClient.start(await stage.plain(otherUser), otherUser.password);
    await seedRooms(http, count - SWITCHES - 1);
    const shared = await openSharedRooms(other, http, SWITCHES + 1);
    const rawMs = await firstAnswerMs(http);
    const profile = stage.newProfile();
    const figures: Figure[] = [];
    {
        await using app = await AppWindow.open(stage, profile, { isStart: true });
        const formMs = await app.stamped("firstFormMs");
        const coldMs = await app.signIn(user, () => app.stamped("eightNamesMs"));
        const pageKiB = await readPageScripts(app);
        figures.push(
            { measure: "JavaScript before the list: page, gzip", value: pageKiB, unit: "KiB", bar: 250, peers: js },
            { measure: of("the server's first answer (44-97 on a quiet machine)"), value: rawMs, unit: "ms" },
            { measure: of("page to first form"), value: formMs, unit: "ms", bar: 500, peers: "995 / 1,546 / 571" },
            { measure: of("cold sign-in to list"), value: coldMs, unit: "ms", ...rows.coldMs },
        );
        await app.hasRooms(count);
    }
    await speak(other, user.userId, shared);
    const restarts: Restart[] = [];
    for (let run = 0; run < stage.runs; run++) restarts.push(await restart(stage, profile));
    const middle = (pick: (one: Restart) => number) => median(restarts.map(pick));
    await using app = await AppWindow.open(stage, profile, { isStart: true });
    await app.stamped("eightNamesMs");
    await app.hasRooms(count);
    const memory = await readMemory(app);
    return [
        ...figures,
        { measure: of("restart to list"), value: middle(({ listMs }) => listMs), unit: "ms", ...rows.restartMs },
        {
            measure: of("restart: page's thread blocked"),
            value: middle(({ blockedMs }) => blockedMs),
            unit: "ms",
            bar: 0,
            ...(count === 101 && { peers: "631 / 770 / 153" }),
        },
        {
            measure: of("restart: longest task (50 and less count as 0)"),
            value: middle(({ longestMs }) => longestMs),
            unit: "ms",
            bar: 50,
            ...(count === 101 && { peers: "381 / 286 / 83" }),
        },
        { measure: of("page heap after restart"), value: memory.pageHeapMB, unit: "MB", ...rows.heapMB },
        { measure: of("worker heap after restart"), value: memory.workerHeapMB, unit: "MB" },
        {
            measure: of("renderer memory (RSS) after restart"),
            value: memory.rendererMB,
            unit: "MB",
            ...(count === 101 && { bar: 180, peers: "199 / 283 / 177" }),
        },
        {
            measure: of("room switch, first visit"),
            value: await switchRooms(app, shared),
            unit: "ms",
            ...rows.switchMs,
        },
    ];
}

const js = "930 / 5,196 / 189";

/** Simplified sliding sync's first 20 rooms to a plain client: says how busy the machine is while this is measured. */
async function firstAnswerMs(http: MatrixHttp): Promise<number> {
    const lists = { all: { ranges: [[0, 19]], timeline_limit: 1, required_state: [["m.room.name", ""]] } };
    const startedMs = performance.now();
    await http.call("POST", "/../unstable/org.matrix.simplified_msc3575/sync?timeout=0", { lists });
    return performance.now() - startedMs;
}

interface Restart {
    readonly listMs: number;
    readonly blockedMs: number;
    readonly longestMs: number;
}

/** What the thread did is read when the list has settled, not at the moment it shows. */
async function restart(stage: BenchStage, profile: string): Promise<Restart> {
    await using app = await AppWindow.open(stage, profile, { isStart: true });
    const listMs = await app.stamped("eightNamesMs");
    await app.page.waitForTimeout(2_000);
    const { longTasksMs } = await app.stamps();
    const blockedMs = longTasksMs.reduce((sum, ms) => sum + ms, 0);
    return { listMs, blockedMs, longestMs: Math.max(0, ...longTasksMs) };
}

/** The first room is opened before, so that the conversation's code is loaded. */
async function switchRooms(app: AppWindow, rooms: readonly SharedRoom[]): Promise<number> {
    const times: number[] = [];
    for (const { name, lastWord } of rooms) times.push(await app.openRoom(name, lastWord));
    return median(times.slice(1));
}
