import { unwrap } from "@valise/base";
import { nobleCrypto, type StatementAuthor } from "@valise/clearance";
import { createShippedRegistry, formatLabel, type Label, parseLabel } from "@valise/labels";
import { describe, expect, it } from "vitest";
import { CLAIRE, idOf, MFA, SENT_S } from "../../test/samples.ts";
import { signer, unsigned } from "../../test/statements.ts";
import { toUtf8 } from "../encoding/bytes.ts";
import { draftLogEntry, headOf, type LogEntry, readLogEntry } from "../log/LogEntry.ts";
import type { LogBody } from "../log/wire.ts";
import { highWaterOf } from "./highWater.ts";
import { type ArchiveFacts, type ArchiveFile, archivedLog, packArchive } from "./packArchive.ts";
import { type ArchiveReport, verifyArchive } from "./verifyArchive.ts";
import { MANIFEST_PATH, SIGNATURE_PATH } from "./wire.ts";

const registry = createShippedRegistry();
const label = (text: string): Label => unwrap(parseLabel(text, registry));
const crisis = idOf(1);
const officer = signer(CLAIRE, MFA, "CRISIS");

async function logOf(count: number): Promise<LogEntry[]> {
    const chain: LogEntry[] = [];
    for (let n = 0; n < count; n++) {
        const body: LogBody = { kind: "decision", text: `Decision ${n}`, agreedBy: [] };
        const wire = unwrap(draftLogEntry(chain.at(-1), { crisis, body, nowS: SENT_S + n }));
        chain.push(unwrap(await readLogEntry(nobleCrypto, CLAIRE, wire, null)));
    }
    return chain;
}
const log = await logOf(3);
const heads = log.slice(-1).map(headOf);

const contents = (entries: readonly LogEntry[] = log): Map<string, ArchiveFile> =>
    new Map([
        ["index.html", { bytes: toUtf8("<h1>Kessara</h1>"), label: label("FR/DR") }],
        ["log.json", { bytes: archivedLog(entries), label: label("FR/S") }],
        ["files/carte.pdf", { bytes: new Uint8Array([1, 2, 3]), label: null }],
    ]);
const facts: ArchiveFacts = {
    ...{ archive: idOf(2), crisis, name: "Kessara earthquake", iat: SENT_S, exercise: false, scope: "all" },
    ...{ leftOut: { entries: 0, messages: 14, files: 0 }, agencies: [MFA], heads },
};

/** Packs, signs, lets somebody at it, and checks. */
async function checked(
    tamper: (files: Map<string, Uint8Array>) => void,
    {
        by = officer,
        files = contents(),
        more = {},
    }: { by?: StatementAuthor; files?: Map<string, ArchiveFile>; more?: Partial<ArchiveFacts> } = {},
): Promise<ArchiveReport> {
    const packed = unwrap(await packArchive(files, { ...facts, ...more }, registry, nobleCrypto));
    const { wire, verify } = unsigned("archive", packed.payload, [by]);
    const all = new Map([...packed.files, [SIGNATURE_PATH, toUtf8(JSON.stringify(wire))] as const]);
    tamper(all);
    return verifyArchive(all, { crypto: nobleCrypto, registry, verify });
}
const edited = (files: Map<string, Uint8Array>, path: string, from: string, to: string) =>
    files.set(path, toUtf8(new TextDecoder().decode(files.get(path)).replace(from, to)));

