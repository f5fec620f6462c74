import { CLAIRE, idOf, MFA, MOD, PAUL, SENT_S } from "../samples.ts";
import { casesOf, closedCases, type WireVector, type WireVectorFile } from "./cases.ts";

const broadcast = { sub: PAUL, id: idOf(7) };
const record = {
    deliveredS: SENT_S + 3,
    seenS: SENT_S + 20,
    answeredS: SENT_S + 60,
    answer: { rev: 1, kind: "acknowledged", atS: SENT_S + 60 },
};
const answer = { v: 1, about: { broadcast }, record };
const blind = { v: 1, about: { event: "$event" }, record: { undecryptableS: SENT_S + 3 } };
const confirmation = { ...answer, held: "ledger" };

export const answerVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.answer (SPEC 6).",
    vectors: [
        ...closedCases("answer", answer),
        ...casesOf(answer, [
            ["acknowledged", "6.2", "ok", {}],
            ["only delivered", "6.2", "ok", { record: { deliveredS: SENT_S } }],
            ["a deputy's", "6.2", "ok", { for: CLAIRE, "record.answer": { ...record.answer, by: PAUL } }],
            ["safe, and where", "6.2", "ok", { "record.answer": { ...record.answer, triage: "safe", location: "Gate C" } }],
            ["an answer without a time of answering", "6.2", "malformed:record.answer", { "record.answeredS": undefined }],
            ["a time of answering without an answer", "6.2", "malformed:record.answer", { "record.answer": undefined }],
            ["an answer of revision 0", "6.2", "malformed:record.answer.rev", { "record.answer": { ...record.answer, rev: 0 } }],
            ["a rung that is none", "6.2", "malformed:record", { "record.readS": SENT_S }],
            ["a third kind of answer", "6.2", "malformed:record.answer.kind", { "record.answer": { ...record.answer, kind: "maybe" } }],
            ["a location of two lines", "6.2", "malformed:record.answer.location", { "record.answer": { ...record.answer, location: "a\nb" } }],
            ["a text of 1,001 characters", "6.2", "malformed:record.answer.text", { "record.answer": { ...record.answer, text: "x".repeat(1001) } }],
            ["about two things", "6.1", "malformed:about", { about: { broadcast, event: "$event" } }],
            ["more than 4,000 bytes", "6.1", "too-large", { "record.answer": { ...record.answer, text: "漢".repeat(1000), location: "漢".repeat(200) , option: "a" }, for: `@${"x".repeat(200)}:${"y".repeat(50)}`, about: { broadcast: { sub: `@${"x".repeat(200)}:${"y".repeat(50)}`, id: idOf(7) } } }],
        ]),
        ...casesOf(blind, [
            ["an event that could not be decrypted", "6.2", "ok", {}],
            ["which claims to be seen", "6.2", "malformed:record", { "record.seenS": SENT_S }],
            ["which says nothing", "6.2", "malformed:record", { record: {} }],
        ]),
    ],
});

export const confirmationVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.answer.confirmed (SPEC 6.6).",
    vectors: [
        ...closedCases("confirmation", confirmation),
        ...casesOf(confirmation, [
            ["written to the ledger", "6.6", "ok", {}],
            ["held in another way", "6.6", "malformed:held", { held: "memory" }],
            ["without the record", "6.6", "malformed:record", { record: undefined }],
        ]),
    ],
});

const counts = { noDevice: 1, noKey: 2, notDelivered: 4, undecryptable: 0, delivered: 9, seen: 11, acknowledged: 120, cannotComply: 1 };
const all = { addressed: 148, ...counts };
const entries: Readonly<Record<string, object>> = {
    answer: { t: "answer", broadcast, who: CLAIRE, record },
    addressed: { t: "addressed", broadcast, who: CLAIRE, reach: "key-withheld", code: "ATT_EXPIRED" },
    manifest: { t: "manifest", broadcast, agency: MOD, addressed: 41, noDevice: 0, noKey: 2 },
    event: { t: "event", broadcast, event: "$event" },
    undecryptable: { t: "undecryptable", event: "$event", who: CLAIRE, atS: SENT_S },
    counts: { t: "counts", broadcast, agency: MOD, iat: SENT_S, counts: all },
    step: { t: "step", broadcast, step: 1, by: CLAIRE, atS: SENT_S + 120 },
    gateway: { t: "step", broadcast, step: 4, by: CLAIRE, atS: SENT_S + 660, gateway: { state: "failed", exit: 3 } },
    unreached: { t: "unreached", broadcast, step: 1, who: CLAIRE, why: "no-device", atS: SENT_S + 120 },
    pause: { t: "pause", broadcast, rev: 1, paused: true },
    alive: { t: "alive", who: CLAIRE, device: "DEV", untilS: SENT_S + 60 },
    caller: { t: "alive", who: CLAIRE, device: "DEV", untilS: SENT_S + 60, gateway: true },
    released: { t: "released", broadcast, agency: MOD, who: PAUL, rung: "no-device", atS: SENT_S },
};

