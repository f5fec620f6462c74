import { unwrap } from "@valise/base";
import type { EngineParsed } from "@valise/bridge";
import { parseGate } from "@valise/clearance";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateDevice, type GateWorld, NOW_S, ROOM, type Signed } from "../../../test/gateWorld.ts";
import { checkFiling, draftNext, nextWish } from "./charterDesk.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;
type Input = Partial<EngineParsed<"draftCharter">>;

let world: GateWorld;
let claire: Person;
let officers: Person[];
let device: GateDevice;
let charter: Signed;

beforeEach(async () => {
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { roles: ["CHARTER"] });
    officers = await Promise.all(
        ["one", "two"].map((name) => world.person(`${name}:mfa.example`, { roles: ["RELEASE"] })),
    );
    device = await world.device(claire);
    charter = await world.charter(claire, { lvl: "S", admission: "roster" });
    await device.tell(charter.event);
});

const context = async () => {
    const now = device.community.context();
    if (now === null) throw new Error("no trust data");
    return now;
};
const state = () => device.gates.gateOf(ROOM)?.state() ?? null;
const owner = () => world.community.agency("mfa").urn;

async function draft(input: Input) {
    const nothing = {
        ...{ label: null, agencies: null, admission: null, phase: null },
        ...{ hold: null, retentionMs: null },
    } as const;
    const asked = { roomId: ROOM as never, ...nothing, ...input };
    const wish = nextWish(asked, state(), owner(), await context(), device.community.registry);
    if (!wish.ok) return wish;
    return draftNext(wish.value, state()?.record.pins ?? null, NOW_S, await context());
}
const read = (payload: string) => JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;

/** As the draft's payload, signed by these people. */
async function sign(payload: string, by: readonly { holder: Person; roles: string[] }[]) {
    return world.community.statement("charter", read(payload) as { iat: number }, ROOM, by);
}
const file = async (statement: { readonly kind: string }) => checkFiling(statement, ROOM, state(), await context());

describe("the room's next charter", () => {
    it("keeps the gate byte for byte where nothing in it changes, so that nobody shows anything again", async () => {
        const drafted = unwrap(await draft({ phase: "closed", hold: true }));
        expect(drafted).toMatchObject({ audience: ROOM, needsRelease: false });
        expect(read(drafted.payload)).toMatchObject({
            ...{ seq: 2, prev: [charter.digest], phase: "closed", gate: charter.charter.gate },
            retention: { maxAgeS: null, hold: true },
        });
    });

    it("is lowered, or opened to more agencies, only with two officers; one alone is not even filed", async () => {
        for (const input of [{ label: "FR/DR" }, { agencies: ["mfa", "mod", "intel"] }]) {
            const { payload, needsRelease } = unwrap(await draft(input));
            expect(needsRelease).toBe(true);
            const mine = { holder: claire, roles: ["CHARTER"] };
            const release = officers.map((holder) => ({ holder, roles: ["RELEASE"] }));
            const alone = await file(await sign(payload, [mine, ...release.slice(0, 1)]));
            expect(alone).toEqual({ ok: false, error: { kind: "refused", code: "CHR_LOWER" } });
            expect((await file(await sign(payload, [mine, ...release]))).ok).toBe(true);
        }
    });

    it("says how people come in; by clearance alone takes two, since more may then read", async () => {
        const opened = unwrap(await draft({ admission: "cleared" }));
        expect(opened.needsRelease).toBe(true);
        expect(parseGate(String(read(opened.payload).gate))).toMatchObject({ admission: "cleared" });
    });

    it("is raised, or kept to fewer agencies, by one", async () => {
        const { payload, needsRelease } = unwrap(await draft({ agencies: ["mfa"] }));
        expect(needsRelease).toBe(false);
        expect((await file(await sign(payload, [{ holder: claire, roles: ["CHARTER"] }]))).ok).toBe(true);
    });

    it.each([
        ["an unknown label", { label: "FR/XX" }, { kind: "invalid-input", path: "label" }],
        ["an unknown agency", { agencies: ["nowhere"] }, { kind: "refused", code: "GATE_AGENCY" }],
    ])("is not drafted with %s", async (_name, input, error) => {
        expect(await draft(input)).toEqual({ ok: false, error });
    });
});

describe("filing a statement", () => {
    it("refuses what others would have to refuse", async () => {
        const eve = await world.person("eve:mod.example", { roles: ["CHARTER", "GLASS"] });
        const admission = await world.admission(eve, { add: [eve] }, charter);
        expect(await file(admission.content as never)).toMatchObject({ error: { code: "ADM_SIGNER" } });
        const glass = await world.glass([eve], claire);
        expect(await file(glass.content as never)).toMatchObject({ error: { code: "GLS_SIGNER" } });
        expect(await file({ kind: "call" })).toMatchObject({ error: { code: "STM_KIND" } });
        const own = await world.admission(claire, { add: [eve] }, charter);
        expect((await file(own.content as never)).ok).toBe(true);
    });
});
