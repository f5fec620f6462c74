import type { RoomId, UserId } from "@valise/bridge";
import type { NodeEngine } from "@valise/matrix/node";
import { join, memoryEngine, must, row, say, saying, sent, signUp, until } from "@valise/matrix/testing";
import { type RealCommunity, startCommunity } from "../support/realCommunity.ts";
import { type Benchmark, median } from "./benchmark.ts";
import type { BenchStage, BenchUser } from "./support/benchStage.ts";

const WAIT_MS = 60_000;
const FIRST_SEQ = 100;

/** A sender and somebody of another agency in one labelled room. */
interface Scene {
    readonly real: RealCommunity;
    readonly sender: NodeEngine;
    readonly reader: NodeEngine;
    readonly readerId: UserId;
    readonly roomId: RoomId;
    /** Where the reader's first attestation stands in its list. */
    readonly first: { readonly idx: number };
}

/** From an officer's list to its effect: the next message after the sender's app has the list is withheld. */
export const revocation: Benchmark = {
    name: "revocation",
    what: "a published revocation to the sender's app, and to the first message that is withheld",
    async run(stage) {
        await using engines = new Engines();
        const scene = await openScene(stage, engines);
        const [listed, withheld, told]: number[][] = [[], [], []];
        let leaked = 0;
        const revoked: number[] = [];
        for (let run = 0; run < stage.runs; run++) {
            // What is issued after a revocation is shown by itself.
            const { idx } = run === 0 ? scene.first : await scene.real.clear(scene.reader, scene.readerId);
            await reads(scene, true);
            await read(scene, `before ${run}`);
            revoked.push(idx);
            const startedMs = performance.now();
            const since = () => performance.now() - startedMs;
            const published = scene.real.publish("mod", { seq: FIRST_SEQ + run, revoked });
            await reads(scene, false);
            listed?.push(since());
            must(await scene.sender.commands.confirmReaders({ roomId: scene.roomId }));
            await say(scene.sender, scene.roomId, `after ${run}`);
            const eventId = await sent(scene.sender, scene.roomId, `after ${run}`);
            withheld?.push(since());
            const arrived = await row(scene.reader, scene.roomId, (each) => each.eventId === eventId, WAIT_MS);
            if (arrived.body !== "") leaked++;
            const isTold = (each: { eventId: string | null; undecryptable: { withheldCode: string | null } | null }) =>
                each.eventId === eventId && each.undecryptable?.withheldCode === "ATT_REVOKED";
            await row(scene.reader, scene.roomId, isTold, WAIT_MS);
            told?.push(since());
            await published;
        }
        return [
            { measure: "publish to the sender's app deciding by it, median", value: median(listed ?? []), unit: "ms" },
            { measure: "the slowest of them", value: Math.max(...(listed ?? [])), unit: "ms" },
            {
                measure: "publish to a message accepted and withheld, median",
                value: median(withheld ?? []),
                unit: "ms",
            },
            {
                measure: "publish to the revoked person's app saying why, median",
                value: median(told ?? []),
                unit: "ms",
            },
            {
                measure: "next messages that the revoked could read",
                value: (100 * leaked) / stage.runs,
                unit: "%",
                bar: 0,
            },
        ];
    },
};

class Engines {
    readonly #all: NodeEngine[] = [];

    async add(): Promise<NodeEngine> {
        const engine = await memoryEngine();
        this.#all.push(engine);
        return engine;
    }

    async [Symbol.asyncDispose](): Promise<void> {
        await Promise.all(this.#all.map((engine) => engine.close()));
    }
}

async function openScene(stage: BenchStage, engines: Engines): Promise<Scene> {
    const notaries = new Map<string, BenchUser>();
    for (const id of ["mfa", "mod"]) notaries.set(`@notary:${id}.example`, await stage.newUser(id));
    const user = (name: string) => {
        const found = notaries.get(name);
        if (found === undefined) throw new Error(`no account ${name}`);
        return found;
    };
    const real = await startCommunity({ user }, ["mfa", "mod"]);
    const enter = async (agencyId: string) => {
        const person = await stage.newUser(agencyId);
        const engine = await engines.add();
        await signUp(engine, person, real.configOf(person.userId));
        return { engine, userId: person.userId as UserId };
    };
    const [sender, reader] = [await enter("mfa"), await enter("mod")];
    await real.clear(sender.engine, sender.userId, { roles: ["CHARTER"] });
    const first = await real.clear(reader.engine, reader.userId);
    const wish = { name: "Revocation", topic: null, kind: "room", label: "FR/DR", admission: "roster" } as const;
    const made = { ...wish, invite: [reader.userId], agencies: ["mfa", "mod"] };
    const { roomId } = must(await sender.engine.commands.createRoom(made));
    await join(reader.engine, roomId);
    await until(reader.engine, { topic: "clearance" }, (own) => own.rows.length > 0);
    must(await reader.engine.commands.answerPresentation({ roomId, allow: true }));
    return { real, sender: sender.engine, reader: reader.engine, readerId: reader.userId, roomId, first };
}

/** The sender's gate has decided so about the reader. */
const reads = ({ sender, roomId, readerId }: Scene, wanted: boolean) =>
    until(
        sender,
        { topic: "gate", roomId },
        ({ state, rows }) =>
            state === "ready" && rows.some((each) => each.userId === readerId && each.reads === wanted),
        WAIT_MS,
    );

async function read({ sender, reader, roomId }: Scene, text: string): Promise<void> {
    await say(sender, roomId, text);
    await row(reader, roomId, saying(text), WAIT_MS);
}
