import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { CHANNEL, INTEL, idOf, MFA, MOD, PAUL, SENT_S } from "../../test/samples.ts";
import { isSettled } from "../answer/AnswerRecord.ts";
import type { AnswerRecord, AnswerWire } from "../answer/wire.ts";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import { type Collecting, collectAnswer, confirmationOf } from "./collectAnswer.ts";
import { countsToSign, readCounts } from "./counts.ts";
import { coverageOf } from "./coverage.ts";
import { coverageCsv } from "./coverageCsv.ts";
import { mergeEntries } from "./Ledger.ts";
import type { LedgerEntry, Reach } from "./wire.ts";

const broadcast = { sub: PAUL, id: idOf(7) };
const other = { sub: PAUL, id: idOf(8) };
const key = broadcastKey(broadcast);
const user = (name: string) => `@${name}:mfa.example`;
const addressed = (name: string, reach: Reach = "keyed", code?: string): LedgerEntry => ({
    t: "addressed",
    broadcast,
    who: user(name),
    reach,
    ...(code !== undefined && { code }),
});
const says = (name: string, record: AnswerRecord, about = broadcast): LedgerEntry => ({
    t: "answer",
    broadcast: about,
    who: user(name),
    record,
});
const acknowledged: AnswerRecord = {
    answeredS: SENT_S + 60,
    answer: { rev: 1, kind: "acknowledged", atS: SENT_S + 60 },
};
const refused: AnswerRecord = { answeredS: SENT_S + 60, answer: { rev: 1, kind: "cannot-comply", atS: SENT_S + 60 } };

const ledger = mergeEntries(new Map(), [
    addressed("jean", "key-withheld", "ATT_EXPIRED"),
    addressed("mei", "no-device"),
    ...["thomas", "ana", "hugo", "rosa", "claire", "idris"].map((name) => addressed(name)),
    { t: "event", broadcast, event: "$7" },
    { t: "event", broadcast: other, event: "$8" },
    { t: "undecryptable", event: "$7", who: user("ana"), atS: SENT_S + 3 },
    { t: "undecryptable", event: "$8", who: user("thomas"), atS: SENT_S + 3 },
    { t: "undecryptable", event: "$7", who: user("hugo"), atS: SENT_S + 3 },
    says("hugo", { deliveredS: SENT_S + 9 }),
    says("rosa", { deliveredS: SENT_S + 3, seenS: SENT_S + 8 }),
    says("claire", acknowledged),
    says("idris", refused),
    says("thomas", acknowledged, other),
    { t: "manifest", broadcast, agency: INTEL, addressed: 41, noDevice: 3, noKey: 1 },
    { t: "manifest", broadcast, agency: MOD, addressed: 3, noDevice: 0, noKey: 0 },
]);
const mod: LedgerEntry = {
    t: "counts",
    broadcast,
    agency: MOD,
    iat: SENT_S + 300,
    counts: {
        addressed: 3,
        noDevice: 0,
        noKey: 1,
        notDelivered: 0,
        undecryptable: 0,
        delivered: 0,
        seen: 1,
        acknowledged: 1,
        cannotComply: 0,
    },
};
const people = new Map(
    ["claire", "idris", "rosa"].map((name) => [
        user(name),
        {
            sub: user(name),
            agency: MFA,
            post: name === "rosa" ? "HOTLINE" : "CENTRE",
            roles: name === "idris" ? ["CONSUL", "PRESS"] : [],
        },
    ]),
);
const view = { ownAgency: MFA, people };

