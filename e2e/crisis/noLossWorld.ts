import type { RoomId, UserId } from "@valise/bridge";
import { join, memoryEngine, must, until } from "@valise/matrix/testing";
import { type CrisisWorld, startCrisisWorld } from "../support/crisisWorld.ts";
import { type EngineChild, startEngineChild } from "../support/engineChild.ts";
import { type Witness, watchAlarms } from "./watchAlarms.ts";

/** Who can be killed: a broadcaster, somebody who answers, and the duty officer who collects; and the servers of both sides. */
export const victims = ["alice", "ben", "bob", "mfa", "mod"] as const;
export type Victim = (typeof victims)[number];

const people = [
    { name: "alice", agency: "mfa", roles: ["CHARTER", "BROADCAST", "WATCH.OPS"] },
    { name: "anna", agency: "mfa", roles: ["DIRECTORY"] },
    { name: "bob", agency: "mod", roles: ["CHARTER", "BROADCAST", "WATCH.OPS"] },
    { name: "ben", agency: "mod", roles: ["DIRECTORY"] },
] as const;
type Name = (typeof people)[number]["name"];

/** Two agencies whose people answer every alarm; three of the engines are processes of their own. */
export interface NoLossWorld {
    readonly world: CrisisWorld<Name>;
    /** A labelled room of both agencies' duty officers. */
    readonly talk: RoomId;
    readonly anna: Witness;
    readonly ben: Witness;
    /** SIGKILL; whoever it was is back when it resolves. */
    killAndRestart(victim: Victim): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

export async function startNoLossWorld(): Promise<NoLossWorld> {
    const children = new Map<string, EngineChild>();
    const open = async (name: Name) => {
        if (name === "anna") return memoryEngine();
        const child = await startEngineChild();
        children.set(name, child);
        return child;
    };
    const world = await startCrisisWorld(people, "alice", { open });
    try {
        await world.giveWatch("anna", "alice");
        await world.giveWatch("ben", "bob");
        for (const [name, agency] of [
            ["alice", "mfa"],
            ["bob", "mod"],
        ] as const) {
            const wish = { name: "Ledger", topic: null, invite: [], kind: "ledger" as const, label: "FR/DR" };
            must(await world.engine(name).commands.createRoom({ ...wish, agencies: [agency] }));
        }
        const talk = await openTalk(world);
        for (const name of ["alice", "bob"] as const) await greet(world, name);
        const ben = watchAlarms(world.engine("ben"));
        const anna = watchAlarms(world.engine("anna"));
        return {
            ...{ world, talk, anna, ben },
            async killAndRestart(victim) {
                if (victim === "mfa" || victim === "mod") {
                    await world.stack.kill(victim);
                    must(await world.stack.start(victim));
                    return;
                }
                await children.get(victim)?.kill();
                await children.get(victim)?.restart();
                if (victim === "ben") ben.watchAgain();
            },
            [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
        };
    } catch (error) {
        await world[Symbol.asyncDispose]();
        throw error;
    }
}

/** A first word of each broadcaster: from here on their devices and everybody else's have a channel to each other. */
async function greet(world: CrisisWorld<Name>, by: Name): Promise<void> {
    const wish = { roomId: world.channel, precedence: "ROUTINE", texts: { en: "Channel opened" }, ask: null } as const;
    const { broadcastId } = must(await world.engine(by).commands.sendBroadcast(wish));
    for (const { name } of people)
        await until(world.engine(name), { topic: "crisis" }, ({ rows }) =>
            rows.some((row) => row.broadcastId === broadcastId),
        );
}

async function openTalk(world: CrisisWorld<Name>): Promise<RoomId> {
    const { commands } = world.engine("alice");
    const invite: UserId[] = [world.idOf("bob")];
    const wish = { name: "Talk", topic: null, invite, kind: "room", label: "FR/DR" } as const;
    const { roomId } = must(await commands.createRoom({ ...wish, agencies: ["mfa", "mod"] }));
    await join(world.engine("bob"), roomId);
    // What is asked has been shown to both agencies in the channel: nobody is asked again.
    await until(
        world.engine("alice"),
        { topic: "gate", roomId },
        (gate) => gate.rows.filter(({ reads }) => reads).length === 2,
    );
    return roomId;
}
