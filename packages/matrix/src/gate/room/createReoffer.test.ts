import { ok } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { describe, expect, it } from "vitest";
import { applyState } from "../../rooms/applyState.ts";
import { createRoomBook } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import { createReoffer } from "./createReoffer.ts";
import type { RoomGate } from "./createRoomGate.ts";

const ROOM = "!room:mfa.example";
const [anna, bob] = ["@anna:mfa.example", "@bob:mod.example"] as const;
const charter = (payload: string, by = "signature") => ({ kind: "charter", payload, by: [by] });

/** Anna signed the second charter; both have it pinned, and what the server shows is told. */
function bench(myUserId: string) {
    const clock = createFakeClock();
    const book = createRoomBook();
    const entry = book.ensure(ROOM);
    const written: unknown[] = [];
    let record = {
        heads: { second: charter("second") } as Record<string, ReturnType<typeof charter>>,
        reoffered: [] as readonly string[],
        pins: { heads: [{ digest: "second", by: [{ sub: anna }] }] },
    };
    const told = (type: string, stateKey: string, content: object) =>
        applyState(entry, { type, state_key: stateKey, sender: anna, content: { ...content } }, myUserId);
    const http = {
        async request(method: string, _path: string, { body }: { body?: unknown } = {}) {
            written.push([method, body]);
            return ok({});
        },
    };
    const gate = {
        roomId: ROOM,
        state: () => ({ record }),
        update: async (change: (before: typeof record) => typeof record) => {
            record = change(record);
        },
        look() {},
    } as unknown as RoomGate;
    for (const userId of [anna, bob]) told("m.room.member", userId, { membership: "join" });
    told("m.room.power_levels", "", { users: { [anna]: 100, [bob]: 50 } });
    entry.gate.complete = true;
    const reoffer = createReoffer({ http, clock, myUserId, entry: book.get });
    const shows = (payload: string, by?: string) => {
        told(wire.charter, "", charter(payload, by));
        entry.gate.statementsChanged = false;
        reoffer.consider(gate);
    };
    return { clock, entry, written, told, reoffer, gate, shows };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const back = [["PUT", charter("second")]];

describe("a charter that the server does not show", () => {
    it("is put back at once by who signed it, once", async () => {
        const { written, shows } = bench(anna);
        shows("second");
        shows("first");
        await settled();
        shows("first");
        await settled();
        expect(written).toEqual(back);
    });

    it("is put back once by who signed it, where another's with the same words stands there", async () => {
        const { written, shows } = bench(anna);
        for (let times = 0; times < 3; times++) {
            shows("second", "signature of another");
            await settled();
            shows("second");
            await settled();
        }
        expect(written).toEqual(back);
        const others = bench(bob);
        others.shows("second", "signature of another");
        others.clock.advance(60_000);
        await settled();
        expect(others.written).toEqual([]);
    });

    it("is put back by others when that one stays silent", async () => {
        const { clock, written, shows } = bench(bob);
        shows("first");
        clock.advance(9_999);
        await settled();
        expect(written).toEqual([]);
        clock.advance(1);
        await settled();
        expect(written).toEqual(back);
    });

    it("is not, when it came back by itself meanwhile, nor over one that was told and is not judged yet", async () => {
        const { clock, written, shows, told, reoffer, gate } = bench(bob);
        shows("first");
        told(wire.charter, "", charter("second"));
        clock.advance(60_000);
        told(wire.charter, "", charter("third"));
        reoffer.consider(gate);
        clock.advance(60_000);
        await settled();
        expect(written).toEqual([]);
    });
});
