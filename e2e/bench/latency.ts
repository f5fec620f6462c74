import { patiently } from "../interop/encryptedRoom.ts";
import { type Benchmark, median } from "./benchmark.ts";
import { keepListening, measureRawLatency, openRawRoom, openSlidingPoll, openSyncPoll } from "./rawLimit.ts";
import { AppWindow } from "./support/AppWindow.ts";
import type { BenchStage } from "./support/benchStage.ts";

const ROUNDS = 8;
const PER_ROUND = 3;
/** Bytes of a plain body that make its event as long as an encrypted one of the same few words. */
const RAW_BYTES = 420;
const name = "Latency";

/** Composer of one agency to the screen of another, keys shared, beside two plain clients on the same servers. */
export const latency: Benchmark = {
    name: "latency",
    what: "Enter in one agency to the text on screen in another, encrypted, beside plain PUT and long-poll",
    async run(stage) {
        using _first = await stage.homeserversFirst();
        const users = [await stage.newUser("mfa"), await stage.newUser("mod")] as const;
        const [sender, reader] = [await stage.plain(users[0]), await stage.plain(users[1])];
        const { room_id } = await sender.call("POST", "/createRoom", {
            preset: "private_chat",
            name,
            invite: [reader.userId],
            initial_state: [
                { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
            ],
        });
        await patiently(() => reader.call("POST", `/join/${encodeURIComponent(String(room_id))}`));
        // The raw limit has a pair of its own: two long-polls of one account would disturb each other.
        const rawSender = await stage.plain(await stage.newUser("mfa"));
        const rawReader = await stage.plain(await stage.newUser("mod"));
        const rawRoom = await openRawRoom(rawSender, rawReader);
        await using a = await openSignedIn(stage, users[0]);
        await using b = await openSignedIn(stage, users[1]);
        await a.row(name).click();
        await b.row(name).click();
        await a.say("warm-up: shares the room key");
        await b.shows("warm-up: shares the room key");
        const ours: number[] = [];
        const raw: number[] = [];
        const rawBoth: number[] = [];
        const rawSliding: number[] = [];
        const echo: number[] = [];
        const acked: number[] = [];
        const shownSent: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
            for (let i = 0; i < PER_ROUND; i++) {
                const text = `word ${round}-${i} ${crypto.randomUUID()}`;
                const arrived = b.shows(text);
                const times = await a.say(text);
                ours.push((await arrived) - times.enterMs);
                echo.push(times.echoMs);
                acked.push(times.ackedMs);
                shownSent.push(times.sentMs);
                await settled();
            }
            // One after the other: two polls of one account at once would disturb each other.
            const poll = await openSyncPoll(rawReader, rawRoom);
            for (let i = 0; i < PER_ROUND; i++) {
                raw.push(await measureRawLatency(rawSender, rawRoom, poll, RAW_BYTES));
                await settled();
            }
            {
                await using _listening = await keepListening(rawSender, rawRoom);
                for (let i = 0; i < PER_ROUND; i++) {
                    rawBoth.push(await measureRawLatency(rawSender, rawRoom, poll, RAW_BYTES));
                    await settled();
                }
            }
            const sliding = await openSlidingPoll(rawReader, rawRoom);
            rawSliding.push(await measureRawLatency(rawSender, rawRoom, sliding, RAW_BYTES));
        }
        return [
            { measure: "raw limit: PUT to long-poll answer, median", value: median(raw), unit: "ms" },
            { measure: "the same while the sender listens too, median", value: median(rawBoth), unit: "ms" },
            { measure: "the same by sliding sync, median", value: median(rawSliding), unit: "ms" },
            { measure: "Enter to the other agency's screen, median", value: median(ours), unit: "ms" },
            { measure: "that, times the raw limit", value: median(ours) / median(raw), unit: "x", bar: 1.5 },
            {
                measure: "times the raw limit while the sender listens too",
                value: median(ours) / median(rawBoth),
                unit: "x",
            },
            {
                measure: "local echo, encrypted, median",
                value: median(echo),
                unit: "ms",
                bar: 25,
                peers: "33 / 36 / 27 (plain room)",
            },
            {
                measure: "acked, encrypted, keys shared, median",
                value: median(acked),
                unit: "ms",
                bar: 70,
                peers: "96 / 150 / 47",
            },
            { measure: "shown as sent, median", value: median(shownSent), unit: "ms" },
        ];
    },
};

/** Each message by itself: what follows the one before (receipts, the list, the next question) is over. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1_000));

async function openSignedIn(stage: BenchStage, user: Parameters<AppWindow["signIn"]>[0]): Promise<AppWindow> {
    const app = await AppWindow.open(stage, stage.newProfile());
    await app.signIn(user, () => app.row(name).waitFor());
    return app;
}
