import { ok, unwrap } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import { createMemoryBackend } from "../../store/createMemoryBackend.ts";
import { openRecordStore } from "../../store/openRecordStore.ts";
import { createReleases, type Releases } from "./createReleases.ts";

const ROOM = "!room:mfa.example";
const PAUL = "@paul:mod.example";
const UMA = "@uma:mod.example";

let disk: Map<string, unknown>;
let told: Record<string, Record<string, Record<string, unknown>>>[];
let isDown: boolean;
let releases: Releases;

/** The next start on the same disk. */
async function start(): Promise<void> {
    const key = new Uint8Array(32).fill(7);
    const { store } = unwrap(await openRecordStore(createMemoryBackend(disk), { kind: "key", key }));
    const http = {
        request: async (_method: string, _path: string, { body }: { body: { messages: (typeof told)[number] } }) => {
            if (isDown) return { ok: false, error: { kind: "no-answer", reached: false, cause: null } };
            told.push(body.messages);
            return ok({});
        },
    } as never;
    const device = { deviceId: "UMA1", free: () => {} };
    const olm = {
        identityKeys: { curve25519: { toBase64: () => "curve" } },
        getUserDevices: async () => ({ devices: () => [device], free: () => {} }),
    } as never;
    releases = createReleases({ store, clock: createFakeClock(), http, crypto: { olm }, lists: () => ({ list: 3 }) });
}

beforeEach(async () => {
    [disk, told, isDown] = [new Map(), [], false];
    await start();
});

const withheld = [{ userId: UMA, code: "ATT_MISSING" }];

describe("the recipient manifest", () => {
    it("says from which message on somebody could read, also after a restart", async () => {
        await releases.sharing(ROOM, [{ userId: PAUL, deviceIds: ["P1"] }]);
        releases.used(ROOM, "session", 0, []);
        await releases.sharing(ROOM, [{ userId: UMA, deviceIds: ["U1"] }]);
        releases.used(ROOM, "session", 5, []);
        await releases.settled();
        await start();
        const readers = async (index: number) =>
            (await releases.reach(ROOM, "session", index))?.map((one) => one.userId);
        expect(await readers(4)).toEqual([PAUL]);
        expect(await readers(5)).toEqual([PAUL, UMA]);
        expect(await releases.reach(ROOM, "another", 0)).toBeNull();
    });

    it("keeps what left before a kill, for the session that is used next", async () => {
        await releases.sharing(ROOM, [{ userId: PAUL, deviceIds: ["P1"] }]);
        await start();
        releases.used(ROOM, "session", 0, []);
        expect(await releases.reach(ROOM, "session", 0)).toMatchObject([{ userId: PAUL, deviceIds: ["P1"] }]);
    });
});

describe("whoever gets no key", () => {
    it("is told why, once per session and device, across restarts, and nothing but the code", async () => {
        releases.used(ROOM, "session", 0, withheld);
        releases.used(ROOM, "session", 1, withheld);
        await releases.settled();
        await start();
        releases.used(ROOM, "session", 2, withheld);
        await releases.settled();
        expect(told).toHaveLength(1);
        expect(told[0]?.[UMA]?.UMA1).toEqual({
            algorithm: "m.megolm.v1.aes-sha2",
            code: "m.unauthorised",
            reason: "ATT_MISSING",
            room_id: ROOM,
            sender_key: "curve",
            session_id: "session",
        });
        releases.used(ROOM, "next session", 0, withheld);
        await releases.settled();
        expect(told).toHaveLength(2);
    });

    it("is told anew when the reason is another", async () => {
        releases.used(ROOM, "session", 0, withheld);
        releases.used(ROOM, "session", 1, [{ userId: UMA, code: "ATT_EXPIRED" }]);
        await releases.settled();
        expect(told.map((each) => each[UMA]?.UMA1?.reason)).toEqual(["ATT_MISSING", "ATT_EXPIRED"]);
    });

    it("is told with the next message where the server did not take it", async () => {
        isDown = true;
        releases.used(ROOM, "session", 0, withheld);
        await releases.settled();
        isDown = false;
        releases.used(ROOM, "session", 1, withheld);
        await releases.settled();
        expect(told).toHaveLength(1);
    });
});
