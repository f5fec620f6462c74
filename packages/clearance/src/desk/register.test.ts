import { unwrap } from "@valise/base";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nobleCrypto } from "../crypto/nobleCrypto.ts";
import { holdersOf, liveAttestations, usedIndexes } from "./holders.ts";
import { hasUnpublished, nextStatusList } from "./nextStatusList.ts";
import { emptyRegister, type Register, type RegisterEvent } from "./Register.ts";
import { appendEntries, readRegister } from "./readRegister.ts";

const uri = "urn:valise:sl:mfa:1";
const mxk = "A".repeat(43);
const issued = (name: string, idx: number, expiresAtS = 9_000): RegisterEvent => ({
    ...{ kind: "issued", userId: `@${name}:mfa.example`, masterKey: mxk, pol: "urn:valise:policy:fr:1", uri, idx },
    ...{ claims: ["lvl:NP"], issuedAtS: 1_000, expiresAtS, identity: "checked", isRenewal: false },
});
const act = (kind: "revoked" | "suspended" | "reinstated", idx: number, name = "anna"): RegisterEvent => ({
    ...{ kind, userId: `@${name}:mfa.example`, uri, idx, reason: "left" },
});

async function write(
    ...steps: readonly (readonly [number, RegisterEvent])[]
): Promise<{ text: string; register: Register }> {
    let [register, text]: [Register, string] = [emptyRegister, ""];
    for (const [atS, event] of steps) {
        const appended = await appendEntries(register, [event], { atS, by: "officer-7" }, nobleCrypto);
        register = appended.register;
        text += appended.lines;
    }
    return { text, register };
}

const sample = () => write([1_000, issued("anna", 5)], [1_100, issued("bert", 6)], [1_200, act("suspended", 5)]);

describe("the register", () => {
    it("reads back as it was written, and goes on from there", async () => {
        const { text, register } = await sample();
        const read = unwrap(await readRegister(text, nobleCrypto));
        expect(read).toEqual(register);
        const more = await appendEntries(read, [act("revoked", 5)], { atS: 1_300, by: "officer-8" }, nobleCrypto);
        expect(unwrap(await readRegister(text + more.lines, nobleCrypto)).entries).toHaveLength(4);
    });

    it("shows every alteration: a character, a line removed, moved or put in between", async () => {
        const { text } = await sample();
        const lines = text.trimEnd().split("\n");
        const join = (...some: (string | undefined)[]) => `${some.join("\n")}\n`;
        const forged = [
            text.replace("anna", "arno"),
            text.replace('"left"', '"moved"').replace("1100", "1101"),
            join(lines[0], lines[2]),
            join(lines[1], lines[0], lines[2]),
            join(lines[0], lines[0], lines[1], lines[2]),
        ];
        for (const each of forged) expect(await readRegister(each, nobleCrypto)).toMatchObject({ ok: false });
        const chain = await readRegister(forged[0] ?? "", nobleCrypto);
        expect(chain).toEqual({ ok: false, error: { kind: "register-broken", line: 2, reason: "chain" } });
    });

    it("tells a line that was cut off in the middle", async () => {
        const { text } = await sample();
        const torn = await readRegister(text.slice(0, -20), nobleCrypto);
        expect(torn).toEqual({ ok: false, error: { kind: "register-broken", line: 3, reason: "torn" } });
    });

    it("lists holders by what ends first, with what became of them", async () => {
        const alarm: RegisterEvent = {
            kind: "identity-alarm",
            userId: "@cleo:mfa.example",
            shown: "B".repeat(43),
            attested: mxk,
        };
        const { register } = await write(
            [1_000, issued("anna", 5, 9_000)],
            [1_000, issued("bert", 6, 3_000)],
            [1_000, issued("cleo", 7, 8_000)],
            [1_000, issued("dora", 8, 1_500)],
            [1_200, act("revoked", 6, "bert")],
            [1_300, act("reinstated", 6, "bert")],
            [1_400, alarm],
        );
        const rows = holdersOf(register, 2_000).map(({ userId, status }) => [userId.slice(1, 5), status]);
        expect(rows).toEqual([
            ["dora", "expired"],
            ["bert", "revoked"],
            ["cleo", "identity-changed"],
            ["anna", "valid"],
        ]);
        const { register: again } = await write([1_000, issued("cleo", 7)], [1_400, alarm], [1_500, issued("cleo", 9)]);
        expect(holdersOf(again, 2_000).map(({ status }) => status)).toEqual(["valid"]);
    });

    it("knows all that must be revoked of one person, and never gives an index out twice", async () => {
        const { register } = await write(
            [1_000, issued("anna", 5, 1_500)],
            [1_000, issued("anna", 6)],
            [1_100, issued("anna", 7)],
            [1_200, act("revoked", 7)],
            [1_300, issued("bert", 8)],
        );
        expect(liveAttestations(register, "@anna:mfa.example", 2_000).map(({ idx }) => idx)).toEqual([6]);
        expect([...usedIndexes(register, uri)].sort()).toEqual([5, 6, 7, 8]);
    });
});

