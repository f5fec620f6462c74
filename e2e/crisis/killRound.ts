import type { BroadcastSnapshot, CoverageRowSnapshot } from "@valise/bridge";
import { until } from "@valise/matrix/testing";
import { agencyUrn } from "../support/crisisWorld.ts";
import { type NoLossWorld, type Victim, victims } from "./noLossWorld.ts";

const SENDS = 4;
/** Some are refused while a kill is under way; more than that is a fault of its own. */
const MAX_ATTEMPTS = 100;
/** Generous: a server that was killed comes back, and answers are tried again after minutes at most. */
const SETTLE_MS = 240_000;

export interface RoundResult {
    readonly victim: Victim;
    readonly queued: number;
    readonly tookMs: number;
}

/**
 * One round: broadcasts are sent while somebody is killed at a moment that `random` chooses. Throws where something that was
 * shown did not arrive, arrived twice, alarmed twice, or stands otherwise in a ledger than on the screen it was given on.
 */
export async function killRound(noLoss: NoLossWorld, round: number, random: () => number): Promise<RoundResult> {
    const { world, ben } = noLoss;
    const victim = victims[Math.floor(random() * victims.length)] ?? "ben";
    const killAt = Math.floor(random() * SENDS * 3);
    const startedMs = performance.now();
    const attempted: string[] = [];
    const queued: string[] = [];
    let seen = 0;
    let killing: Promise<void> | null = null;
    const happened = () => {
        if (seen++ >= killAt) killing ??= noLoss.killAndRestart(victim);
    };
    ben.onSeen(happened);
    while (queued.length < SENDS) {
        const text = `round ${round} attempt ${attempted.length}`;
        attempted.push(text);
        const wish = { roomId: world.channel, precedence: "FLASH", texts: { en: text } } as const;
        const sent = await world.engine("alice").commands.sendBroadcast(wish);
        // The screen it was typed on is gone, and with it whether it was sent: the next one is another.
        if (!sent.ok && attempted.length === MAX_ATTEMPTS)
            throw new Error(`${victim} killed: sending is refused with ${JSON.stringify(sent.error)}`);
        if (!sent.ok) await killing;
        else queued.push(sent.value.broadcastId);
        happened();
        await new Promise((resolve) => setTimeout(resolve, random() * 400));
    }
    seen = Number.POSITIVE_INFINITY;
    happened();
    await killing;
    await check(noLoss, attempted, queued).catch((cause: Error) => {
        throw new Error(`round ${round}, ${victim} killed at ${killAt}: ${cause.message}`, { cause });
    });
    return { victim, queued: queued.length, tookMs: performance.now() - startedMs };
}

async function check({ world, ben }: NoLossWorld, attempted: readonly string[], queued: readonly string[]) {
    const isOfRound = ({ texts }: BroadcastSnapshot) => attempted.includes(texts[0]?.text ?? "");
    const own = await until(
        world.engine("alice"),
        { topic: "crisis" },
        ({ rows }) => queued.every((id) => rows.some(({ broadcastId }) => broadcastId === id)),
        SETTLE_MS,
    ).catch(() => {
        throw new Error(`alice's own list lacks some of ${JSON.stringify(queued)}`);
    });
    const sent = own.rows.filter(isOfRound);
    const isSettled = ({ mine, alarm }: BroadcastSnapshot) => mine.confirmed === "ledger" && alarm === null;
    let seen: readonly BroadcastSnapshot[] = [];
    const answered = await until(
        world.engine("ben"),
        { topic: "crisis" },
        ({ rows }) => {
            seen = rows.filter(isOfRound);
            return seen.filter(isSettled).length >= sent.length;
        },
        SETTLE_MS,
    ).catch(() => {
        const stood = seen.map(({ texts, mine, alarm }) => [texts[0]?.text, mine.rung, mine.confirmed, alarm !== null]);
        throw new Error(`of ${sent.length} sent ben has ${JSON.stringify(stood)}`);
    });
    const arrived = answered.rows.filter(isOfRound);
    same("what arrived and what was sent", idsOf(arrived), idsOf(sent));
    same(
        "what alarmed and what was sent",
        ben.alarmed.filter((id) => idsOf(sent).includes(id)),
        idsOf(sent),
    );
    same("faults and none", ben.faults, []);
    await counted(world, "bob", (rows) => arrived.every((row) => isExact(rows, row, world.idOf("ben"))));
    await counted(world, "alice", (rows) => arrived.every(({ broadcastId }) => isPassedOn(rows, broadcastId)));
}

/** Names what of this cell's coverage is not as it should be. */
async function counted(
    world: NoLossWorld["world"],
    name: "alice" | "bob",
    isWhole: (rows: readonly CoverageRowSnapshot[]) => boolean,
): Promise<void> {
    let seen: readonly CoverageRowSnapshot[] = [];
    await until(
        world.engine(name),
        { topic: "coverage" },
        ({ rows }) => {
            seen = rows;
            return isWhole(rows);
        },
        SETTLE_MS,
    ).catch(() => {
        const stood = seen.slice(0, 2 * SENDS).map(({ broadcastId, people, agencies }) => {
            const rungs = people.map(({ userId, rung, answeredAtMs }) => [userId, rung, answeredAtMs]);
            return { broadcastId, rungs, agencies: agencies.map((each) => [each.agency, each.source, each.addressed]) };
        });
        throw new Error(`${name}'s coverage stands at ${JSON.stringify(stood)}`);
    });
}

/** The ledger has the answer as it was given, once, and everybody addressed. */
function isExact(rows: readonly CoverageRowSnapshot[], { broadcastId, mine }: BroadcastSnapshot, who: string): boolean {
    const row = rows.find((each) => each.broadcastId === broadcastId);
    const people = row?.people.filter(({ userId }) => userId === who) ?? [];
    const counts = row?.agencies.find(({ agency }) => agency === agencyUrn("mod"));
    const isAsGiven = people.length === 1 && people[0]?.answeredAtMs === mine.answeredAtMs;
    return isAsGiven && counts?.addressed === 2 && counts.acknowledged === 1;
}

function isPassedOn(rows: readonly CoverageRowSnapshot[], broadcastId: string): boolean {
    const row = rows.find((each) => each.broadcastId === broadcastId);
    const counts = row?.agencies.find(({ agency }) => agency === agencyUrn("mod"));
    return counts?.source === "signed-counts" && counts.addressed === 2 && counts.acknowledged === 1;
}

const idsOf = (rows: readonly BroadcastSnapshot[]) => rows.map(({ broadcastId }) => broadcastId);

function same(what: string, found: readonly string[], wanted: readonly string[]): void {
    const [a, b] = [JSON.stringify([...found].sort()), JSON.stringify([...wanted].sort())];
    if (a !== b) throw new Error(`${what} differ: ${a} and ${b}`);
}