export const ledgerVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.ledger: batches of entries (SPEC 7).",
    vectors: [
        ...closedCases("batch", { v: 1, entries: [entries.answer] }),
        ...Object.entries(entries).flatMap(([kind, entry]): WireVector[] => [
            { name: `an entry "${kind}"`, clause: "7.1", expect: "ok", value: { v: 1, entries: [entry] } },
            {
                name: `an entry "${kind}" with an unknown member`,
                clause: "7.1",
                expect: "malformed:entries.0",
                value: { v: 1, entries: [{ ...entry, note: "" }] },
            },
        ]),
        ...([
            [{ state: "done", exit: 3 }, "exit"],
            [{ state: "failed", exit: 0 }, "exit"],
            [{ state: "timed-out", exit: 1 }, "exit"],
            [{ state: "sent" }, "state"],
        ] as const).map(
            ([gateway, path]): WireVector => ({
                name: `what no call of a gateway ends as: ${JSON.stringify(gateway)}`,
                clause: "9.7",
                expect: `malformed:entries.0.gateway.${path}`,
                value: { v: 1, entries: [{ ...entries.gateway, gateway }] },
            }),
        ),
        {
            name: "a step left out, and a plan held, each with its reason",
            clause: "7.1",
            expect: "ok",
            value: {
                v: 1,
                entries: [
                    { ...entries.step, skipped: "Called already." },
                    { ...entries.pause, why: "The minister speaks first." },
                ],
            },
        },
        {
            name: "a step left out for no reason",
            clause: "7.1",
            expect: "malformed:entries.0.skipped",
            value: { v: 1, entries: [{ ...entries.step, skipped: "" }] },
        },
        { name: "an empty batch", clause: "7.1", expect: "malformed:entries", value: { v: 1, entries: [] } },
        { name: "an unknown entry", clause: "7.1", expect: "malformed:entries.0.t", value: { v: 1, entries: [{ t: "note" }] } },
        {
            name: "one bad entry among good ones",
            clause: "7.1",
            expect: "malformed:entries.1.record",
            value: { v: 1, entries: [entries.answer, { ...entries.answer, record: 1 }] },
        },
        {
            name: "more than 32,000 bytes",
            clause: "7.1",
            expect: "too-large",
            value: { v: 1, entries: Array.from({ length: 200 }, () => entries.answer) },
        },
        {
            name: "more without key than addressed",
            clause: "7.1",
            expect: "malformed:entries.0.addressed",
            value: { v: 1, entries: [{ ...entries.manifest, addressed: 1 }] },
        },
    ],
});

const signed = { room: "!channel:mod.example", broadcast, agency: MOD, iat: SENT_S, counts: all };
export const countsVectors = (): WireVectorFile => ({
    about: "Payloads of counts statements (SPEC 8.5); signatures are tried in packages/clearance.",
    vectors: casesOf(signed, [
        ["each person on one rung", "8.5", "ok", {}],
        ["a sum that is not the number addressed", "8.5", "malformed:counts.addressed", { "counts.addressed": 147 }],
        ["a rung missing", "8.5", "malformed:counts.seen", { "counts.seen": undefined }],
        ["a name", "8.5", "malformed:", { people: [CLAIRE] }],
        ["less than nobody", "8.5", "malformed:counts.seen", { "counts.seen": -1 }],
        ["of nobody's agency", "8.5", "malformed:agency", { agency: "MFA" }],
        ["another agency's id", "8.5", "ok", { agency: MFA }],
    ]),
});

const manifest = {
    ...{ v: 1, broadcast, event: "$event", people: [{ who: CLAIRE, reach: "key-withheld", code: "ATT_EXPIRED" }] },
    others: [{ agency: MOD, addressed: 41, noDevice: 3, noKey: 1 }],
};
export const recipientVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.broadcast.manifest (SPEC 7.5).",
    vectors: [
        ...closedCases("manifest", manifest),
        ...casesOf(manifest, [
            ["people and counts", "7.5", "ok", {}],
            ["a reach that is none", "7.5", "malformed:people.0.reach", { "people.0.reach": "maybe" }],
            ["a code that says more", "7.5", "malformed:people.0.code", { "people.0.code": "holds only NP" }],
            ["more without key than addressed", "7.5", "malformed:others.0.addressed", { "others.0.addressed": 3 }],
            ["301 people", "7.5", "malformed:people", { people: Array.from({ length: 301 }, () => manifest.people[0]) }],
        ]),
    ],
});

const release = { v: 1, broadcast, who: PAUL, rung: "no-device", atS: SENT_S };
export const releaseVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.release (SPEC 8.6).",
    vectors: [
        ...closedCases("release", release),
        ...casesOf(release, [
            ["a name", "8.6", "ok", {}],
            ["a rung that is none", "8.6", "malformed:rung", { rung: "asleep" }],
            ["with an answer", "8.6", "malformed:", { answer: "x" }],
        ]),
    ],
});
