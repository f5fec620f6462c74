import { unwrap } from "@valise/base";
import { nobleCrypto } from "@valise/clearance";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf, MFA, MOD, SENT_S } from "../../test/samples.ts";
import { signer, verified } from "../../test/statements.ts";
import { type DirectoryPart, directoryOf, readDirectory } from "./directory.ts";
import { capsuleDigest, cellOf, type Handover, readHandover, readOffer, watchOf } from "./handover.ts";
import { addresseesOf, rolesHeld } from "./peopleOnDuty.ts";
import type { CapsuleWire, HandoverWire } from "./wire.ts";

const [claire, nadia, idris, mei] = ["claire", "nadia", "idris", "mei"].map((name) => `@${name}:mfa.example`) as [
    string,
    string,
    string,
    string,
];
const officer = signer("@dir:mfa.example", MFA, "DIRECTORY");

const part = (changes: Partial<DirectoryPart> = {}): DirectoryPart => ({
    agency: MFA,
    part: "centre",
    seq: 1,
    iat: SENT_S,
    posts: [{ id: "CENTRE", names: { en: "Crisis Centre" } }],
    roles: [
        { id: "OPS", post: "CENTRE", names: { en: "Duty officer" }, eligible: [claire, nadia], deputies: [nadia, mei] },
    ],
    people: [
        { sub: claire, post: "CENTRE", deputies: [idris] },
        { sub: idris, post: "EMB", deputies: [mei] },
    ],
    digest: digestOf(1),
    ...changes,
});
const wireOf = ({ digest: _digest, ...wire }: DirectoryPart) => wire;

const handover = (changes: Partial<HandoverWire> = {}): HandoverWire => ({
    agency: MFA,
    role: "OPS",
    iat: SENT_S,
    from: claire,
    to: nadia,
    ...changes,
});
const watcher = (sub: string, agency = MFA) => signer(sub, agency, "WATCH.OPS");
const made = (n: number, changes: Partial<Handover> = {}): Handover => ({
    ...handover({ iat: SENT_S + n }),
    digest: digestOf(n),
    byGiver: true,
    ...changes,
});
const first = made(0, { from: null, to: claire, byGiver: false });

describe("a directory", () => {
    it("is believed from its own agency's DIRECTORY only", () => {
        expect(unwrap(readDirectory(verified("directory", wireOf(part()), [officer])))).toEqual(part());
        for (const by of [signer("@x:mod.example", MOD, "DIRECTORY"), signer(claire, MFA, "CRISIS")])
            expect(readDirectory(verified("directory", wireOf(part()), [by]))).toMatchObject({
                error: { kind: "not-of-the-directory" },
            });
    });

    it("is the newest of each part, in any order", () => {
        const older = part();
        const newer = part({ seq: 2, roles: [], digest: digestOf(2) });
        const twin = part({ seq: 2, people: [], digest: digestOf(3) });
        const other = part({ part: "embassies", posts: [], roles: [], people: [{ sub: mei, deputies: [] }] });
        fc.assert(
            fc.property(fc.shuffledSubarray([older, newer, twin, other], { minLength: 4 }), (parts) => {
                const directory = directoryOf(parts);
                expect(directory.role(MFA, "OPS")?.eligible).toEqual([claire, nadia]);
                expect(directory.peopleOf(MFA).map(({ sub }) => sub)).toEqual([mei]);
            }),
            { numRuns: 24 },
        );
    });

    it("gives a person's deputies and those of the roles they hold, each once and never themselves", () => {
        const directory = directoryOf([part()]);
        const held = rolesHeld(directory, [first, made(1)]);
        expect(directory.deputiesOf(nadia, held.get(nadia) ?? [])).toEqual([mei]);
        expect(directory.deputiesOf(claire, [])).toEqual([idris]);
        expect(directory.postName(MFA, "CENTRE")).toEqual({ en: "Crisis Centre" });
        expect(directory.postName(MOD, "CENTRE")).toBeUndefined();
    });

    it("says of each person post and duty roles held now", () => {
        const people = addresseesOf(directoryOf([part()]), [first, made(1)], MFA);
        expect([...people.values()]).toEqual([
            { sub: claire, agency: MFA, post: "CENTRE", roles: [] },
            { sub: idris, agency: MFA, post: "EMB", roles: [] },
            { sub: nadia, agency: MFA, post: "CENTRE", roles: ["OPS"] },
        ]);
        const stranger = made(2, { from: nadia, to: mei });
        expect(rolesHeld(directoryOf([part()]), [first, made(1), stranger]).size).toBe(0);
    });
});

