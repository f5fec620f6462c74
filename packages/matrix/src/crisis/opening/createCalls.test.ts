import { ok } from "@valise/base";
import type { CallWire } from "@valise/crisis";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, NOW_S, ROOM, takeTrust } from "../../../test/gateWorld.ts";
import type { JsonObject } from "../../json.ts";
import type { ToDeviceMessage } from "../../sync/createToDevice.ts";
import { createCalls } from "./createCalls.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

let world: GateWorld;
let claire: Person;
let nadia: Person;
let lena: Person;
let paul: Person;
let disk: Map<string, unknown>;

beforeEach(async () => {
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { roles: ["CRISIS", "CHARTER"] });
    nadia = await world.person("nadia:mfa.example", { roles: ["WATCH.OPS"] });
    // Of an agency that is no crisis authority of the community.
    lena = await world.person("lena:mod.example", { roles: ["CRISIS"] });
    paul = await world.person("paul:mod.example");
    disk = new Map();
});

const payload = (changes: Partial<CallWire> = {}): CallWire => ({
    ...{ room: ROOM, charter: "A".repeat(43), gate: "e30", name: "Kessara", precedence: "FLASH", exercise: false },
    ...{ iat: NOW_S, exp: NOW_S + 900 },
    ...changes,
});
const signed = async (by: Person, role: string, changes: Partial<CallWire> = {}): Promise<JsonObject> => {
    const wire = payload(changes);
    return { ...(await world.community.statement("call", wire, wire.room, [{ holder: by, roles: [role] }])) };
};

/** Paul's device, invited to the room; what it joins is remembered. `answers` of the server: false keeps it waiting. */
async function start({ answers = true, trusted = true }: { answers?: boolean; trusted?: boolean } = {}) {
    const device: GateDevice = await world.device(paul, { disk, trusted });
    let take: (message: ToDeviceMessage) => Promise<void> | void = () => {};
    const joins: string[] = [];
    const { store, leave } = device.parts;
    const { record } = device.book.ensure(ROOM);
    record.membership = "leave";
    const calls = createCalls({
        ...{ store, clock: world.clock, book: device.book, gates: device.gates, community: device.community },
        leave: { ...leave, askOf: () => null, onChanged: () => {} },
        toDevice: {
            on: (_type: string, taker: typeof take) => {
                take = taker;
            },
        } as never,
        join: async (roomId) => {
            joins.push(roomId);
            if (!answers) return new Promise(() => {});
            record.membership = "join";
            device.book.changed(roomId);
            return ok();
        },
    });
    await calls.load();
    const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
    const invite = async (inviterId = claire.userId) => {
        Object.assign(record, { membership: "invite", inviterId });
        device.book.changed(ROOM);
        await settled();
    };
    const hear = async (content: JsonObject, senderId = claire.userId, isSigned = true) => {
        const message = { type: "org.valise.call", senderId, senderDeviceId: "D", content };
        await take({ ...message, isSenderSigned: async () => isSigned });
        await settled();
    };
    return { device, joins, invite, hear, settled };
}

