import { describe, expect, it } from "vitest";
import { author, CHARTER_SIGNER, charterOf, MOD_SIGNER, named, RELEASERS, testPolicies } from "../../test/charters.ts";
import { MFA, MOD } from "../../test/world.ts";
import { applyCharter, type CharterEntry, type CharterPins, effectiveCharter } from "./applyCharter.ts";
import type { Charter } from "./Charter.ts";

function pin(charters: readonly Charter[], floor?: CharterEntry["floor"]): CharterPins {
    const pins = charters.reduce<CharterPins | undefined>((before, charter) => {
        const outcome = applyCharter(before, charter, { floor }, testPolicies);
        if (outcome.kind !== "pinned") throw new Error(`not pinned: ${JSON.stringify(outcome)}`);
        return outcome.pins;
    }, undefined);
    if (pins === undefined) throw new Error("nothing to pin");
    return pins;
}

const verdict = (pins: CharterPins | undefined, charter: Charter, floor?: CharterEntry["floor"]): string => {
    const outcome = applyCharter(pins, charter, { floor }, testPolicies);
    return outcome.kind === "refused" ? outcome.code : outcome.kind;
};
const heads = (pins: CharterPins): string[] => pins.heads.map(({ digest }) => digest).sort();
const effective = (pins: CharterPins) => effectiveCharter(pins, testPolicies);

const first = charterOf("1");
const epoch2 = (gate: object) => ({ gate: { epoch: 2, ...gate } });

describe("the first charter of a room", () => {
    it("is number 1 of the owner it names", () => {
        expect(verdict(undefined, first)).toBe("pinned");
        expect(verdict(undefined, charterOf("1", {}, [MOD_SIGNER]))).toBe("CHR_SIGNER");
        expect(verdict(undefined, charterOf("1", {}, [author("anna", ["ADMIT"])]))).toBe("CHR_SIGNER");
    });

    it("may be a later one only of the owner, or from the admission's floor up", () => {
        const fifth = charterOf("5", { seq: 5, prev: ["4"] });
        const byAdmitter = charterOf("5", { seq: 5, prev: ["4"], gate: { admit: [MFA, MOD] } }, [MOD_SIGNER]);
        expect(verdict(undefined, fifth)).toBe("pinned");
        expect(verdict(undefined, byAdmitter)).toBe("CHR_SIGNER");
        expect(verdict(undefined, byAdmitter, { seq: 4, digest: named("4") })).toBe("pinned");
        expect(verdict(undefined, fifth, { seq: 5, digest: named("5") })).toBe("pinned");
        expect(verdict(undefined, fifth, { seq: 5, digest: named("5b") })).toBe("CHR_FLOOR");
        expect(verdict(undefined, fifth, { seq: 6, digest: named("6") })).toBe("CHR_FLOOR");
    });

    it("names as owner the agency of the room's creator, where that is known", () => {
        expect(applyCharter(undefined, first, { owner: MFA }, testPolicies).kind).toBe("pinned");
        expect(applyCharter(undefined, first, { owner: MOD }, testPolicies)).toMatchObject({ code: "CHR_OWNER" });
    });

    it("has a label that its policy knows, within its own ceiling", () => {
        expect(verdict(undefined, charterOf("1", { gate: { lvl: "XX" } }))).toBe("CHR_POLICY");
        expect(verdict(undefined, charterOf("1", { gate: { cat: { NOVEL: ["X"] } } }))).toBe("CHR_POLICY");
        expect(verdict(undefined, charterOf("1", { gate: { lvl: "TS" } }))).toBe("CHR_POLICY");
        expect(verdict(undefined, charterOf("1", { gate: { pol: "urn:valise:policy:xx:1" } }))).toBe("CHR_POLICY");
    });
});

