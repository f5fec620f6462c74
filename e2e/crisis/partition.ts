import type { RoomId } from "@valise/bridge";
import { until } from "@valise/matrix/testing";
import { bodiesIn } from "../faults/reader.ts";
import { agencyUrn } from "../support/crisisWorld.ts";
import { carryBag } from "./carryBag.ts";
import type { NoLossWorld } from "./noLossWorld.ts";
import type { Witness } from "./watchAlarms.ts";

/** On each side; of a cut of minutes, more than a homeserver brings by itself, which has not given up on one of seconds. */
const MESSAGES = 120;
const MAX_PAUSE_MS = 1_000;
const HEALED_WITHIN_MS = 120_000;

/**
 * Cuts the two agencies from each other while both go on: each side broadcasts, answers and talks. Answers how long after the
 * healing everything was everywhere, once, in ms; throws where that takes over two minutes or something is doubled.
 */
export async function partition(noLoss: NoLossWorld, lastsMs: number): Promise<number> {
    const { world, talk, anna, ben } = noLoss;
    const [alice, bob] = [world.engine("alice"), world.engine("bob")];
    const prefix = `cut for ${lastsMs} number `;
    // Both have the room open, as people at work have.
    using _alices = alice.subscribe({ topic: "timeline", roomId: talk }, () => {});
    using _bobs = bob.subscribe({ topic: "timeline", roomId: talk }, () => {});
    const sent: string[] = [];
    const say = async (name: "alice" | "bob") => {
        const body = `${prefix}${sent.length}`;
        sent.push(body);
        await ok(world.engine(name).commands.sendText({ roomId: talk, body, html: null, replyTo: null }));
    };
    await say("alice");
    await until(bob, { topic: "timeline", roomId: talk }, ({ rows }) => rows.some(({ body }) => body === sent[0]));
    await say("bob");
    await until(alice, { topic: "timeline", roomId: talk }, ({ rows }) => rows.some(({ body }) => body === sent[1]));
    world.stack.fault("mfa", "mod", { cut: "blackhole" }, { both: true });
    const wish = { roomId: world.channel, precedence: "FLASH" } as const;
    const ofAlice = await ok(alice.commands.sendBroadcast({ ...wish, texts: { en: `${prefix}by alice` } }));
    const tell = () =>
        ok(bob.commands.sendText({ roomId: world.channel, body: "No change.", html: null, replyTo: null }));
    const startedMs = performance.now();
    const work = async (untilMs: number) => {
        while (performance.now() - startedMs < untilMs) {
            await Promise.all([say("alice"), say("bob"), tell()]);
            await new Promise((resolve) => setTimeout(resolve, Math.min(MAX_PAUSE_MS, lastsMs / MESSAGES)));
        }
    };
    // In the middle: after a cut of minutes it is neither of what was on its way nor of what a homeserver brings by itself.
    await work(lastsMs / 2);
    const ofBob = await ok(bob.commands.sendBroadcast({ ...wish, texts: { en: `${prefix}by bob` } }));
    await work(lastsMs);
    // Each side has worked: its own broadcast is answered before the other side hears of it.
    for (const [witness, own, other, name] of [
        [anna, ofAlice, ofBob, "alice"],
        [ben, ofBob, ofAlice, "bob"],
    ] as const) {
        if (!witness.answered.has(own.broadcastId)) {
            const { rows } = await until(world.engine(name), { topic: "timeline", roomId: world.channel }, () => true);
            const waiting = await until(world.engine(name), { topic: "outbox" }, () => true);
            const last = rows.at(-1);
            const facts = { alarmed: witness.alarmed.includes(own.broadcastId), send: last?.send, waiting };
            throw new Error(`${name}'s side did not work on its own: ${JSON.stringify(facts)}`);
        }
        if (witness.alarmed.includes(other.broadcastId)) throw new Error("the link was not cut");
    }
    // Of the channel the device now holds only what a start holds, and the bag brings what was read long before.
    await noLoss.killAndRestart("ben");
    await carryBag(noLoss, ofAlice.broadcastId, `${prefix}by alice`);
    world.stack.heal();
    const healedMs = performance.now();
    await Promise.all([
        converged(noLoss, "alice", { own: ofAlice.broadcastId, others: ofBob.broadcastId, other: "mod" }, anna),
        converged(noLoss, "bob", { own: ofBob.broadcastId, others: ofAlice.broadcastId, other: "mfa" }, ben),
        ...(["alice", "bob"] as const).map((name) => hasAll(noLoss, name, talk, prefix, sent, healedMs)),
    ]);
    return performance.now() - healedMs;
}

/** The other side's broadcast has alarmed and been answered here, and the counts of the own one have come from there. */
async function converged(
    { world }: NoLossWorld,
    name: "alice" | "bob",
    { own, others, other }: { own: string; others: string; other: string },
    here: Witness,
): Promise<void> {
    const who = name === "alice" ? "anna" : "ben";
    await until(
        world.engine(who),
        { topic: "crisis" },
        ({ rows }) => rows.some((row) => row.broadcastId === others && row.mine.confirmed === "ledger"),
        HEALED_WITHIN_MS,
    );
    await until(
        world.engine(name),
        { topic: "coverage" },
        ({ rows }) =>
            rows.some(
                ({ broadcastId, agencies }) =>
                    broadcastId === own &&
                    agencies.some((each) => each.agency === agencyUrn(other) && each.source === "signed-counts"),
            ),
        HEALED_WITHIN_MS,
    );
    if (here.faults.length > 0) throw new Error(here.faults.join(", "));
}

/** Everything that was said stands in the room once, on this device too. */
async function hasAll(
    { world }: NoLossWorld,
    name: "alice" | "bob",
    roomId: RoomId,
    prefix: string,
    sent: readonly string[],
    healedMs: number,
): Promise<void> {
    for (;;) {
        const bodies = await bodiesIn(world.engine(name), roomId, prefix);
        const isWhole = sent.every((body) => bodies.includes(body));
        if (bodies.length !== new Set(bodies).size) throw new Error(`${name} sees something twice`);
        if (isWhole && bodies.length === sent.length) return;
        if (performance.now() - healedMs > HEALED_WITHIN_MS)
            throw new Error(`${name} misses ${sent.filter((body) => !bodies.includes(body)).join(", ")}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
}

async function ok<T>(call: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
    const answer = await call;
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
}