describe("an invitation to an emergency room", () => {
    it("is accepted by a signed call, whichever of the two comes first", async () => {
        const first = await start();
        await first.hear(await signed(claire, "CRISIS"));
        expect(first.joins).toEqual([]);
        await first.invite();
        expect(first.joins).toEqual([ROOM]);
        disk = new Map();
        const second = await start();
        await second.invite();
        await second.hear(await signed(claire, "CRISIS"));
        expect(second.joins).toEqual([ROOM]);
    });

    it.each<[string, () => Promise<[JsonObject, senderId?: string, isSigned?: boolean]>]>([
        ["of somebody without the role", async () => [await signed(nadia, "WATCH.OPS"), nadia.userId]],
        ["of an agency that is no authority", async () => [await signed(lena, "CRISIS"), lena.userId]],
        ["that somebody else passed on", async () => [await signed(claire, "CRISIS"), lena.userId]],
        ["from a device its owner has not signed", async () => [await signed(claire, "CRISIS"), claire.userId, false]],
        ["into another room", async () => [await signed(claire, "CRISIS", { room: "!other:mfa.example" })]],
        ["that is over", async () => [await signed(claire, "CRISIS", { iat: NOW_S - 901, exp: NOW_S - 1 })]],
        ["that lasts too long", async () => [await signed(claire, "CRISIS", { exp: NOW_S + 901 })]],
        [
            "whose words were changed",
            async () => {
                const other = await signed(claire, "CRISIS", { name: "Other" });
                return [{ ...(await signed(claire, "CRISIS")), payload: other.payload ?? null }];
            },
        ],
    ])("waits with a call %s", async (_name, made) => {
        const { joins, invite, hear } = await start();
        const [content, senderId = claire.userId, isSigned] = await made();
        await hear(content, senderId, isSigned);
        await invite(senderId);
        await invite(claire.userId);
        expect(joins).toEqual([]);
    });

    it("leads into no room without a label, where the server hides the charter", async () => {
        const { device, joins, invite, hear } = await start();
        await hear(await signed(claire, "CRISIS"));
        expect(device.gates.ruling(ROOM).kind).toBe("unlabelled");
        await invite();
        expect(joins).toEqual([ROOM]);
        expect(device.gates.ruling(ROOM).kind).not.toBe("unlabelled");
    });

    it("waits when it shows another charter than the call's, or one that does not verify", async () => {
        const { device, joins, invite, hear } = await start();
        await hear(await signed(claire, "CRISIS"));
        const { event, digest } = await world.charter(claire);
        device.book.ensure(ROOM).gate.charter = { ...event.content } as JsonObject;
        await invite();
        await hear(await signed(claire, "CRISIS", { charter: digest, name: "Its own" }));
        expect(joins).toEqual([ROOM]);
        disk = new Map();
        const forged = await start();
        forged.device.book.ensure(ROOM).gate.charter = { kind: "charter", payload: "e30", by: ["x"] };
        await forged.invite();
        await forged.hear(await signed(claire, "CRISIS"));
        expect(forged.joins).toEqual([]);
    });

    it("waits when the call was used, also after a restart; what a kill cut off is gone on with", async () => {
        const killed = await start({ answers: false });
        const call = await signed(claire, "CRISIS");
        await killed.hear(call);
        await killed.invite();
        expect(killed.joins).toEqual([ROOM]);
        const again = await start();
        await again.invite();
        expect(again.joins).toEqual([ROOM]);
        await again.hear(call);
        await again.invite();
        expect(again.joins).toEqual([ROOM]);
        const restarted = await start();
        await restarted.hear(call);
        await restarted.invite();
        expect(restarted.joins).toEqual([]);
    });

    it("is accepted once the trust data that proves the call has come, also in the next run", async () => {
        const woken = await start({ trusted: false });
        await woken.hear(await signed(claire, "CRISIS"));
        await woken.hear(await signed(nadia, "WATCH.OPS"), nadia.userId);
        await woken.invite();
        expect(woken.joins).toEqual([]);
        const next = await start({ trusted: false });
        await next.invite();
        await takeTrust(world.community, next.device.community);
        await next.settled();
        expect(next.joins).toEqual([ROOM]);
    });

    it("is accepted so, however many of another homeserver have called meanwhile", async () => {
        const woken = await start({ trusted: false });
        const call = await signed(claire, "CRISIS");
        await Promise.all(Array.from({ length: 70 }, (_, n) => woken.hear(call, `@p${n}:elsewhere.example`)));
        await woken.hear(call);
        await woken.invite();
        await takeTrust(world.community, woken.device.community);
        await woken.settled();
        expect(woken.joins).toEqual([ROOM]);
    });

    it("waits when the call came while it took another to bring this person in", async () => {
        const { device, joins, invite, hear } = await start();
        await hear(await signed(claire, "CRISIS"));
        await hear(await signed(claire, "CRISIS", { iat: NOW_S + 1, exp: NOW_S + 900 }));
        await invite();
        expect(joins).toEqual([ROOM]);
        await hear(await signed(claire, "CRISIS", { iat: NOW_S + 2, exp: NOW_S + 900 }));
        Object.assign(device.book.ensure(ROOM).record, { membership: "leave" });
        await invite();
        expect(joins).toEqual([ROOM]);
    });

    it("is accepted however often another authority has called", async () => {
        const rival = await world.person("rita:mod.example", { roles: ["CRISIS"] });
        const { joins, invite, hear } = await start();
        const often = Array.from({ length: 210 }, (_, n) => signed(rival, "CRISIS", { room: `!r${n}:mod.example` }));
        await Promise.all(often.map(async (call) => hear(await call, rival.userId)));
        await hear(await signed(claire, "CRISIS"));
        await invite();
        expect(joins).toEqual([ROOM]);
    });
});
