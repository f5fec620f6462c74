import { type Benchmark, median } from "./benchmark.ts";
import { AppWindow } from "./support/AppWindow.ts";
import type { BenchStage, BenchUser } from "./support/benchStage.ts";
import { seedRooms } from "./support/seedRooms.ts";

const ROOMS = 300;
const AGENCY = "intel";

/** 300 encrypted rooms from the local store, with no homeserver to ask. */
export const offlineStart: Benchmark = {
    name: "offline-start",
    what: "a new browser process shows the rooms of the last run while the homeserver is down",
    async run(stage) {
        const user = await stage.newUser(AGENCY);
        await seedRooms(await stage.plain(user), ROOMS);
        const profile = await signedInProfile(stage, user);
        await stage.homeserver(AGENCY, "stop");
        const starts: number[] = [];
        try {
            for (let run = 0; run < stage.runs; run++) {
                await using app = await AppWindow.open(stage, profile, { isStart: true });
                starts.push(await app.stamped("eightNamesMs"));
            }
        } finally {
            await stage.homeserver(AGENCY, "start");
        }
        return [
            {
                measure: "navigation to eight room names, 300 rooms, median",
                value: median(starts),
                unit: "ms",
                bar: 1000,
            },
            { measure: "the slowest of them", value: Math.max(...starts), unit: "ms" },
        ];
    },
};

/** Leaves only when every room is in the local store: the list's scroll height tells how many there are. */
async function signedInProfile(stage: BenchStage, user: BenchUser): Promise<string> {
    const profile = stage.newProfile();
    await using app = await AppWindow.open(stage, profile, { isStart: true });
    await app.signIn(user, () => app.stamped("eightNamesMs"));
    await app.hasRooms(ROOMS);
    return profile;
}