describe("a following charter", () => {
    const pins = pin([first]);

    it("replaces what it names", () => {
        const next = pin([first, charterOf("2", { prev: ["1"] })]);
        expect(heads(next)).toEqual([named("2")]);
        expect(verdict(next, charterOf("2", { prev: ["1"] }))).toBe("unchanged");
    });

    it("gains the signatures of others who say the very same and may, whoever came first", () => {
        const shared = charterOf("1", { gate: { admit: [MFA, MOD] } });
        const follows = { prev: ["1"], gate: { admit: [MFA, MOD] } };
        const [byAnna, byBob] = [charterOf("2", follows), charterOf("2", follows, [MOD_SIGNER])];
        const signersOf = ({ heads: [head] }: CharterPins) => head?.by.map(({ sub }) => sub);
        const both = ["@anna:mfa.example", "@bob:mod.example"];
        expect(signersOf(pin([shared, byAnna, byBob]))).toEqual(both);
        expect(signersOf(pin([shared, byBob, byAnna]))).toEqual(both);
        expect(verdict(pin([shared, byBob, byAnna]), byBob)).toBe("unchanged");
        const pinned = pin([first, charterOf("2", { prev: ["1"] })]);
        expect(verdict(pinned, charterOf("2", { prev: ["1"] }, [MOD_SIGNER]))).toBe("unchanged");
        const unentitled = charterOf("2", { prev: ["1"] }, [author("carl", ["RELEASE"])]);
        expect(verdict(pinned, unentitled)).toBe("unchanged");
        // Nobody rides along with a signature that is known.
        const together = charterOf("2", { prev: ["1"] }, [CHARTER_SIGNER, MOD_SIGNER]);
        expect(verdict(pinned, together)).toBe("unchanged");
    });

    it("of the same gate keeps every presentation and admission", () => {
        const next = pin([first, charterOf("2", { prev: ["1"], graceS: 0 })]);
        expect(effective(next)?.gates).toEqual(effective(pins)?.gates);
        expect(effective(next)?.graceS).toBe(0);
    });

    it("is refused of another room, owner, signer or time", () => {
        const room = "!other:mfa.example";
        expect(verdict(pins, charterOf("2", { prev: ["1"], room, gate: { room } }))).toBe("CHR_ROOM");
        expect(verdict(pins, charterOf("2", { prev: ["1"], owner: MOD }, [MOD_SIGNER]))).toBe("CHR_OWNER");
        expect(verdict(pins, charterOf("2", { prev: ["1"] }, [MOD_SIGNER]))).toBe("CHR_SIGNER");
        expect(verdict(pins, charterOf("2", { prev: ["1"], iat: first.iat - 121, gate: { iat: 0, epoch: 2 } }))).toBe(
            "CHR_TIME",
        );
    });

    it("cannot change the gate without a new epoch", () => {
        expect(verdict(pins, charterOf("2", { prev: ["1"], gate: { lvl: "S" } }))).toBe("CHR_EPOCH");
        expect(verdict(pins, charterOf("2", { prev: ["1"], ...epoch2({ lvl: "S" }) }))).toBe("pinned");
    });

    it("has a label that its policy knows, within its ceiling, even with RELEASE", () => {
        for (const gate of [{ lvl: "XX" }, { lvl: "TS" }, { cat: { NOVEL: ["X"] } }]) {
            expect(verdict(pins, charterOf("2", { prev: ["1"], ...epoch2(gate) }, RELEASERS))).toBe("CHR_POLICY");
        }
    });

    it("cannot push the number out of everyone's reach", () => {
        expect(verdict(pins, charterOf("2", { prev: ["x"], seq: 1001 }))).toBe("pinned");
        expect(verdict(pins, charterOf("2", { prev: ["x"], seq: 1002 }))).toBe("CHR_PREV");
    });

    it("cannot turn exercise into actual or back once open", () => {
        expect(verdict(pins, charterOf("2", { prev: ["1"], exercise: true }))).toBe("CHR_EXERCISE");
        const standby = pin([charterOf("1", { phase: "standby" })]);
        expect(verdict(standby, charterOf("2", { prev: ["1"], exercise: true }))).toBe("pinned");
    });

    it("that was replaced changes nothing when a server puts it back", () => {
        const next = pin([first, charterOf("2", { prev: ["1"] }), charterOf("3", { seq: 3, prev: ["2"] })]);
        const outcome = applyCharter(next, charterOf("2", { prev: ["1"] }), {}, testPolicies);
        expect(outcome).toEqual({ kind: "refused", code: "CHR_ROLLBACK", pins: next });
        expect(verdict(next, first)).toBe("CHR_ROLLBACK");
    });

    it("older than where one came in changes nothing", () => {
        const late = pin([charterOf("5", { seq: 5, prev: ["4"] })]);
        expect(verdict(late, charterOf("3", { seq: 3, prev: ["2"] }))).toBe("CHR_FLOOR");
    });

    it("may skip some that were missed", () => {
        const next = pin([first, charterOf("4", { seq: 4, prev: ["3"] })]);
        expect(heads(next)).toEqual([named("4")]);
        expect(verdict(next, charterOf("3", { seq: 3, prev: ["2"] }))).toBe("CHR_ROLLBACK");
        expect(heads(next)).toEqual([named("4")]);
    });
});

