import type { CallWire, TemplateWire } from "../../src/index.ts";
import { CLAIRE, digestOf, idOf, MFA, MOD, PAUL, SENT_S } from "../samples.ts";
import { casesOf, closedCases, type WireVectorFile } from "./cases.ts";

const NADIA = "@nadia:mfa.example";
const role = { id: "OPS", names: { en: "Duty officer" }, eligible: [CLAIRE, NADIA], deputies: [NADIA] };
const directory = {
    agency: MFA,
    part: "centre",
    seq: 1,
    iat: SENT_S,
    posts: [{ id: "CENTRE", names: { en: "Crisis Centre", fr: "Centre de crise" } }],
    roles: [role],
    people: [{ sub: CLAIRE, post: "CENTRE", deputies: [NADIA] }],
};
export const directoryVectors = (): WireVectorFile => ({
    about: "Payloads of directory statements (SPEC 13.1).",
    vectors: casesOf(directory, [
        ["posts, duty roles, people", "13.1", "ok", {}],
        ["a pseudonym", "13.1", "ok", { roles: [{ ...role, pseudonym: "Watch officer" }] }],
        ["an unknown member", "2.1", "malformed:", { note: "" }],
        ["one role twice", "13.1", "malformed:roles", { roles: [role, role] }],
        ["one person twice", "13.1", "malformed:people", { people: [directory.people[0], directory.people[0]] }],
        ["a holder twice", "13.1", "malformed:roles.0.eligible", { roles: [{ ...role, eligible: [CLAIRE, CLAIRE] }] }],
        ["a role in lower case", "13.1", "malformed:roles.0.id", { roles: [{ ...role, id: "ops" }] }],
        ["seq 0", "13.1", "malformed:seq", { seq: 0 }],
        ["a role without a name", "13.1", "malformed:roles.0.names", { roles: [{ ...role, names: {} }] }],
    ]),
});

const handover = { agency: MFA, role: "OPS", iat: SENT_S, from: CLAIRE, to: NADIA, until: SENT_S + 28_800 };
export const handoverVectors = (): WireVectorFile => ({
    about: "Payloads of handover statements (SPEC 13.4).",
    vectors: casesOf(handover, [
        ["from giver to taker", "13.4", "ok", {}],
        ["with a capsule", "13.4", "ok", { capsule: digestOf(1), next: CLAIRE }],
        ["nobody had it", "13.4", "ok", { from: null }],
        ["nobody takes it", "13.4", "ok", { to: null }],
        ["to oneself", "13.4", "malformed:to", { to: CLAIRE }],
        ["from nobody to nobody", "13.4", "malformed:to", { from: null, to: null }],
        ["until before it begins", "13.4", "malformed:until", { until: SENT_S }],
        ["an unknown member", "2.1", "malformed:", { note: "" }],
        ["a taker left out", "13.4", "malformed:to", { to: undefined }],
    ]),
});

const capsule = {
    v: 1,
    role: "OPS",
    iat: SENT_S,
    alerts: [{ broadcast: { sub: PAUL, id: idOf(7) }, unanswered: 33 }],
    pending: [{ author: CLAIRE, seq: 11 }],
    crises: [idOf(1)],
    note: "N2 is closed to buses.",
};
export const capsuleVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.watch.capsule (SPEC 13.6).",
    vectors: [
        ...closedCases("capsule", capsule),
        ...casesOf(capsule, [
            ["open alerts, pending decisions", "13.6", "ok", {}],
            ["less than nobody unanswered", "13.6", "malformed:alerts.0.unanswered", { "alerts.0.unanswered": -1 }],
            ["a crisis twice", "13.6", "malformed:crises", { crises: [idOf(1), idOf(1)] }],
        ]),
    ],
});

export const template: TemplateWire = {
    template: "evacuation",
    seq: 1,
    iat: SENT_S,
    names: { en: "Evacuation of nationals", fr: "Évacuation de ressortissants" },
    lead: MFA,
    agencies: [MFA, MOD],
    label: { pol: "urn:valise:policy:fr:1", lvl: "DR", cat: { REL: ["FRA", "DEU"] } },
    admission: "roster",
    roles: [{ agency: MFA, role: "OPS", required: true }],
    checklist: [{ id: "ships", texts: { en: "Ask the navy for one ship" }, role: "OPS", dueS: 3600 }],
    sitrepEveryS: 7200,
    precedence: "IMMEDIATE",
    retention: { maxAgeS: null, hold: true },
    standby: 1,
};
export const templateVectors = (): WireVectorFile => ({
    about: "Payloads of template statements (SPEC 14.1).",
    vectors: casesOf(template, [
        ["an evacuation", "14.1", "ok", {}],
        ["an unknown member", "2.1", "malformed:", { note: "" }],
        ["a lead that takes no part", "14.1", "malformed:lead", { lead: "urn:valise:agency:intel" }],
        ["a role of an agency that takes no part", "14.1", "malformed:roles", { agencies: [MFA], roles: [{ agency: MOD, role: "J3", required: true }] }],
        ["one role twice", "14.1", "malformed:roles", { roles: [template.roles[0], template.roles[0]] }],
        ["nobody called", "14.1", "malformed:roles", { roles: [] }],
        ["one task twice", "14.1", "malformed:checklist", { checklist: [template.checklist[0], template.checklist[0]] }],
        ["a category without a value", "14.1", "malformed:label.cat.REL", { "label.cat": { REL: [] } }],
        ["a report every minute", "14.1", "malformed:sitrepEveryS", { sitrepEveryS: 60 }],
    ]),
});

const phase = {
    ...{ v: 1, crisis: idOf(1), seq: 1, iat: SENT_S, phase: "alert", lead: MFA, exercise: true },
    ...{ exerciseName: "SÉISME 26", name: "Kessara earthquake", startedS: SENT_S },
};
export const phaseVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.phase (SPEC 14.4).",
    vectors: [
        ...closedCases("phase", phase),
        ...casesOf(phase, [
            ["an alert", "14.4", "ok", {}],
            ["a phase that is none", "14.4", "malformed:phase", { phase: "panic" }],
            ["no exercise flag", "14.4", "malformed:exercise", { exercise: undefined }],
            ["an exercise's name on an actual one", "14.4", "malformed:exerciseName", { exercise: false }],
        ]),
    ],
});

export const call: CallWire = {
    room: "!room:mfa.example",
    charter: digestOf(1),
    gate: "eyJnYXRlIjp0cnVlfQ",
    name: "Evacuation flights",
    precedence: "IMMEDIATE",
    exercise: false,
    iat: SENT_S,
    exp: SENT_S + 900,
};
export const callVectors = (): WireVectorFile => ({
    about: "Payloads of call statements (SPEC 15.1).",
    vectors: casesOf(call, [
        ["into a room", "15.1", "ok", {}],
        ["an unknown member", "2.1", "malformed:", { note: "" }],
        ["for 16 minutes", "15.1", "malformed:exp", { exp: SENT_S + 960 }],
        ["over before it began", "15.1", "malformed:exp", { exp: SENT_S }],
        ["without a charter", "15.1", "malformed:charter", { charter: undefined }],
        ["into no room", "15.1", "malformed:room", { room: "#room:mfa.example" }],
    ]),
});