describe("coverage", () => {
    it("stands each of one's own people on the highest rung, with its cause", () => {
        const { agencies, notReached, people: named } = coverageOf(ledger, key, view);
        expect(named.find(({ sub }) => sub === user("idris"))).toEqual({
            sub: user("idris"),
            rung: "cannot-comply",
            answer: refused.answer,
            answeredS: SENT_S + 60,
        });
        expect(named.find(({ sub }) => sub === user("rosa"))).toEqual({ sub: user("rosa"), rung: "seen" });
        expect(agencies.find(({ agency }) => agency === MFA)).toEqual({
            agency: MFA,
            source: "own-ledger",
            counts: {
                addressed: 8,
                noDevice: 1,
                noKey: 1,
                notDelivered: 1,
                undecryptable: 1,
                delivered: 1,
                seen: 1,
                acknowledged: 1,
                cannotComply: 1,
            },
        });
        expect(notReached.filter(({ agency }) => agency === MFA)).toEqual([
            { agency: MFA, cause: "no-device", count: 1, people: [{ sub: user("mei") }] },
            { agency: MFA, cause: "key-withheld", count: 1, people: [{ sub: user("jean"), code: "ATT_EXPIRED" }] },
            { agency: MFA, cause: "not-delivered", count: 1, people: [{ sub: user("thomas") }] },
            { agency: MFA, cause: "undecryptable", count: 1, people: [{ sub: user("ana") }] },
        ]);
    });

    it("takes the others by what their cell signed, with its age, else by the sender's manifest", () => {
        const { agencies, total } = coverageOf(mergeEntries(ledger, [mod]), key, view);
        expect(agencies.map(({ agency, source, asOfS }) => [agency, source, asOfS])).toEqual([
            [MFA, "own-ledger", undefined],
            [INTEL, "manifest", undefined],
            [MOD, "signed-counts", SENT_S + 300],
        ]);
        expect(agencies[1]?.counts).toMatchObject({ addressed: 41, notDelivered: 37, noDevice: 3, noKey: 1 });
        expect(total).toMatchObject({ addressed: 52, acknowledged: 2 });
    });

    it("names nobody of another agency whom their cell did not name", () => {
        const named: LedgerEntry = {
            t: "released",
            broadcast,
            agency: MOD,
            who: "@jonas:mod.example",
            rung: "key-withheld",
            atS: SENT_S,
        };
        const of = (entries: readonly LedgerEntry[]) =>
            coverageOf(mergeEntries(ledger, entries), key, view).notReached.find(({ agency }) => agency === MOD);
        expect(of([mod])).toEqual({ agency: MOD, cause: "key-withheld", count: 1, people: [] });
        expect(of([mod, named])?.people).toEqual([{ sub: "@jonas:mod.example" }]);
        expect(of([mod, { ...named, agency: INTEL }])?.people).toEqual([]);
        expect(of([mod, { ...named, rung: "seen" }])?.people).toEqual([]);
        expect(of([mod, { ...named, broadcast: other }])?.people).toEqual([]);
    });

    it("counts by post and by duty role", () => {
        const { byPost, byRole } = coverageOf(ledger, key, view);
        expect(byPost.map(({ name, counts }) => [name, counts.addressed])).toEqual([
            ["CENTRE", 2],
            ["HOTLINE", 1],
        ]);
        expect(byRole.map(({ name, counts }) => [name, counts.cannotComply])).toEqual([
            ["CONSUL", 1],
            ["PRESS", 1],
        ]);
    });

    it("leaves as a table of counts, without a name in it", () => {
        const head = Object.fromEntries(
            ["agency", "asOf", ...Object.keys(mod.t === "counts" ? mod.counts : {})].map((name) => [name, name]),
        ) as Parameters<typeof coverageCsv>[1]["head"];
        const csv = coverageCsv(coverageOf(mergeEntries(ledger, [mod]), key, view), {
            head,
            total: "all",
            mark: "FR · DR",
            nameOf: (agency) => agency.slice(-3),
        });
        expect(csv.split("\r\n").slice(3)).toEqual([
            "tel,,41,3,1,37,0,0,0,0,0,FR · DR",
            "mod,2026-11-01T10:07:18.000Z,3,0,1,0,0,0,1,1,0,FR · DR",
            "all,,52,4,3,38,1,1,2,2,1,FR · DR",
            "",
        ]);
        expect(csv).not.toContain("mfa.example");
    });
});