describe("lowering", () => {
    const high = charterOf("1", {
        gate: { lvl: "S", cat: { MENTION: ["SF"], REL: ["FRA"] }, present: { role: "CRISIS", history: false } },
    });
    const base = { lvl: "S", cat: { MENTION: ["SF"], REL: ["FRA"] }, present: { role: "CRISIS", history: false } };
    const wider: readonly [string, object, object?][] = [
        ["a lower level", { lvl: "DR" }],
        ["a restrictive value dropped", { cat: { REL: ["FRA"] } }],
        ["a permissive value added", { cat: { MENTION: ["SF"], REL: ["FRA", "DEU"] } }],
        ["a permissive set dropped", { cat: { MENTION: ["SF"] } }],
        ["another agency", { agencies: [MFA, MOD, "urn:valise:agency:intel"] }],
        ["another who may admit", { admit: [MFA, MOD] }],
        ["no roster", { admission: "cleared" }],
        ["no role asked", { present: { history: false } }],
        ["history given", { present: { role: "CRISIS", history: true } }],
        ["a higher ceiling", { ceiling: "TS" }],
        ["a longer grace", {}, { graceS: 86_401 }],
        ["another who may lower", {}, { lowerBy: [MFA, MOD] }],
    ];

    it.each(wider)("takes two with RELEASE: %s", (_what, gate, rest) => {
        const pins = pin([high]);
        const next = (by: Parameters<typeof charterOf>[2]) =>
            charterOf("2", { prev: ["1"], ...epoch2({ ...base, ...gate }), ...rest }, by);
        expect(verdict(pins, next([CHARTER_SIGNER]))).toBe("CHR_LOWER");
        expect(verdict(pins, next([author("anna", ["CHARTER", "RELEASE"])]))).toBe("CHR_LOWER");
        expect(
            verdict(pins, next([CHARTER_SIGNER, author("bob", ["RELEASE"], MOD), author("eve", ["RELEASE"], MOD)])),
        ).toBe("CHR_LOWER");
        expect(verdict(pins, next(RELEASERS))).toBe("pinned");
        expect(verdict(pins, next(RELEASERS.map((each) => ({ ...each, roles: ["RELEASE"] }))))).toBe("CHR_SIGNER");
    });

    const stricter: readonly [string, object, object?][] = [
        ["a restrictive value added", { cat: { MENTION: ["SF", "CRYPTO"], REL: ["FRA"] } }],
        ["an agency less", { agencies: [MFA] }],
        ["a lower ceiling", { ceiling: "S" }],
        ["no grace", {}, { graceS: 0 }],
        ["nobody may lower", {}, { lowerBy: [] }],
    ];
    it.each(stricter)("does not mean: %s", (_what, gate, rest) => {
        const next = charterOf("2", { prev: ["1"], ...epoch2({ ...base, ...gate }), ...rest });
        expect(verdict(pin([high]), next)).toBe("pinned");
    });

    it("in a missed charter is learnt only from that charter", () => {
        const lowered = charterOf("2", { prev: ["1"], ...epoch2({ lvl: "DR" }) }, RELEASERS);
        const kept = charterOf("3", { seq: 3, prev: ["2"], ...epoch2({ lvl: "DR" }) });
        const pins = pin([high]);
        expect(verdict(pins, kept)).toBe("CHR_LOWER");
        expect(heads(pin([high, lowered, kept]))).toEqual([named("3")]);
    });
});