describe("an archive", () => {
    it("is what its manifest says, with its marking, its signer and what was left out", async () => {
        const report = await checked(() => {});
        expect(report).toMatchObject({ ok: true, faults: [], logFaults: [], signers: [{ sub: CLAIRE }] });
        expect(report.manifest).toMatchObject({ labels: ["FR/S"], leftOut: { messages: 14 }, heads });
    });

    it.each<[string, object, (files: Map<string, Uint8Array>) => void]>([
        [
            "a byte was changed",
            { kind: "changed-file", path: "files/carte.pdf" },
            (files) => files.set("files/carte.pdf", new Uint8Array([1, 2, 4])),
        ],
        [
            "a byte was added",
            { kind: "changed-file", path: "files/carte.pdf" },
            (files) => files.set("files/carte.pdf", new Uint8Array([1, 2, 3, 0])),
        ],
        ["a file was taken out", { kind: "missing-file", path: "index.html" }, (files) => files.delete("index.html")],
        [
            "a file was put in",
            { kind: "unlisted-file", path: "x.html" },
            (files) => files.set("x.html", new Uint8Array()),
        ],
        [
            "the manifest was changed",
            { kind: "signature-of-another" },
            (files) => edited(files, MANIFEST_PATH, "Kessara", "Tamrin"),
        ],
        [
            "the manifest was spelt otherwise",
            { kind: "signature-of-another" },
            (files) => edited(files, MANIFEST_PATH, "{", "{ "),
        ],
        [
            "the manifest says more",
            { kind: "manifest-malformed", path: "" },
            (files) => edited(files, MANIFEST_PATH, "{", '{"note":"",'),
        ],
        ["the manifest is gone", { kind: "no-manifest" }, (files) => files.delete(MANIFEST_PATH)],
        ["the signature is gone", { kind: "no-signature" }, (files) => files.delete(SIGNATURE_PATH)],
        [
            "the signature does not verify",
            { kind: "signature-refused" },
            (files) => files.set(SIGNATURE_PATH, toUtf8("{}")),
        ],
    ])("is refused when %s", async (_what, fault, tamper) => {
        const report = await checked(tamper);
        expect(report.ok).toBe(false);
        expect(report.faults).toContainEqual(expect.objectContaining(fault));
    });

    it("is refused from somebody without a role in the crisis, accepted from a duty officer", async () => {
        const of = (role: string) => checked(() => {}, { by: signer(CLAIRE, MFA, role) });
        expect((await of("BROADCAST")).faults).toEqual([{ kind: "signer-not-entitled" }]);
        expect((await of("WATCH.OPS")).ok).toBe(true);
    });

    it("is refused when a log entry is not what it says, or the log ends elsewhere", async () => {
        const forged = log.map((entry, n) => (n === 1 ? { ...entry, author: "@mallory:mfa.example" } : entry));
        const report = await checked(() => {}, { files: contents(forged) });
        expect(report.faults).toEqual([{ kind: "log-entry-changed", author: "@mallory:mfa.example", seq: 2 }]);
        expect((await checked(() => {}, { files: contents(log.slice(0, 2)) })).faults).toEqual([
            { kind: "heads-differ" },
        ]);
        const broken = new Map([
            ...contents(),
            ["log.json", { bytes: toUtf8('{"v":1,"entries":[{}]}'), label: null }] as const,
        ]);
        expect((await checked(() => {}, { files: broken })).faults[0]).toMatchObject({ kind: "log-malformed" });
    });

    it("shows the gaps that its log had, which refuse nothing", async () => {
        const report = await checked(() => {}, { files: contents([log[0]!, log[2]!]) });
        expect(report).toMatchObject({ ok: true, logFaults: [{ kind: "missing", fromSeq: 2, toSeq: 2 }] });
    });

    it("has no log, and names no heads, where its makers put none in", async () => {
        const files = new Map([...contents()].filter(([path]) => path !== "log.json"));
        expect((await checked(() => {}, { files, more: { heads: [] } })).ok).toBe(true);
        expect((await checked(() => {}, { files })).faults).toEqual([{ kind: "heads-differ" }]);
    });

    it("is refused when a file is marked higher than the archive", async () => {
        const packed = unwrap(await packArchive(contents(), facts, registry, nobleCrypto));
        const manifest = JSON.parse(new TextDecoder().decode(packed.files.get(MANIFEST_PATH)));
        const low = { ...manifest, labels: ["FR/DR"] };
        const files = new Map([...packed.files, [MANIFEST_PATH, toUtf8(JSON.stringify(low))] as const]);
        const { verify } = unsigned("archive", packed.payload, [officer]);
        const report = await verifyArchive(files, { crypto: nobleCrypto, registry, verify });
        expect(report.faults).toContainEqual({ kind: "label-too-low", path: "log.json" });
    });

    it("is not made with a path that leads out of it", async () => {
        const files = new Map([["../x", { bytes: new Uint8Array(), label: null }]]);
        expect(await packArchive(files, facts, registry, nobleCrypto)).toMatchObject({
            error: { path: "files.0.path" },
        });
    });
});

describe("the high-water mark", () => {
    const mark = (...texts: readonly string[]) =>
        highWaterOf(texts.map(label), registry).map((each) => formatLabel(each, registry));

    it("is the one label that covers all, where there is one", () => {
        expect(mark("FR/DR", "FR/S", "FR/NP")).toEqual(["FR/S"]);
        expect(mark("FR/DR REL=FRA,DEU", "FR/S REL=FRA")).toEqual(["FR/S REL=FRA"]);
        expect(mark()).toEqual([]);
    });

    it("is several where none covers the others", () => {
        expect(mark("FR/DR REL=FRA", "FR/DR REL=DEU", "FR/NP")).toEqual(["FR/DR REL=FRA", "FR/DR REL=DEU"]);
        expect(mark("FR/S", "US/S", "FR/DR").length).toBe(2);
    });
});