describe("the next status list", () => {
    const list = (values: Record<number, number>, iat: number, seq = 4) => ({
        ...{ seq, iat, valueAt: (idx: number) => values[idx] ?? 0 },
    });
    const next = (published: ReturnType<typeof list> | undefined, ...registers: Register[]) =>
        nextStatusList({
            ...{ agency: "urn:a", uri, published, registers, floorSeq: 2, nowS: 5_000, lifetimeS: 86_400, ttlS: 900 },
        });

    it("carries what the registers say, one number further, and keeps what only the published list knows", async () => {
        const { register } = await write([1_000, act("revoked", 1)], [1_100, act("suspended", 2)]);
        const made = next(list({ 7: 1, 8: 2 }, 2_000), register);
        expect(made).toMatchObject({ seq: 5, issuedAtS: 5_000, expiresAtS: 91_400 });
        expect([...made.statuses]).toEqual([
            [1, 1],
            [2, 2],
            [7, 1],
            [8, 2],
        ]);
        expect(next(undefined, register)).toMatchObject({ seq: 2 });
    });

    it("ends a suspension only by a reinstatement that came after the published list", async () => {
        const { register } = await write([1_000, act("suspended", 2)], [3_000, act("reinstated", 2)]);
        expect(next(list({ 2: 2 }, 2_000), register).statuses.get(2)).toBeUndefined();
        expect(next(list({ 2: 2 }, 4_000), register).statuses.get(2)).toBe(2);
        expect(next(list({ 2: 1 }, 2_000), register).statuses.get(2)).toBe(1);
    });

    it("never dates back behind the published list", () => {
        expect(next(list({}, 6_000))).toMatchObject({ issuedAtS: 6_000 });
    });

    it("is asked for when the registers say more than is published, and only then", async () => {
        const { register } = await write([1_000, act("suspended", 2)]);
        const ask = (values: Record<number, number>) =>
            hasUnpublished({ uri, published: list(values, 2_000), registers: [register] });
        expect([ask({}), ask({ 2: 2 }), ask({ 2: 1 })]).toEqual([true, false, false]);
    });

    it("never loosens by any order of acts of two officers, but by a reinstatement", () => {
        const kind = fc.constantFrom("revoked" as const, "suspended" as const);
        const acts = fc.array(fc.tuple(fc.integer({ min: 1_000, max: 4_000 }), kind, fc.nat(3)), { maxLength: 12 });
        const published = fc.record({
            values: fc.dictionary(fc.constantFrom("0", "1", "2", "3"), fc.nat(2)),
            iat: fc.integer({ min: 1_000, max: 4_000 }),
        });
        return fc.assert(
            fc.asyncProperty(acts, acts, published, async (one, two, { values, iat }) => {
                const registers = await Promise.all(
                    [one, two].map(
                        async (some) =>
                            (await write(...some.map(([atS, what, idx]) => [atS, act(what, idx)] as const))).register,
                    ),
                );
                const before = list(values, iat);
                const made = next(before, ...registers);
                for (const idx of [0, 1, 2, 3]) {
                    const value = made.statuses.get(idx) ?? 0;
                    const wasRevoked =
                        before.valueAt(idx) === 1 ||
                        [...one, ...two].some(([, what, at]) => what === "revoked" && at === idx);
                    expect(value === 1).toBe(wasRevoked);
                    if (before.valueAt(idx) === 2) expect(value).not.toBe(0);
                }
            }),
            { numRuns: 60 },
        );
    });
});