describe("a handover", () => {
    const read = (wire: HandoverWire, ...by: Parameters<typeof verified>[2]) =>
        readHandover(verified("handover", wire, by));

    it("is signed by giver and taker", () => {
        expect(unwrap(read(handover(), watcher(claire), watcher(nadia)))).toMatchObject({ byGiver: true, to: nadia });
        expect(read(handover(), watcher(claire))).toMatchObject({ error: { kind: "taker-not-signed" } });
        expect(read(handover(), watcher(nadia))).toMatchObject({ error: { kind: "giver-not-signed" } });
    });

    it("is signed by the taker and DIRECTORY when the giver is gone, and not by one person alone", () => {
        expect(unwrap(read(handover(), watcher(nadia), officer))).toMatchObject({ byGiver: false });
        const both = signer(nadia, MFA, "WATCH.OPS", "DIRECTORY");
        expect(read(handover(), both)).toMatchObject({ error: { kind: "giver-not-signed" } });
        expect(unwrap(read(handover({ from: null }), watcher(nadia), officer)).from).toBeNull();
    });

    it("wants an attestation for this very watch of this agency", () => {
        expect(read(handover(), watcher(claire), signer(nadia, MFA, "WATCH.PRESS"))).toMatchObject({
            error: { kind: "taker-not-signed" },
        });
        expect(read(handover(), watcher(claire), watcher(nadia, MOD))).toMatchObject({
            error: { kind: "taker-not-signed" },
        });
        expect(read(handover(), watcher(nadia), signer("@x:mod.example", MOD, "DIRECTORY"))).toMatchObject({
            error: { kind: "giver-not-signed" },
        });
    });

    it("is offered by its giver or by DIRECTORY, to another, before the taker signs", () => {
        const offer = (wire: HandoverWire, ...by: Parameters<typeof verified>[2]) =>
            readOffer(verified("handover", wire, by));
        expect(unwrap(offer(handover(), watcher(claire)))).toEqual(handover());
        expect(unwrap(offer(handover({ from: null }), officer)).from).toBeNull();
        for (const by of [watcher(nadia), watcher(claire, MOD), signer(nadia, MFA, "DIRECTORY")])
            expect(offer(handover(), by)).toMatchObject({ error: { kind: "giver-not-signed" } });
        expect(offer(handover({ to: null }), watcher(claire))).toMatchObject({ error: { path: "to" } });
    });

    it("may leave the watch empty, by giver or DIRECTORY", () => {
        expect(read(handover({ to: null }), watcher(claire)).ok).toBe(true);
        expect(read(handover({ to: null }), officer).ok).toBe(true);
        expect(read(handover({ to: null }), watcher(nadia))).toMatchObject({ error: { kind: "giver-not-signed" } });
    });
});

describe("a watch", () => {
    it("is the newest handover's, in any order of arrival", () => {
        const all = [
            first,
            made(1),
            made(2, { from: nadia, to: claire, until: SENT_S + 9, next: nadia, capsule: digestOf(9) }),
        ];
        fc.assert(
            fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (handovers) => {
                expect(watchOf(handovers, MFA, "OPS")).toEqual({
                    holder: claire,
                    sinceS: SENT_S + 2,
                    untilS: SENT_S + 9,
                    next: nadia,
                    capsule: digestOf(9),
                });
            }),
            { numRuns: 12 },
        );
    });

    it("cannot be given by who no longer has it, but by DIRECTORY at any time", () => {
        const stale = made(2, { from: claire, to: idris });
        expect(watchOf([first, made(1), stale], MFA, "OPS")?.holder).toBe(nadia);
        expect(watchOf([first, made(1), { ...stale, byGiver: false }], MFA, "OPS")?.holder).toBe(idris);
        expect(watchOf([made(1)], MFA, "OPS")).toBeUndefined();
        expect(watchOf([first, made(3, { to: null })], MFA, "OPS")).toBeUndefined();
    });

    it("makes a cell of the roles that a charter names", () => {
        const press = made(1, { role: "PRESS", from: null, to: mei, byGiver: false });
        expect(cellOf([first, press], MFA, ["OPS", "PRESS", "NONE"])).toEqual([claire, mei]);
        expect(cellOf([first, press], MOD, ["OPS"])).toEqual([]);
    });

    it("leaves a capsule that both sign by its digest", async () => {
        const capsule: CapsuleWire = { v: 1, role: "OPS", iat: SENT_S, alerts: [], pending: [], crises: [] };
        const one = await capsuleDigest(nobleCrypto, capsule);
        expect(await capsuleDigest(nobleCrypto, { ...capsule, note: "N2 closed" })).not.toBe(one);
        expect(
            unwrap(readHandover(verified("handover", handover({ capsule: one }), [watcher(claire), watcher(nadia)])))
                .capsule,
        ).toBe(one);
    });
});