describe("signed counts", () => {
    const cells = { [MFA]: ["OPS"], [MOD]: ["J3"] };
    const payload = countsToSign(ledger, key, { room: CHANNEL, agency: MFA, nowS: SENT_S + 60 });
    const by = [{ sub: user("claire"), mxk: "k", agency: MFA, roles: ["WATCH.OPS"] }];
    const statement = { wire: { kind: "counts" as const, payload: "", by: [] }, payload, digest: "", iat: 1, by };

    it("say the sum of one's ledger and no name", () => {
        expect(JSON.stringify(payload)).not.toContain("mfa.example");
        expect(unwrap(readCounts(statement, { room: CHANNEL, cells }))).toMatchObject({
            agency: MFA,
            counts: { addressed: 8 },
        });
    });

    it("are believed only from that agency's cell, for this channel", () => {
        const read = (changes: object, room = CHANNEL) =>
            readCounts({ ...statement, by: by.map((each) => ({ ...each, ...changes })) }, { room, cells });
        expect(read({ roles: ["WATCH.J3"] })).toMatchObject({ error: { kind: "not-of-the-cell" } });
        expect(read({ agency: MOD })).toMatchObject({ error: { kind: "not-of-the-cell" } });
        expect(read({}, "!other:x")).toMatchObject({ error: { kind: "other-room" } });
        expect(
            readCounts({ ...statement, payload: { ...payload, agency: "__proto__" } }, { room: CHANNEL, cells }).ok,
        ).toBe(false);
    });
});

describe("collecting answers", () => {
    const wire: AnswerWire = { v: 1, about: { broadcast }, record: acknowledged };
    const from = (name: string): Collecting => ({
        sender: user(name),
        isOwnAgency: (sub) => sub.endsWith(":mfa.example"),
        mayAnswerFor: (deputy, sub) => deputy === user("nadia") && sub === user("jean"),
    });
    const deputys = (by?: string): AnswerWire => ({
        ...wire,
        for: user("jean"),
        record: {
            ...acknowledged,
            seenS: 1,
            answer: { rev: 1, kind: "acknowledged", atS: 1, ...(by !== undefined && { by }) },
        },
    });

    it("files a person's own record, and of a deputy's only the answer", () => {
        expect(unwrap(collectAnswer(wire, from("claire")))).toEqual(says("claire", acknowledged));
        expect(unwrap(collectAnswer(deputys(user("nadia")), from("nadia")))).toMatchObject({
            who: user("jean"),
            record: { answer: { by: user("nadia") } },
        });
        expect(JSON.stringify(collectAnswer(deputys(user("nadia")), from("nadia")))).not.toContain("seenS");
    });

    it("files what could not be decrypted by its event", () => {
        const blind: AnswerWire = { v: 1, about: { event: "$7" }, record: { undecryptableS: 5 } };
        expect(unwrap(collectAnswer(blind, from("ana")))).toEqual({
            t: "undecryptable",
            event: "$7",
            who: user("ana"),
            atS: 5,
        });
    });

    it("refuses who may not speak for someone, or does not say who spoke", () => {
        expect(collectAnswer(deputys(user("mallory")), from("mallory"))).toMatchObject({
            error: { kind: "not-for-them" },
        });
        expect(collectAnswer(deputys(), from("nadia"))).toMatchObject({ error: { kind: "answerer-mismatch" } });
        expect(collectAnswer(deputys(user("claire")), from("nadia"))).toMatchObject({
            error: { kind: "answerer-mismatch" },
        });
        expect(collectAnswer(wire, { ...from("x"), sender: "@paul:mod.example" })).toMatchObject({
            error: { kind: "other-agency" },
        });
    });

    it("confirms as received, and as held once the ledger room has all of it", () => {
        const entry = unwrap(collectAnswer(wire, from("claire")));
        const early = confirmationOf(wire, entry, mergeEntries(new Map(), [says("claire", { deliveredS: 1 })]));
        expect(early).toEqual({ v: 1, about: { broadcast }, record: acknowledged, held: "received" });
        const held = confirmationOf(wire, entry, mergeEntries(ledger, [says("claire", { deliveredS: 1 })]));
        expect(held).toMatchObject({ held: "ledger", record: { deliveredS: 1 } });
        expect(isSettled(wire.record, held)).toBe(true);
        const deputy = deputys(user("nadia"));
        const filed = unwrap(collectAnswer(deputy, from("nadia")));
        expect(confirmationOf(deputy, filed, ledger)).toMatchObject({ for: user("jean"), held: "received" });
        expect(isSettled(deputy.record, confirmationOf(deputy, filed, mergeEntries(new Map(), [filed])))).toBe(true);
    });
});
