import { type Figure, median } from "../benchmark.ts";
import { AppWindow } from "../support/AppWindow.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { readMemory } from "../support/pageMemory.ts";
import { scrollBack } from "../support/scrollBack.ts";
import { prepareSealedRoom } from "../support/sealedRoom.ts";

const COUNT = 1_060;
const UP = 1_000;
const SENDS = 10;

/** Sending and scrolling back in one long room; encrypted, as every room of ours is. The peers' was not. */
export async function measureLongRoom(stage: BenchStage): Promise<Figure[]> {
    const room = await prepareSealedRoom(stage, COUNT);
    await using app = await AppWindow.open(stage, room.profile);
    await app.row(room.name).waitFor();
    await app.openRoom(room.name, room.lastText);
    const before = (await app.stamps()).longTasksMs.length;
    const tookMs = await scrollBack(app, COUNT - 1 - UP);
    const longest = Math.max(0, ...(await app.stamps()).longTasksMs.slice(before));
    const { pageHeapMB } = await readMemory(app);
    const echo: number[] = [];
    const acked: number[] = [];
    await app.byId("to-latest").click();
    await app.say("shares the room key");
    for (let i = 0; i < SENDS; i++) {
        const times = await app.say(`sent ${crypto.randomUUID()}`);
        echo.push(times.echoMs);
        acked.push(times.ackedMs);
    }
    const scrolled = "3,231 / 6,874 / 12,287";
    return [
        { measure: "scroll back 1,000", value: tookMs, unit: "ms", bar: 2000, peers: scrolled },
        { measure: "scroll back 1,000: longest task", value: longest, unit: "ms", bar: 50 },
        { measure: "page heap after that", value: pageHeapMB, unit: "MB", bar: 15, peers: "22 / 68 / 8" },
        { measure: "send: local echo", value: median(echo), unit: "ms", bar: 25, peers: "33 / 36 / 27" },
        { measure: "send: acked", value: median(acked), unit: "ms", bar: 60, peers: "88 / 99 / 52" },
    ];
}
