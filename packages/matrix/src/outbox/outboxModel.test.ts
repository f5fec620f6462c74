import { unwrap } from "@valise/base";
import type { RoomId, SendKey } from "@valise/bridge";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outbox } from "./Outbox.ts";
import { openOutbox } from "./openOutbox.ts";
import { createFakeClock } from "./testing/fakeClock.ts";
import { createFakeServer, type Fault } from "./testing/fakeServer.ts";
import { createFakeDisk } from "./testing/fakeStore.ts";

const rooms = ["!a", "!b"] as RoomId[];
const noCipher = {
    encrypt: () => {
        throw new Error("no files here");
    },
    decrypt: () => {
        throw new Error("no files here");
    },
};

type Step =
    | { readonly kind: "enqueue"; readonly room: number }
    | { readonly kind: "advance"; readonly ms: number }
    | { readonly kind: "kill"; readonly downMs: number }
    | { readonly kind: "back" };

const step: fc.Arbitrary<Step> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({ kind: fc.constant("enqueue" as const), room: fc.nat(1) }),
    },
    {
        weight: 4,
        arbitrary: fc.record({
            kind: fc.constant("advance" as const),
            ms: fc.constantFrom(0, 1, 300, 2_000, 20_000, 700_000, 3_000_000),
        }),
    },
    {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant("kill" as const), downMs: fc.constantFrom(0, 60_000, 3_000_000) }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "back" as const }) },
);
const fault = fc.constantFrom<Fault>(
    "none",
    "none",
    "refused",
    "lost-after",
    "lost-before",
    "late",
    "429",
    "500-after",
    "502-before",
    "html-200",
);

/** One history: kills, lost answers, rate limits, servers that forget transaction ids. */
async function live(steps: readonly Step[], faults: readonly Fault[], jitter: readonly number[]) {
    const clock = createFakeClock();
    const server = createFakeServer(clock);
    const disk = createFakeDisk();
    let used = 0;
    server.nextFault = () => faults[used++] ?? "none";
    let turn = 0;
    const random = () => jitter[turn++ % jitter.length] ?? 0.5;
    const queued = new Map<RoomId, SendKey[]>(rooms.map((room) => [room, []]));
    const shownSent = new Set<SendKey>();
    let store = disk.open();
    let carrier = server.carrier();

    async function boot(): Promise<Outbox> {
        const box = unwrap(await openOutbox({ store, carrier, cipher: noCipher, clock, random }));
        box.subscribe(() => {
            for (const room of rooms) {
                for (const entry of box.entriesOf(room)) if (entry.state === "sent") shownSent.add(entry.key);
            }
        });
        box.resume();
        return box;
    }
    let outbox = await boot();
    for (const each of steps) {
        if (each.kind === "enqueue") {
            const roomId = rooms[each.room] ?? rooms[0]!;
            const content = { body: `${queued.get(roomId)?.length}` };
            const payload = { kind: "event", roomId, type: "m.room.message", content } as const;
            queued.get(roomId)?.push(unwrap(await outbox.enqueue({ payload, priority: "chat" })));
        } else if (each.kind === "advance") await clock.advance(each.ms);
        else if (each.kind === "back") outbox.connectionReturned();
        else {
            store.kill();
            carrier.kill();
            await clock.advance(each.downMs);
            store = disk.open();
            carrier = server.carrier();
            outbox = await boot();
        }
        for (const key of shownSent) expect(server.arrived.map((event) => event.key)).toContain(key);
    }
    server.nextFault = () => "none";
    await clock.advance(4_000_000);
    return { server, queued, outbox };
}

describe("outbox, through any history", () => {
    it("sends everything exactly once, in the order of its room", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.array(step, { minLength: 1, maxLength: 40 }),
                fc.array(fault, { maxLength: 60 }),
                fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
                async (steps, faults, jitter) => {
                    const { server, queued, outbox } = await live(steps, faults, jitter);
                    for (const room of rooms) {
                        const keys = server.arrived.filter((event) => event.room === room).map((event) => event.key);
                        expect(keys).toEqual(queued.get(room));
                    }
                    expect(outbox.snapshot()).toMatchObject({ queuedCount: 0, failedCount: 0, oldestAtMs: null });
                },
            ),
            { numRuns: 400 },
        );
    }, 60_000);
});
