import { type Figure, median } from "../benchmark.ts";
import { AppWindow } from "../support/AppWindow.ts";
import type { BenchStage } from "../support/benchStage.ts";
import { scrollBack } from "../support/scrollBack.ts";
import { prepareSealedRoom } from "../support/sealedRoom.ts";

const COUNT = 300;
const SENDS = 10;

/** The encrypted room whose 300 messages came while the app was closed. */
export async function measureSealed(stage: BenchStage): Promise<Figure[]> {
    const room = await prepareSealedRoom(stage, COUNT);
    await using app = await AppWindow.open(stage, room.profile);
    await app.row(room.name).waitFor();
    const openMs = await app.openRoom(room.name, room.lastText);
    const scrollMs = await scrollBack(app, 0);
    await app.byId("to-latest").click();
    await app.say("shares the room key");
    const acked: number[] = [];
    for (let i = 0; i < SENDS; i++) {
        const times = await app.say(`sealed ${crypto.randomUUID()}`);
        acked.push(times.ackedMs);
    }
    const measure = (what: string) => `encrypted room, 300 messages: ${what}`;
    return [
        { measure: measure("open to decrypted"), value: openMs, unit: "ms", bar: 110, peers: "114 / 295 / 141" },
        { measure: measure("send acked"), value: median(acked), unit: "ms", bar: 70, peers: "96 / 150 / 47" },
        { measure: measure("scroll back"), value: scrollMs, unit: "ms", bar: 900, peers: "1,050 / 6,950 / 2,503" },
    ];
}
