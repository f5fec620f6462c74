import type { NodeEngine } from "@valise/matrix/node";
import { must, until } from "@valise/matrix/testing";
import { type CrisisPerson, type CrisisWorld, startCrisisWorld } from "../../support/crisisWorld.ts";
import { type EngineChild, startEngineChild } from "../../support/engineChild.ts";
import type { Benchmark } from "../benchmark.ts";
import { openYardstick, YARDSTICK } from "../support/openYardstick.ts";
import { answerAll } from "./answerAll.ts";
import { openScreen } from "./openScreen.ts";
import { startEngineHost } from "./startEngineHost.ts";

const AGENCIES = ["mfa", "mod", "intel"] as const;
/** `VALISE_BENCH_ENGINES` for a shorter run, whose figures say so. */
const RECIPIENTS = Number(process.env.VALISE_BENCH_ENGINES ?? 300);
const PROCESSES = 4;
const AT_ONCE = 8;
const PATIENT_MS = 600_000;

type World = CrisisWorld<string>;
const dutyOf = (agency: string) => `duty-${agency}`;

/** A FLASH to complete engines alone: all alarm and answer, twice, while two of the three who collect are killed. */
export const wholeEngines: Benchmark = {
    name: "engines",
    what: `a FLASH to ${RECIPIENTS} complete engines in ${PROCESSES} processes, all of which answer`,
    async run(stage) {
        const startedMs = performance.now();
        using hosts = new DisposableStack();
        const collectors = new Map<string, EngineChild>();
        const open = openIn(hosts, collectors);
        const recipients = peopleOf(RECIPIENTS);
        const sender: CrisisPerson<string> = { name: "sender", agency: "mfa", roles: ["CHARTER", "BROADCAST"] };
        await using world = await startCrisisWorld([sender, ...recipients], "sender", { open, atOnce: AT_ONCE });
        await startCells(world);
        await using screen = await openScreen(stage, world, dutyOf("mfa"));
        await using yardstick = await openYardstick(stage);
        const setUpMs = performance.now() - startedMs;

        const { commands } = world.engine("sender");
        must(await commands.confirmReaders({ roomId: world.channel }));
        await Promise.all([screen.longestTaskMs(), yardstick.longestTaskMs()]);
        const names = recipients.map(({ name }) => name);
        const killed: Promise<void>[] = [];
        const answers = answerAll(names, world.engine, (count) => {
            const victim = victimAfter(count);
            if (victim === undefined) return;
            const child = collectors.get(victim);
            const back = child?.kill().then(() => child.restart());
            if (back !== undefined) killed.push(back.then(() => answers.follow(victim)));
        });
        const sentMs = performance.now();
        const wish = { roomId: world.channel, precedence: "FLASH", texts: { en: "Report." } } as const;
        const { broadcastId } = must(await commands.sendBroadcast(wish));
        const alarmedMs = await answers.alarmed();
        await answers.settled();
        await Promise.all(killed);
        const counted = await countAll(world, broadcastId);
        const countedMs = performance.now();
        return [
            { measure: `set up: ${RECIPIENTS} accounts, engines, clearances`, value: setUpMs, unit: "ms" },
            { measure: "send to the alarm in the last engine", value: alarmedMs - sentMs, unit: "ms" },
            {
                measure: "send to the last answer in a ledger, two collectors killed",
                value: countedMs - sentMs,
                unit: "ms",
            },
            { measure: "acknowledged in the ledgers", value: counted, unit: "x", bar: RECIPIENTS, atLeast: true },
            { measure: "counted twice, or alarmed after the answer", value: answers.again(), unit: "x", bar: 0 },
            {
                measure: "longest task of the cell's page (50 and less count as 0)",
                ...{ value: await screen.longestTaskMs(), unit: "ms", bar: 50 },
            },
            { measure: YARDSTICK, value: await yardstick.longestTaskMs(), unit: "ms" },
        ];
    },
};

/** Whoever collects runs in a process of their own, which can be killed; all others share a few. */
function openIn(hosts: DisposableStack, collectors: Map<string, EngineChild>) {
    const processes = Array.from({ length: PROCESSES }, () => hosts.use(startEngineHost()));
    let opened = 0;
    return async (name: string): Promise<NodeEngine> => {
        const host = processes[opened++ % PROCESSES];
        if (host !== undefined && !name.startsWith("duty-")) return host.open();
        const child = await startEngineChild();
        collectors.set(name, child);
        return child;
    };
}

/** Who is killed when so many have answered. */
function victimAfter(count: number): string | undefined {
    if (count === Math.floor(RECIPIENTS / 3)) return dutyOf("mod");
    return count === Math.floor((2 * RECIPIENTS) / 3) ? dutyOf("mfa") : undefined;
}

/** So many recipients, of whom one in each agency collects and one keeps its directory. */
function peopleOf(count: number): CrisisPerson<string>[] {
    return Array.from({ length: count }, (_, at): CrisisPerson<string> => {
        const agency = AGENCIES[at % AGENCIES.length] ?? "mfa";
        if (at < AGENCIES.length) return { name: dutyOf(agency), agency, roles: ["CHARTER", "WATCH.OPS"] };
        if (at < 2 * AGENCIES.length) return { name: `director-${agency}`, agency, roles: ["DIRECTORY"] };
        return { name: `p${at}`, agency, roles: [] };
    });
}

/** In each agency a watch that is held, and a ledger. */
async function startCells(world: World): Promise<void> {
    for (const agency of AGENCIES) {
        await world.giveWatch(`director-${agency}`, dutyOf(agency));
        const wish = { name: "Ledger", topic: null, invite: [], kind: "ledger" as const, label: "FR/DR" };
        must(await world.engine(dutyOf(agency)).commands.createRoom({ ...wish, agencies: [agency] }));
    }
    const isWhole = ({ duty }: { duty: readonly { holderId: string | null }[] }) =>
        duty.filter(({ holderId }) => holderId !== null).length === AGENCIES.length;
    for (const name of ["sender", ...AGENCIES.map(dutyOf)])
        await until(world.engine(name), { topic: "crisis" }, isWhole, PATIENT_MS);
}

/** Each cell has everybody of its own by name, once and acknowledged; the lead cell has them all by number. */
async function countAll(world: World, broadcastId: string): Promise<number> {
    let counted = 0;
    for (const [at, agency] of AGENCIES.entries()) {
        const own = Math.ceil((RECIPIENTS - at) / AGENCIES.length);
        const { rows } = await until(
            world.engine(dutyOf(agency)),
            { topic: "coverage" },
            ({ rows: found }) =>
                found.some(
                    ({ broadcastId: id, people }) =>
                        id === broadcastId && people.filter(({ rung }) => rung === "acknowledged").length === own,
                ),
            PATIENT_MS,
        );
        const people = rows.find((row) => row.broadcastId === broadcastId)?.people ?? [];
        if (people.length !== own || new Set(people.map(({ userId }) => userId)).size !== own)
            throw new Error(`${agency} lists ${people.length} people, and has ${own}`);
        counted += people.length;
    }
    const isWhole = ({ broadcastId: id, total }: { broadcastId: string; total: { acknowledged: number } }) =>
        id === broadcastId && total.acknowledged === RECIPIENTS;
    await until(world.engine(dutyOf("mfa")), { topic: "coverage" }, ({ rows }) => rows.some(isWhole), PATIENT_MS);
    return counted;
}
