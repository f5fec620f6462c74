import type { RoomId, UserId } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";
import { memoryEngine, must, say, sent, signUp, until } from "@valise/matrix/testing";
import { patiently } from "../../interop/encryptedRoom.ts";
import { type RealCommunity, startCommunity } from "../../support/realCommunity.ts";
import { type Benchmark, type Figure, median } from "../benchmark.ts";
import { AppWindow } from "../support/AppWindow.ts";
import type { BenchStage, BenchUser } from "../support/benchStage.ts";
import { watchTasks } from "../support/watchTasks.ts";
import { addAttestedMembers } from "./attestedMembers.ts";

/** `VALISE_BENCH_MEMBERS` for a shorter run, whose figures say so. */
const MEMBERS = Number(process.env.VALISE_BENCH_MEMBERS ?? 1_150);
const SENDS = 10;
const SWITCHES = 6;
const SETTLE_MS = 3_000;
const WAIT_MS = 600_000;
const MB = 1_000_000;

/** Two labelled rooms of one person: one with a thousand attested members, one with two. */
export const bigRoom: Benchmark = {
    name: "big-room",
    what: `a labelled room of ${MEMBERS} attested members in the page, beside one of two`,
    async run(stage) {
        const scene = await openScene(stage);
        await using app = await AppWindow.open(stage, scene.profile, { config: scene.config });
        await app.row(small.name).waitFor();
        // Loads the conversation's code.
        await app.openRoom(small.name, small.lastWord);
        await app.page.waitForTimeout(SETTLE_MS);
        const watch = await watchTasks(app.page);
        const firstMs = await app.openRoom(big.name, big.lastWord);
        await app.page.waitForTimeout(SETTLE_MS);
        const first = await app.say("shares the room key");
        const loading = await watch();
        const [toSmall, toBig] = await switchRooms(app);
        const switching = await watch();
        const inBig = await sayMany(app, "big");
        const sendingBig = await watch();
        await app.openRoom(small.name, small.lastWord);
        await app.say("shares the room key here");
        await watch();
        const inSmall = await sayMany(app, "small");
        const sendingSmall = await watch();
        const task = (what: string, value: number): Figure => ({
            measure: `longest page task (50 and less count as 0): ${what}`,
            value,
            unit: "ms",
            bar: 50,
        });
        return [
            { measure: `what ${MEMBERS} members have shown, in the room's state`, value: scene.bytes / MB, unit: "MB" },
            { measure: "opened for the first time, to its last message", value: firstMs, unit: "ms" },
            { measure: "first message there, to sent: everybody is verified", value: first.sentMs, unit: "ms" },
            task("opening it, to that message", loading),
            task("switching to and from it", switching),
            task("writing there", sendingBig),
            task("writing in the small room", sendingSmall),
            { measure: "room switch to it, median", value: toBig, unit: "ms", bar: 45 },
            { measure: "room switch to the small room, median", value: toSmall, unit: "ms" },
            { measure: "local echo there, median", value: inBig, unit: "ms" },
            { measure: "local echo in the small room, median", value: inSmall, unit: "ms" },
            { measure: "that of the big room, times the small one's", value: inBig / inSmall, unit: "x", bar: 1.5 },
        ];
    },
};

const big = { name: "Everybody", lastWord: "last word to everybody" } as const;
const small = { name: "Two of us", lastWord: "last word to you" } as const;

interface Scene {
    readonly profile: string;
    /** What the page is told instead of the demonstration's configuration. */
    readonly config: object;
    readonly bytes: number;
}

/** A community of its own, the two rooms, and their reader signed in in a browser and cleared. */
async function openScene(stage: BenchStage): Promise<Scene> {
    const [notary, owner, reader] = await Promise.all([0, 1, 2].map(() => stage.newUser("mfa")));
    if (notary === undefined || owner === undefined || reader === undefined) throw new Error("three accounts expected");
    const real = await startCommunity({ user: () => notary }, ["mfa"]);
    await real.rule("FR", { preApproved: ["lvl:DR"] });
    await using engine = await openOwner(real, owner);
    const rooms = await openRooms(engine.engine, reader);
    const http = await stage.plain(reader);
    for (const roomId of rooms) await patiently(() => http.call("POST", `/join/${encodeURIComponent(roomId)}`));
    const [bigId, smallId] = rooms;
    const config = await configFor(stage, real, owner.userId);
    const profile = stage.newProfile();
    {
        await using app = await AppWindow.open(stage, profile, { config });
        await app.signIn(reader, () => app.byId("room-row").first().waitFor());
        const text = await real.attest(reader.userId);
        must(await engine.engine.commands.deliverClearance({ text }));
        for (const { name } of [big, small]) await app.row(name).waitFor();
    }
    const bytes = await addAttestedMembers(stage, real.community, await stage.plain(owner), bigId, MEMBERS);
    await speak(engine.engine, bigId, MEMBERS + 2, big.lastWord);
    await speak(engine.engine, smallId, 2, small.lastWord);
    return { profile, config, bytes };
}

async function openOwner(real: RealCommunity, owner: BenchUser) {
    const engine = await memoryEngine();
    await signUp(engine, owner, real.configOf(owner.userId));
    await real.clear(engine, owner.userId, { roles: ["CHARTER"] });
    return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

async function openRooms(engine: NodeEngine, { userId }: BenchUser): Promise<readonly [RoomId, RoomId]> {
    const wish = { topic: null, kind: "room", label: "FR/DR", admission: "cleared" } as const;
    const make = async (name: string) =>
        must(await engine.commands.createRoom({ ...wish, name, invite: [userId as UserId], agencies: ["mfa"] })).roomId;
    return [await make(big.name), await make(small.name)];
}

async function configFor(stage: BenchStage, real: RealCommunity, officer: string): Promise<object> {
    const config = (await (await fetch(new URL("/config.json", stage.web))).json()) as { agencies: { id: string }[] };
    const { agency, trust } = real.configOf(officer);
    const own = { ...agency?.trust, officers: [officer] };
    return { agencies: config.agencies.map((each) => (each.id === "mfa" ? { ...each, trust: own } : each)), trust };
}

/** Said once everybody in the room is known to read it. */
async function speak(engine: NodeEngine, roomId: RoomId, readers: number, text: string): Promise<void> {
    const all = ({ state, rows }: { state: string; rows: readonly { reads: boolean }[] }) =>
        state === "ready" && rows.filter(({ reads }) => reads).length === readers;
    await until(engine, { topic: "gate", roomId }, all, WAIT_MS);
    await say(engine, roomId, text);
    await sent(engine, roomId, text, WAIT_MS);
}

async function switchRooms(app: AppWindow): Promise<readonly [toSmall: number, toBig: number]> {
    const [toSmall, toBig]: [number[], number[]] = [[], []];
    for (let n = 0; n < SWITCHES; n++) {
        toSmall.push(await app.openRoom(small.name, small.lastWord));
        await app.page.waitForTimeout(500);
        toBig.push(await app.openRoom(big.name, big.lastWord));
        await app.page.waitForTimeout(500);
    }
    return [median(toSmall), median(toBig)];
}

async function sayMany(app: AppWindow, where: string): Promise<number> {
    const echo: number[] = [];
    for (let n = 0; n < SENDS; n++) echo.push((await app.say(`${where} ${crypto.randomUUID()}`)).echoMs);
    return median(echo);
}
