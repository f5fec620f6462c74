import type { PhaseWire } from "@valise/crisis";
import { beforeEach, describe, expect, it } from "vitest";
import { createGateWorld, type GateWorld, NOW_S, ROOM } from "../../../test/gateWorld.ts";
import { createPhases } from "./createPhases.ts";

type Person = Awaited<ReturnType<GateWorld["person"]>>;

let world: GateWorld;
let claire: Person;
let nadia: Person;

beforeEach(async () => {
    world = await createGateWorld();
    claire = await world.person("claire:mfa.example", { roles: ["CRISIS"] });
    nadia = await world.person("nadia:mfa.example", { roles: ["CRISIS"] });
});

const MFA = "urn:valise:agency:mfa";
/** 16 bytes, whose last character is of two bits. */
const idOf = (letter: string) => `${letter.repeat(21)}A`;

/** A device in a room that both opened at once; Claire's opening counts. It has believed nothing yet. */
async function freshDevice() {
    const { parts, book, community } = await world.device(await world.person("paul:mod.example"), {});
    const head = ({ userId }: Person, digest: string) => ({
        ...{ seq: 2, phase: "open", exercise: false, digest, owner: MFA, gate: { admit: [MFA] } },
        by: [{ sub: userId, roles: ["CHARTER"], agency: MFA }],
    });
    const state = {
        record: { pins: { heads: [head(nadia, "B"), head(claire, "A")] } },
        charter: { exercise: false },
    };
    const ruling = { kind: "ruled", charter: { admit: [MFA], exercise: false } };
    const gates = { gateOf: () => ({ state: () => state }), ruling: () => ruling, onChanged: () => {} } as never;
    const phases = createPhases({ store: parts.store, book, gates, community });
    const { record } = book.ensure(ROOM);
    record.membership = "join";
    return async (by: Person, changes: Partial<PhaseWire>) => {
        const wire: PhaseWire = {
            ...{ v: 1, crisis: idOf("c"), seq: 1, iat: NOW_S, phase: "response" },
            ...{ lead: MFA, exercise: false, name: "Kessara", startedS: NOW_S },
            ...changes,
        };
        const statement = await world.community.statement("phase", wire, ROOM, [{ holder: by, roles: ["CRISIS"] }]);
        record.sealedPhase = { value: JSON.stringify(statement), seq: wire.seq, iat: wire.iat } as never;
        book.changed(ROOM);
        await new Promise((resolve) => setTimeout(resolve, 20));
        const { crisis, phase, seq } = phases.of(ROOM) ?? {};
        return [crisis?.[0], phase, seq];
    };
}

describe("in a room that two opened at once", () => {
    it("a fresh device believes each authority of the one crisis, whose opening ever counts", async () => {
        const sees = await freshDevice();
        expect(await sees(nadia, { seq: 3 })).toEqual(["c", "response", 3]);
        expect(await sees(nadia, { seq: 2, phase: "closed" })).toEqual(["c", "response", 3]);
        expect(await sees(nadia, { seq: 4, phase: "recovery" })).toEqual(["c", "recovery", 4]);
        expect(await sees(claire, { seq: 5 })).toEqual(["c", "response", 5]);
        expect(await sees(nadia, { seq: 6, phase: "closed" })).toEqual(["c", "closed", 6]);
    });

    it("another crisis replaces what was believed only by whoever's opening counts", async () => {
        const sees = await freshDevice();
        expect(await sees(nadia, {})).toEqual(["c", "response", 1]);
        expect(await sees(nadia, { crisis: idOf("x"), seq: 2 })).toEqual(["c", "response", 1]);
        expect(await sees(claire, { crisis: idOf("o"), seq: 2 })).toEqual(["o", "response", 2]);
        expect(await sees(nadia, { seq: 3, phase: "closed" })).toEqual(["o", "response", 2]);
    });
});
