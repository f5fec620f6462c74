import { CLAIRE, digestOf, idOf, MFA, MOD, PAUL, SENT_S } from "../samples.ts";
import { casesOf, closedCases, type WireVectorFile } from "./cases.ts";

const decision = { kind: "decision", text: "Move every assembly point to Tamrin airfield", agreedBy: [CLAIRE, PAUL] };
const head = { author: PAUL, seq: 37, digest: digestOf(37) };
const sitrep = {
    kind: "sitrep",
    number: 3,
    summary: "412 nationals registered at the Lycée, 61 need medical transport",
    figures: [{ name: "registered", value: "412", change: "+86" }],
    nextS: SENT_S + 3600,
    heads: [head],
};
const task = { kind: "task", task: idOf(18), state: "open", text: "Buses for 160 people from gate C", dueS: SENT_S + 2600 };
const auto = { kind: "auto", code: "link-lost", facts: { agency: "INTEL", waiting: 3 } };
const entry = { v: 1, crisis: idOf(1), seq: 2, prev: digestOf(1), iat: SENT_S, body: decision };

export const logVectors = (): WireVectorFile => ({
    about: "Blocks org.valise.log (SPEC 16).",
    vectors: [
        ...closedCases("entry", entry),
        ...casesOf(entry, [
            ["a decision", "16.1", "ok", {}],
            ["a SITREP", "16.1", "ok", { body: sitrep }],
            ["a task", "16.1", "ok", { body: task }],
            ["an automatic entry", "16.1", "ok", { body: auto }],
            ["an author's first", "16.1", "ok", { seq: 1, prev: null }],
            ["a first that follows", "16.1", "malformed:prev", { seq: 1 }],
            ["a second that follows nothing", "16.1", "malformed:prev", { prev: null }],
            ["seq 0", "16.1", "malformed:seq", { seq: 0, prev: null }],
            ["a kind that is none", "16.1", "malformed:body.kind", { body: { kind: "rumour", text: "x" } }],
            ["a decision with a member of a task", "2.1", "malformed:body", { "body.state": "open" }],
            ["someone agreed twice", "16.1", "malformed:body.agreedBy", { "body.agreedBy": [PAUL, PAUL] }],
            ["a SITREP with two heads of one author", "16.1", "malformed:body.heads", { body: { ...sitrep, heads: [head, { ...head, seq: 38 }] } }],
            ["a fact that is a fraction", "16.1", "malformed:body.facts.waiting", { body: { ...auto, facts: { waiting: 0.5 } } }],
        ]),
    ],
});

const file = { path: "log.json", sizeBytes: 2, sha256: digestOf(2), label: "FR/DR" };
const manifest = {
    ...{ v: 1, archive: idOf(2), crisis: idOf(1), name: "Kessara earthquake", iat: SENT_S, exercise: false },
    ...{ labels: ["FR/S"], scope: "all", leftOut: { entries: 0, messages: 14, files: 0 }, agencies: [MFA, MOD] },
    ...{ heads: [head], files: [file, { ...file, path: "files/carte.pdf", label: null }] },
};
const listed = (...paths: readonly string[]) => ({ files: paths.map((path) => ({ ...file, path })) });
export const manifestVectors = (): WireVectorFile => ({
    about: "manifest.json of archives (SPEC 17.2).",
    vectors: [
        ...closedCases("manifest", manifest),
        ...casesOf(manifest, [
            ["a whole crisis", "17.2", "ok", {}],
            ["an exercise", "17.2", "ok", { exercise: true, exerciseName: "SÉISME 26" }],
            ["an exercise's name on an actual one", "17.2", "malformed:exerciseName", { exerciseName: "SÉISME 26" }],
            ["a path that leads out", "17.1", "malformed:files.0.path", listed("../etc/passwd")],
            ["a path that leads out further in", "17.1", "malformed:files.0.path", listed("a/../../b")],
            ["an absolute path", "17.1", "malformed:files.0.path", listed("/etc/passwd")],
            ["a Windows path", "17.1", "malformed:files.0.path", listed("a\\b")],
            ["a hidden file", "17.1", "malformed:files.0.path", listed("a/.b")],
            ["one path twice", "17.1", "malformed:files", listed("a.json", "A.json")],
            ["itself", "17.2", "malformed:files", listed("log.json", "Manifest.json")],
            ["its signature", "17.2", "malformed:files", listed("signature.json", "x.json")],
            ["a file without a digest", "17.2", "malformed:files.0.sha256", { files: [{ ...file, sha256: undefined }] }],
        ]),
    ],
});

const archive = { archive: idOf(2), crisis: idOf(1), iat: SENT_S, exercise: false, labels: ["FR/S"], files: 2, manifest: digestOf(3) };
export const archiveVectors = (): WireVectorFile => ({
    about: "Payloads of archive statements (SPEC 17.3).",
    vectors: casesOf(archive, [
        ["an archive", "17.3", "ok", {}],
        ["an unknown member", "2.1", "malformed:", { stowaway: "" }],
        ["no digest", "17.3", "malformed:manifest", { manifest: "" }],
        ["a label twice", "17.3", "malformed:labels", { labels: ["FR/S", "FR/S"] }],
    ]),
});

const bag = { bag: idOf(3), iat: SENT_S, from: CLAIRE, to: [MOD], items: 2, contents: digestOf(4) };
export const bagVectors = (): WireVectorFile => ({
    about: "Payloads of bag statements (SPEC 18.2).",
    vectors: casesOf(bag, [
        ["a bag", "18.2", "ok", {}],
        ["an unknown member", "2.1", "malformed:", { stowaway: "" }],
        ["for nobody", "18.2", "malformed:to", { to: [] }],
        ["from nobody", "18.2", "malformed:from", { from: "claire" }],
        ["without its contents", "18.2", "malformed:contents", { contents: undefined }],
    ]),
});

const event = { event_id: "$1", room_id: "!r:mfa.example", sender: CLAIRE, origin_server_ts: SENT_S * 1000 };
const sealed = { t: "event", event: { type: "m.room.encrypted", ...event, content: { algorithm: "m.megolm.v1.aes-sha2" } } };
export const bagItemVectors = (): WireVectorFile => ({
    about: "Items of a bag (SPEC 18.3).",
    vectors: [
        ...casesOf(sealed, [
            ["a sealed event", "18.3", "ok", {}],
            ["an event in clear", "18.3", "malformed:event.type", { "event.type": "m.room.message" }],
            ["an event without a sender", "18.3", "malformed:event.sender", { "event.sender": undefined }],
            ["an event with a server's own additions", "18.3", "malformed:event", { "event.unsigned": {} }],
        ]),
        ...casesOf({ t: "state", event: { type: "org.valise.charter", state_key: "", ...event, content: {} } }, [
            ["a charter", "18.3", "ok", {}],
            ["a room's name in clear", "18.3", "malformed:event.type", { "event.type": "m.room.name" }],
        ]),
        ...casesOf({ t: "olm", to: PAUL, device: "DEV", sender: CLAIRE, content: { ciphertext: {} } }, [
            ["a message to a device", "18.3", "ok", {}],
            ["to no device", "18.3", "malformed:device", { device: "" }],
        ]),
        ...casesOf({ t: "unreachable", user: PAUL, device: "DEV" }, [
            ["a device it does not open for", "18.3", "ok", {}],
            ["something else", "18.3", "malformed:t", { t: "note" }],
        ]),
    ],
});
