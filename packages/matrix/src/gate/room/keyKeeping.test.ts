import { err, ok } from "@valise/base";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, ROOM } from "../../../test/gateWorld.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

const UNLABELLED = "!plain:mfa.example";
const STRANGE = "!strange:mfa.example";

let world: GateWorld;
let claire: Person;
let device: GateDevice;
/** What the homeserver was asked about the backup. */
let asked: string[];
let works: boolean;

const http = {
    request: async (method: string, path: string, { query }: { query?: Record<string, string> } = {}) => {
        if (!path.includes("/room_keys/")) return ok({});
        asked.push(
            `${method} ${decodeURIComponent(path.replace(/^.*\/room_keys/, ""))} ${query?.version ?? ""}`.trim(),
        );
        return works ? ok({ version: "3" }) : err({ kind: "unreachable" });
    },
} as never;

/** The community's next bundle, which keeps keys of this level and above on devices. */
async function rule(deviceOnly: string): Promise<void> {
    const { policies } = await world.community.bundleWire();
    const urn = world.community.registry.policy("FR")?.urn ?? "";
    const policy = policies[urn];
    if (policy === undefined) throw new Error("no such policy");
    const ruled = { ...policy, deviceOnly };
    const bundle = await world.community.bundle({ seq: 6, policies: { ...policies, [urn]: ruled } });
    await device.community.takeBundle(bundle, { kind: "peer" });
    await device.looked();
}

const upload = (...roomIds: readonly string[]) =>
    JSON.stringify({ rooms: Object.fromEntries(roomIds.map((roomId) => [roomId, { sessions: { s: { x: 1 } } }])) });
const leaving = async (...roomIds: readonly string[]) => {
    const body = await device.gates.keys.narrow(upload(...roomIds));
    return body === null ? null : Object.keys((JSON.parse(body) as { rooms: object }).rooms);
};

async function openRoom(lvl = "S"): Promise<Awaited<ReturnType<GateWorld["charter"]>>> {
    const charter = await world.charter(claire, { lvl, ceiling: "TS" });
    await device.tell(charter.event);
    await world.join(device, claire);
    await device.tellWhole();
    device.book.ensure(UNLABELLED);
    return charter;
}

beforeEach(async () => {
    asked = [];
    works = true;
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { want: "FR/TS", roles: ["CHARTER"] });
    device = await world.device(claire, { http });
});

describe("the key backup", () => {
    it("holds every room's keys where no policy says otherwise", async () => {
        await openRoom("TS");
        expect(await leaving(ROOM, UNLABELLED)).toEqual([ROOM, UNLABELLED]);
        expect(asked).toEqual([]);
    });

    it.each([
        ["DR", "S", true],
        ["S", "S", false],
        ["TS", "S", false],
    ])("of a room marked %s, where %s and above stay on devices: %s", async (lvl, level, isBackedUp) => {
        await openRoom(lvl);
        await rule(level);
        expect(await leaving(ROOM, UNLABELLED)).toEqual(isBackedUp ? [ROOM, UNLABELLED] : [UNLABELLED]);
        expect(device.gates.keys.of(ROOM)).toBe(isBackedUp ? "backup" : "device-only");
        expect(device.community.snapshot().deviceOnly).toEqual(["FR · SECRET"]);
    });

    it("loses what a lower label had let into it, once, and again after a failure, not after a restart", async () => {
        works = false;
        const low = await openRoom("DR");
        await rule("S");
        expect(asked).toEqual([]);
        await device.tell(
            (await world.charter(claire, { lvl: "S", ceiling: "TS", epoch: 2 }, { seq: 2, prev: [low.digest] })).event,
        );
        expect(asked).toEqual(["GET /version"]);
        works = true;
        world.clock.advance(61_000);
        const gone = ["GET /version", "GET /version", `DELETE /keys/${ROOM} 3`];
        await expect.poll(() => asked).toEqual(gone);
        await device.looked();
        device = await device.restart();
        await world.join(device, claire);
        await device.tellWhole();
        expect(device.gates.keys.of(ROOM)).toBe("device-only");
        expect(asked).toEqual(gone);
    });

    it("never sees a room again that once was as high, though two officers lowered it", async () => {
        const first = await openRoom();
        await rule("S");
        const officers = ["ann:mfa.example", "ben:mfa.example"];
        const [ann, ben] = await Promise.all(
            officers.map((name) => world.person(name, { want: "FR/S", roles: ["RELEASE", "CHARTER"] })),
        );
        const also = [ann, ben].map((holder) => ({ holder: holder as Person, roles: ["RELEASE"] }));
        const lower = { seq: 2, prev: [first.digest] };
        await device.tell((await world.charter(claire, { lvl: "DR", ceiling: "TS", epoch: 2 }, lower, also)).event);
        expect(device.gates.ruling(ROOM)).toMatchObject({ marking: { label: "FR/DR" } });
        expect(await leaving(ROOM)).toEqual([]);
    });

    it("waits for a room whose charter is still being verified; a minute later it goes on without it", async () => {
        await openRoom("DR");
        await rule("S");
        const late = device.book.ensure(STRANGE);
        late.record.charterTold = true;
        let left: string[] | null | undefined;
        const pending = leaving(ROOM, STRANGE).then((rooms) => {
            left = rooms;
        });
        await device.looked();
        expect(left).toBeUndefined();
        for (let waitedMs = 0; waitedMs <= 60_000; waitedMs += 250) {
            world.clock.advance(250);
            await Promise.resolve();
        }
        await pending;
        expect(left).toEqual([ROOM]);
    });
});
