import { unwrap } from "@valise/base";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, NOW_S, ROOM } from "../../../test/gateWorld.ts";
import { wire } from "../../wire.ts";
import { checkFiling } from "./charterDesk.ts";
import { draftGlass } from "./draftGlass.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

let world: GateWorld;
let uma: Person;
let device: GateDevice;

beforeEach(async () => {
    world = await createGateWorld();
    const claire = await world.person("claire:mfa.example", { roles: ["CHARTER"] });
    uma = await world.person("uma:intel.example");
    device = await world.device(claire);
    await device.tell((await world.charter(claire)).event);
    await world.join(device, claire, uma);
    await device.tellWhole();
});

const draft = (userId = uma.userId, roomId = ROOM) => {
    const { gates, parts } = device;
    const account = { gates, desk: { nowS: () => NOW_S }, encryptor: parts.encryptor, identities: parts.identities };
    return draftGlass(account as never, {
        roomId: roomId as never,
        userId: userId as never,
        reason: "alone",
        hours: 8,
    });
};

describe("a break-glass that is drafted", () => {
    it("lets its person in when two officers have signed it, and not before", async () => {
        const { payload } = unwrap(await draft());
        expect(payload).toMatchObject({ sub: uma.userId, mxk: uma.masterKey, epoch: 1, exp: NOW_S + 8 * 3_600 });
        const context = device.community.context();
        if (context === null) throw new Error("no trust data");
        const officers = await Promise.all(
            ["one", "two"].map((name) => world.person(`${name}:mfa.example`, { roles: ["GLASS"] })),
        );
        const signed = (count: number) => {
            const signers = officers.slice(0, count).map((holder) => ({ holder, roles: ["GLASS"] }));
            return world.community.statement("break-glass", { ...payload, iat: NOW_S }, ROOM, signers);
        };
        const state = device.gates.gateOf(ROOM)?.state() ?? null;
        const alone = await checkFiling(await signed(1), ROOM, state, context);
        expect(alone).toEqual({ ok: false, error: { kind: "refused", code: "STM_SIGNERS" } });
        const filed = unwrap(await checkFiling(await signed(2), ROOM, state, context));
        await device.tell({ type: wire.glass, stateKey: "k", content: { ...filed } });
        expect(device.gates.memberOf(ROOM, uma.userId)).toMatchObject({ reads: true, because: "break-glass" });
    });

    it("needs a room with a charter, and a person whose identity is known", async () => {
        expect(await draft(uma.userId, "!other:mfa.example")).toMatchObject({ error: { code: "CHR_MISSING" } });
        expect(await draft("@nobody:intel.example")).toMatchObject({ error: { code: "ATT_MXK" } });
    });
});
