import {
    type ClearanceCrypto,
    checkStanding,
    chooseCrypto,
    decideReader,
    nobleCrypto,
    proveOnce,
    rosterOf,
    verifyPresentation,
} from "../src/index.ts";
import { named } from "../test/charters.ts";
import { testSigner } from "../test/keys.ts";
import { singleEdits } from "../test/mutate.ts";
import { oneRoom } from "../test/oneRoom.ts";
import { NOW_S, ROOM, type TestHolder } from "../test/world.ts";

/**
 * Gate evaluation for a room of 1,000 attested members: verification and decision, cold (nothing cached) and warm (all
 * presentations cached; times, roots, status and admission asked again). Then every single-character edit of a presentation.
 * `node bench/verify.bench.ts [members]`; prints one JSON object a line.
 */
const MEMBERS = Number(process.argv[2] ?? 1000);
const print = (figures: object) => console.log(JSON.stringify(figures));

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/** Wall time, and the processor time of all threads, which a busy machine does not stretch as much. */
async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; cpuMs: number; value: T }> {
    const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
    const value = await run();
    const { user, system } = process.cpuUsage(cpu);
    return { ms: rounded(performance.now() - startedMs), cpuMs: rounded((user + system) / 1000), value };
}

/** The raw limit beside it: the two signatures of each member, already parsed and imported, and nothing else. */
async function rawLimit(crypto: ClearanceCrypto): Promise<number> {
    const signer = await testSigner("raw limit");
    const message = new Uint8Array(2800);
    const signature = await signer.sign(message);
    const verifyAll = () =>
        Promise.all(Array.from({ length: MEMBERS * 2 }, () => crypto.verify(signer.jwk, message, signature)));
    return (await timed(verifyAll)).ms;
}

async function benchRoom(crypto: ClearanceCrypto): Promise<void> {
    const room = await oneRoom(crypto);
    const holders: TestHolder[] = [];
    for (let i = 0; i < MEMBERS; i++) holders.push(await room.member(`user${i}`, i + 100));
    const shown = await Promise.all(holders.map(async (holder) => ({ holder, text: await room.present(holder) })));
    const add = holders.map(({ userId, masterKey }) => ({ sub: userId, mxk: masterKey }));
    const admissions = [
        {
            room: ROOM,
            epoch: 1,
            iat: 1,
            add,
            remove: [],
            floor: { seq: 1, digest: named("1") },
            digest: named("a"),
            by: [],
        },
    ];
    const rules = { charter: room.charter, roster: rosterOf(admissions), glasses: [] };
    const evaluate = async (): Promise<number> => {
        const decisions = await Promise.all(
            shown.map(async ({ holder: { userId, masterKey }, text }) => {
                const presentation = await proveOnce(
                    text,
                    room.expected({ userId, masterKey } as TestHolder),
                    room.context,
                );
                return decideReader({ sub: userId, mxk: masterKey, presentation, memory: {} }, rules, room.context);
            }),
        );
        return decisions.filter(({ kind }) => kind === "reads").length;
    };
    const cold = await timed(evaluate);
    const warm = await timed(evaluate);
    const again = await timed(evaluate);
    print({
        ...{ crypto: crypto.name, members: MEMBERS, readers: cold.value, rawLimitMs: await rawLimit(crypto) },
        ...{ coldMs: cold.ms, coldCpuMs: cold.cpuMs, warmMs: warm.ms, warmAgainMs: again.ms, warmCpuMs: again.cpuMs },
    });
    if (cold.value !== MEMBERS || warm.value !== MEMBERS) throw new Error("every member must read");
    const proven = await proveOnce(shown[0]?.text, room.expected(holders[0] as TestHolder), room.context);
    if (proven.ok && !checkStanding(proven.value, NOW_S, room.context).ok) throw new Error("standing lost");
}

async function benchMutations(crypto: ClearanceCrypto): Promise<void> {
    const room = await oneRoom(crypto);
    const anna = await room.member("anna", 1);
    const text = await room.present(anna);
    const edits = [...singleEdits(text)].filter((edit) => edit !== text);
    let accepted = 0;
    const { ms } = await timed(async () => {
        for (const edit of edits)
            if ((await verifyPresentation(edit, room.expected(anna), room.context)).ok) accepted++;
    });
    print({ crypto: crypto.name, presentationChars: text.length, edits: edits.length, accepted, ms });
    if (accepted > 0) throw new Error("an edited presentation was accepted");
}

for (const crypto of [await chooseCrypto(globalThis.crypto.subtle), nobleCrypto]) await benchRoom(crypto);
await benchMutations(await chooseCrypto(globalThis.crypto.subtle));
