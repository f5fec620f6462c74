import { ok, unwrap } from "@valise/base";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, NOW_S, ROOM, type Signed } from "../../../test/gateWorld.ts";
import { asObject, asString } from "../../json.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

let world: GateWorld;
let claire: Person;
let device: GateDevice;
let charter: Signed;
/** What was put into the room, by type. */
let puts: { type: string; content: Record<string, unknown> }[];

const http = {
    request: async (_method: string, path: string, options: { body?: unknown } = {}) => {
        const type = /\/state\/([^/]+)\//.exec(path)?.[1] ?? "";
        puts.push({ type, content: { ...asObject(options.body) } });
        return ok({ event_id: "$1" });
    },
} as never;
const shown = () => puts.filter(({ type }) => type === "org.valise.clearance");
const mine = () => device.gates.memberOf(ROOM, claire.userId);

beforeEach(async () => {
    puts = [];
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { want: "FR/S REL=FRA", roles: ["CHARTER", "CRISIS"] });
    charter = await world.charter(claire);
});

async function join(): Promise<void> {
    await device.tell(charter.event);
    await world.join(device, claire);
}

describe("one's own clearance in a labelled room", () => {
    it("is shown by itself once, and no more of it than the gate asks", async () => {
        device = await world.device(claire, { http });
        await join();
        await device.tellWhole();
        await world.join(device, await world.person("paul:mod.example"));
        expect(shown()).toHaveLength(1);
        expect(mine()).toMatchObject({ reads: true, claims: ["lvl:DR"] });
    });

    it("waits for the person's leave where an agency has not seen it, and so does what is sent", async () => {
        device = await world.device(claire, { http, asks: true });
        await join();
        await device.tellWhole();
        expect(shown()).toHaveLength(0);
        expect(device.gates.snapshot(ROOM as never).mine).toMatchObject({ reads: false, ask: ["lvl:DR"] });
        const waiting = await device.gates.narrow(device.target(), "message");
        expect(waiting).toEqual({ ok: false, error: { kind: "checking" } });
        await device.parts.leave.answer(ROOM, true);
        await device.looked();
        expect(shown()).toHaveLength(1);
        expect(unwrap(await device.gates.narrow(device.target(), "message")).recipients).toEqual([claire.userId]);
    });

    it("is not asked for again after a restart", async () => {
        device = await world.device(claire, { http, asks: true });
        await join();
        await device.parts.leave.answer(ROOM, true);
        await device.looked();
        device = await device.restart();
        await join();
        expect(shown()).toHaveLength(1);
        expect(mine()).toMatchObject({ reads: true });
    });

    it("is put back, the very same, when the server does not show it", async () => {
        device = await world.device(claire, { http });
        await join();
        device.book.ensure(ROOM).gate.clearances.clear();
        await device.tellWhole();
        const [first, again, ...more] = shown().map(({ content }) => asString(content.presentation));
        expect(again).toBe(first);
        expect(more).toEqual([]);
    });

    it("is shown anew when the gate asks for more", async () => {
        device = await world.device(claire, { http });
        await join();
        await device.tell(
            (await world.charter(claire, { lvl: "S", epoch: 2 }, { seq: 2, prev: [charter.digest] })).event,
        );
        expect(shown()).toHaveLength(2);
        expect(mine()).toMatchObject({ reads: true, claims: ["lvl:S"] });
    });

    it("is refused, with its reason, where it does not suffice", async () => {
        device = await world.device(await world.person("low:mfa.example", { want: "FR/NP" }), { http });
        await join();
        expect(shown()).toHaveLength(0);
        expect(device.gates.presentingCode(ROOM)).toBe("ATT_INSUFFICIENT");
    });

    it("is renewed from a newer one when half of what was left is gone, not before", async () => {
        device = await world.device(claire, { http });
        await join();
        const newer = await world.person("claire:mfa.example", {
            want: "FR/S REL=FRA",
            issuedAtS: NOW_S + 10,
            keyName: claire.userId,
        });
        await device.hold(newer);
        expect(shown()).toHaveLength(1);
        world.clock.advance(46 * 86_400_000);
        await device.hold(newer);
        expect(shown()).toHaveLength(2);
    });
});

describe("a clearance issued after the one that was shown was taken away", () => {
    it.each(["revoked", "suspended"] as const)("is shown at once where it was %s, and nothing but it", async (how) => {
        device = await world.device(claire, { http });
        await join();
        const list = await world.list("mfa", { seq: 11, [how]: [claire.status.idx] });
        await device.community.takeList(list, { kind: "peer" });
        await device.looked();
        expect(mine()).toMatchObject({ reads: false });
        expect(shown()).toHaveLength(1);
        const newer = { want: "FR/S REL=FRA", issuedAtS: NOW_S + 10, keyName: claire.userId };
        await device.hold(await world.person("claire:mfa.example", newer));
        await expect.poll(mine).toMatchObject({ reads: true });
        await device.tellWhole();
        expect(shown()).toHaveLength(2);
    });
});

describe("a charter that the server does not show", () => {
    it("is offered again by somebody who may write it, once", async () => {
        device = await world.device(claire, { http });
        await join();
        await device.tellWhole();
        device.book.ensure(ROOM).gate.charter = null;
        await device.tellWhole();
        device.book.ensure(ROOM).gate.charter = null;
        await device.tellWhole();
        const offered = puts.filter(({ type }) => type === "org.valise.charter");
        expect(offered.map(({ content }) => content.payload)).toEqual([charter.wire.payload]);
    });
});
