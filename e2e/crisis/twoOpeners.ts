import type { LogSnapshot, RoomId } from "@valise/bridge";
import { bodies, must, say, until } from "@valise/matrix/testing";
import { expect } from "vitest";
import type { CrisisWorld } from "../support/crisisWorld.ts";
import { watchAlarms } from "./watchAlarms.ts";

/** Alice's agency made the room; Carol is a crisis authority of another, on watch there. */
type Called = "alice" | "bob" | "carol";
type World = CrisisWorld<Called>;

const everybody = ["alice", "bob", "carol"] as const;
const wish = { template: "evacuation", exercise: false };
const HEALED_WITHIN_MS = 120_000;

/** A room stands by for both who may open it. */
async function ready(world: World): Promise<void> {
    const isReady = async (name: Called) => {
        const { templates } = await until(world.engine(name), { topic: "crisis" }, () => true);
        return templates[0]?.standbyReady;
    };
    const both = () => Promise.all([isReady("alice"), isReady("carol")]);
    await expect.poll(both, { timeout: 90_000, interval: 200 }).toEqual([1, 1]);
}

/** The crisis, its name and the room's, as somebody's device shows them. */
async function shownTo(world: World, name: Called, room: RoomId): Promise<string> {
    const { crises } = await until(world.engine(name), { topic: "crisis" }, () => true);
    const { rows } = await until(world.engine(name), { topic: "rooms" }, () => true);
    const own = crises.find(({ roomId }) => roomId === room);
    return [own?.crisisId, own?.name, rows.find(({ roomId }) => roomId === room)?.name].join(" ");
}

export async function openByAnother(world: World): Promise<void> {
    await ready(world);
    const carol = world.engine("carol");
    const opened = must(await carol.commands.openEmergencyRoom({ ...wish, name: "Fire" }));
    expect(opened).toMatchObject({ from: "standby", waits: [], refused: [] });
    expect([...opened.reads].sort()).toEqual(everybody.map(world.idOf).sort());
    await say(carol, opened.roomId, "Fire at the airport");
    for (const name of everybody) {
        await bodies(world.engine(name), opened.roomId, "Fire at the airport");
        const shown = () => shownTo(world, name, opened.roomId);
        await expect.poll(shown, { timeout: 30_000 }).toBe(`${opened.crisisId} Fire Fire`);
    }
}

/** Each on their side of a cut link; what both wrote is everywhere once when it is back, under one of the two names. */
export async function openOnBothSides(world: World): Promise<void> {
    await ready(world);
    const [alice, carol] = [world.engine("alice"), world.engine("carol")];
    const witnesses = (["bob", "carol"] as const).map((name) => watchAlarms(world.engine(name)));
    for (const other of ["mfa", "mod"]) world.stack.fault("intel", other, { cut: "blackhole" }, { both: true });
    const [flood, quake] = await Promise.all([
        alice.commands.openEmergencyRoom({ ...wish, name: "Flood" }).then(must),
        carol.commands.openEmergencyRoom({ ...wish, name: "Quake" }).then(must),
    ]);
    const room = flood.roomId;
    expect([flood, quake]).toMatchObject([{ from: "standby" }, { from: "standby", roomId: room }]);
    expect(quake.crisisId).not.toBe(flood.crisisId);
    const alert = { roomId: world.channel, precedence: "FLASH", texts: { en: "Leave the harbour" } } as const;
    const { broadcastId } = must(await alice.commands.sendBroadcast(alert));
    await say(alice, room, "Flood at the harbour");
    await say(carol, room, "Quake in the hills");
    await bodies(world.engine("bob"), room, "Flood at the harbour");
    const [ofFlood, ofQuake] = [`${flood.crisisId} Flood Flood`, `${quake.crisisId} Quake Quake`];
    await expect.poll(() => shownTo(world, "bob", room)).toBe(ofFlood);
    await expect.poll(() => shownTo(world, "carol", room)).toBe(ofQuake);
    world.stack.heal();
    for (const name of everybody)
        for (const text of ["Flood at the harbour", "Quake in the hills"]) {
            const { rows } = await bodies(world.engine(name), room, text, HEALED_WITHIN_MS);
            expect(rows.filter(({ body }) => body === text)).toHaveLength(1);
        }
    const all = async () => [...new Set(await Promise.all(everybody.map((name) => shownTo(world, name, room))))];
    await expect.poll(all, { timeout: HEALED_WITHIN_MS }).toHaveLength(1);
    expect([ofFlood, ofQuake]).toContain((await all())[0]);
    await expect.poll(() => witnesses.map(({ answered }) => answered.has(broadcastId))).toEqual([true, true]);
    const alarms = witnesses.map(({ alarmed }) => alarmed.filter((id) => id === broadcastId).length);
    expect([alarms, witnesses.flatMap(({ faults }) => faults)]).toEqual([[1, 1], []]);
    for (const name of everybody) await logOf(world, name, room);
}

/** Each opener's entry once, and the one task of the plan's checklist once, though both wrote it. */
async function logOf(world: World, name: Called, roomId: RoomId): Promise<void> {
    const written = ({ rows }: LogSnapshot): string[] =>
        rows.flatMap(({ kind, authorId, auto }): string[] => {
            if (kind === "task") return [kind];
            return auto?.code === "room-opened" ? [authorId] : [];
        });
    const log = await until(world.engine(name), { topic: "log", roomId }, (each) => written(each).length >= 3);
    expect(written(log).sort()).toEqual([world.idOf("alice"), world.idOf("carol"), "task"].sort());
}