describe("a fork", () => {
    const a = charterOf("2a", { prev: ["1"], ...epoch2({ lvl: "S", agencies: [MFA] }), graceS: 0 });
    const b = charterOf("2b", {
        prev: ["1"],
        ...epoch2({ cat: { MENTION: ["SF"] } }),
        retention: { maxAgeS: 86_400, hold: true },
    });
    const forked = pin([first, a, b]);

    it("applies the stricter of both", () => {
        expect(heads(forked)).toEqual([named("2a"), named("2b")]);
        expect(effective(forked)).toMatchObject({
            label: { lvl: "S", cat: { MENTION: ["SF"] } },
            agencies: [MFA],
            graceS: 0,
            retention: { maxAgeS: 86_400, hold: true },
            epochs: [2],
        });
        expect(
            effective(forked)
                ?.gates.map(({ text }) => text)
                .sort(),
        ).toEqual([a.gateText, b.gateText].sort());
    });

    it("ends with a charter that names both, no wider than both", () => {
        const merged = { lvl: "S", agencies: [MFA], cat: { MENTION: ["SF"] }, epoch: 3 };
        const rest = { seq: 3, graceS: 0, prev: ["2a", "2b"] };
        expect(heads(pin([first, a, b, charterOf("3", { ...rest, gate: merged })]))).toEqual([named("3")]);
        expect(verdict(forked, charterOf("3", { ...rest, gate: { ...merged, lvl: "DR" } }))).toBe("CHR_LOWER");
    });

    it("stays while a charter names only one side", () => {
        const onA = charterOf("3", { seq: 3, prev: ["2a"], graceS: 0, gate: { epoch: 3, lvl: "S", agencies: [MFA] } });
        const pins = pin([first, a, b, onA]);
        expect(heads(pins)).toEqual([named("2b"), named("3")]);
        expect(effective(pins)?.label.cat).toEqual({ MENTION: ["SF"] });
    });

    it("counts actual before exercise", () => {
        const ready = charterOf("1", { phase: "standby" });
        const drill = charterOf("2a", { prev: ["1"], exercise: true });
        const real = charterOf("2b", { prev: ["1"] });
        expect(effective(pin([ready, drill, real]))?.exercise).toBe(false);
    });

    it("that cannot be joined stops sending until two with RELEASE decide", () => {
        const fra = charterOf("2a", { prev: ["1"], ...epoch2({ cat: { REL: ["FRA"] } }) });
        const deu = charterOf("2b", { prev: ["1"], ...epoch2({ cat: { REL: ["DEU"] } }) });
        const pins = pin([first, fra, deu]);
        expect(effective(pins)).toBeUndefined();
        const decided = (by: Parameters<typeof charterOf>[2]) =>
            charterOf("3", { seq: 3, prev: ["2a", "2b"], gate: { epoch: 3, cat: { REL: ["FRA"] } } }, by);
        expect(verdict(pins, decided([CHARTER_SIGNER]))).toBe("CHR_LOWER");
        expect(verdict(pins, decided(RELEASERS))).toBe("pinned");
    });

    it("cannot lower what came before it", () => {
        const secret = charterOf("1", { gate: { lvl: "S" } });
        const raised = charterOf("2a", { prev: ["1"], ...epoch2({ lvl: "S", agencies: [MFA] }) });
        const lowered = charterOf("2b", { prev: ["1"], ...epoch2({ lvl: "DR" }) });
        expect(verdict(pin([secret, raised]), lowered)).toBe("CHR_LOWER");
    });
});

it("a long row of forks and merges is judged at once", () => {
    const row = Array.from({ length: 60 }, (_, step) => {
        const seq = 2 * step + 2;
        const fork = (side: string) => charterOf(`${seq}${side}`, { seq, prev: [`m${seq - 1}`] });
        return [fork("a"), fork("b"), charterOf(`m${seq + 1}`, { seq: seq + 1, prev: [`${seq}a`, `${seq}b`] })];
    }).flat();
    const pins = pin([charterOf("m1"), ...row]);
    expect(heads(pins)).toEqual([named("m121")]);
    expect(verdict(pins, charterOf("m1"))).toBe("CHR_ROLLBACK");
});
