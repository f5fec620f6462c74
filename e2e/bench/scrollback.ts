import { type Benchmark, median, percentile } from "./benchmark.ts";
import { AppWindow } from "./support/AppWindow.ts";
import { startBareModule } from "./support/bareModule.ts";
import type { BenchStage } from "./support/benchStage.ts";
import { followPace } from "./support/decryptPace.ts";
import { scrollBack } from "./support/scrollBack.ts";
import { prepareSealedRoom, type SealedRoom } from "./support/sealedRoom.ts";

const COUNT = 2_000;

/** 2,000 encrypted messages, scrolled back through and decrypted, while the page's thread stays free. */
export const scrollback: Benchmark = {
    name: "scrollback",
    what: "scrolling back through 2,000 encrypted messages that came while the app was closed",
    async run(stage) {
        const room = await prepareSealedRoom(stage, COUNT);
        await using bare = await startBareModule();
        const { roomId, exportedKeys, events } = room;
        const bareRates: number[] = [];
        const runs: Run[] = [];
        for (let run = 0; run < stage.runs; run++) {
            const { count, tookMs } = await bare.decrypt({ roomId, exportedKeys, events });
            bareRates.push((count / tookMs) * 1000);
            runs.push(await scrollOnce(stage, room));
        }
        const bareRate = median(bareRates);
        const share = (median(runs.map(({ rate }) => rate)) / bareRate) * 100;
        const longest = percentile(
            runs.map(({ longestTaskMs }) => longestTaskMs),
            0.95,
        );
        return [
            { measure: `longest task of the page, 95 % of ${stage.runs} runs`, value: longest, unit: "ms", bar: 50 },
            { measure: "2,000 messages up, median", value: median(runs.map(({ tookMs }) => tookMs)), unit: "ms" },
            { measure: "bare crypto module decrypts", value: bareRate, unit: "/s" },
            { measure: "the engine decrypts, median", value: median(runs.map(({ rate }) => rate)), unit: "/s" },
            { measure: "of the bare module", value: share, unit: "%", bar: 80, atLeast: true },
        ];
    },
};

interface Run {
    readonly tookMs: number;
    readonly longestTaskMs: number;
    readonly rate: number;
}

async function scrollOnce(stage: BenchStage, room: SealedRoom): Promise<Run> {
    await using app = await AppWindow.open(stage, room.profile);
    await app.row(room.name).waitFor();
    const pace = await followPace(app);
    await app.openRoom(room.name, room.lastText);
    const before = (await app.stamps()).longTasksMs.length;
    const tookMs = await scrollBack(app, 0);
    const { longTasksMs } = await app.stamps();
    const { count, tookMs: decryptMs } = await pace();
    return {
        tookMs,
        longestTaskMs: Math.max(0, ...longTasksMs.slice(before)),
        rate: (count / decryptMs) * 1000,
    };
}
