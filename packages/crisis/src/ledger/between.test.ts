import { unwrap } from "@valise/base";
import { describe, expect, it } from "vitest";
import { INTEL, idOf, MFA, MOD, PAUL, SENT_S } from "../../test/samples.ts";
import { broadcastKey } from "../broadcast/Broadcast.ts";
import { coverageOf } from "./coverage.ts";
import { mergeEntries } from "./Ledger.ts";
import { collectManifest, manifestsFor, parseManifest, type Recipient } from "./recipientManifest.ts";
import { collectRelease } from "./release.ts";

const broadcast = { sub: PAUL, id: idOf(7) };
const person = (n: number, agency: string): Recipient => ({
    sub: `@p${n}:${agency.split(":").at(-1)}.example`,
    agency,
    reach: n === 0 ? "no-device" : n === 1 ? "key-withheld" : "keyed",
    ...(n === 1 && { code: "ATT_EXPIRED" }),
});
const people = (count: number, agency: string) => Array.from({ length: count }, (_each, n) => person(n, agency));
const recipients = [...people(650, MFA), ...people(5, MOD), ...people(1, INTEL)];
const ofMfa = { sender: PAUL, isOwnAgency: (sub: string) => sub.endsWith(":mfa.example") };

describe("a sender's manifest", () => {
    it("tells a cell its own people by name and the others by count, in messages that fit", () => {
        const parts = manifestsFor(MFA, broadcast, "$7", recipients);
        expect(parts.map((part) => part.people.length)).toEqual([300, 300, 50]);
        expect(parts.every((part) => JSON.stringify(part).length < 40_000 && parseManifest(part).ok)).toBe(true);
        expect(parts[0]?.others).toEqual([
            { agency: INTEL, addressed: 1, noDevice: 1, noKey: 0 },
            { agency: MOD, addressed: 5, noDevice: 1, noKey: 1 },
        ]);
        expect(JSON.stringify(parts)).not.toMatch(/@p\d+:(mod|intel)\.example/);
    });

    it("becomes the coverage before anybody has answered", () => {
        const entries = manifestsFor(MFA, broadcast, "$7", recipients).flatMap((part) =>
            unwrap(collectManifest(part, ofMfa)),
        );
        const { agencies, total } = coverageOf(mergeEntries(new Map(), entries), broadcastKey(broadcast), {
            ownAgency: MFA,
            people: new Map(),
        });
        expect(agencies.map(({ counts }) => counts.notDelivered)).toEqual([648, 0, 3]);
        expect(total).toMatchObject({ addressed: 656, noDevice: 3, noKey: 2 });
        expect(manifestsFor(INTEL, broadcast, "$7", people(2, MFA))).toMatchObject([
            { people: [], others: [{ agency: MFA }] },
        ]);
    });

    it("is taken from the broadcast's sender only, about one's own people only", () => {
        const [part] = manifestsFor(MFA, broadcast, "$7", recipients);
        expect(collectManifest(part!, { ...ofMfa, sender: "@mallory:mfa.example" })).toMatchObject({
            error: { kind: "not-its-sender" },
        });
        expect(collectManifest(part!, { ...ofMfa, isOwnAgency: () => false })).toMatchObject({
            error: { kind: "other-agency" },
        });
    });
});

describe("a name that another cell releases", () => {
    const wire = { v: 1, broadcast, who: "@p1:mod.example", rung: "key-withheld", atS: SENT_S } as const;
    const by = { cells: { [MOD]: ["J3"] }, agencyOf: (sub: string) => (sub.endsWith(":mod.example") ? MOD : MFA) };
    const from = (agency: string, role: string) => ({ agency, roles: [role] });

    it("is taken from a duty officer of that cell, about its own people", () => {
        expect(unwrap(collectRelease(wire, from(MOD, "WATCH.J3"), by))).toMatchObject({
            t: "released",
            agency: MOD,
            who: wire.who,
        });
        expect(collectRelease(wire, from(MOD, "WATCH.J4"), by)).toMatchObject({ error: { kind: "not-of-the-cell" } });
        expect(collectRelease(wire, from("constructor", "WATCH.J3"), by)).toMatchObject({
            error: { kind: "not-of-the-cell" },
        });
        expect(collectRelease({ ...wire, who: "@claire:mfa.example" }, from(MOD, "WATCH.J3"), by)).toMatchObject({
            error: { kind: "other-agency" },
        });
    });
});
