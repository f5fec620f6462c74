import { block, idOf, MFA, MOD, PAUL, SENT_S } from "../samples.ts";
import { casesOf, closedCases, type WireVectorFile } from "./cases.ts";

const flash = block();
const full = block({
    ask: { options: [{ id: "yes", texts: { en: "Yes", fr: "Oui" } }], rollCall: { location: true, deputies: true } },
    audience: { agencies: [MFA, MOD], posts: ["EMB.PORT-LAZARE"], roles: ["CONSUL"] },
    crisis: idOf(1),
    attachments: [{ name: "carte.pdf", sizeBytes: 20_480, sha256: `${"a".repeat(42)}A` }],
    status: "exercise",
    exerciseName: "SÉISME 26",
});
const ref = { sub: PAUL, id: idOf(6), iat: SENT_S - 600 };

export const broadcastVectors = (): WireVectorFile => ({
    about: "Blocks org.valise.broadcast and what reading each must end with (SPEC 3).",
    vectors: [
        ...closedCases("broadcast", flash),
        ...casesOf(flash, [
            ["a FLASH", "3.2", "ok", {}],
            ["no acknowledgement wanted", "3.2", "ok", { ask: null, plan: [] }],
            ["a test", "3.2", "ok", { status: "test" }],
            ["an update", "3.3", "ok", { msgType: "update", refs: [ref] }],
            ["a cancel", "3.3", "ok", { msgType: "cancel", refs: [ref], ask: null, plan: [] }],
            ["id of 127 bits", "2.2", "malformed:id", { id: "A".repeat(21) }],
            ["id with unused bits set", "2.2", "malformed:id", { id: "A".repeat(21) + "B" }],
            ["a status of CAP that is not ours", "3.2", "malformed:status", { status: "draft" }],
            ["precedence in lower case", "3.2", "malformed:precedence", { precedence: "flash" }],
            ["a fraction of a second", "3.2", "malformed:iat", { iat: SENT_S + 0.5 }],
            ["no text", "3.2", "malformed:texts", { texts: {} }],
            ["a language that is none", "3.2", "malformed:texts.EN", { texts: { EN: { body: "x" } } }],
            ["an empty text", "3.2", "malformed:texts.en.body", { texts: { en: { body: "" } } }],
            ["a blank text", "3.2", "malformed:texts.en.body", { texts: { en: { body: " \n" } } }],
            ["half a surrogate", "3.2", "malformed:texts.en.body", { texts: { en: { body: "a\ud800" } } }],
            ["a control character", "3.2", "malformed:texts.en.body", { texts: { en: { body: "a\u0007" } } }],
            ["a headline of two lines", "3.2", "malformed:texts.en.headline", { texts: { en: { headline: "a\nb", body: "x" } } }],
            ["an alert that refers", "3.3", "malformed:refs", { refs: [ref] }],
            ["an update of nothing", "3.3", "malformed:refs", { msgType: "update" }],
            ["an update of itself", "3.3", "malformed:refs", { msgType: "update", refs: [{ ...ref, id: flash.id }] }],
            ["one reference twice", "3.3", "malformed:refs", { msgType: "update", refs: [ref, ref] }],
            ["a cancel that asks", "3.3", "malformed:ask", { msgType: "cancel", refs: [ref] }],
            ["expires when sent", "3.3", "malformed:expires", { expires: SENT_S }],
            ["expires after 31 days", "3.3", "malformed:expires", { expires: SENT_S + 31 * 86_400 }],
            ["a deadline after it expired", "3.3", "malformed:ask.withinS", { expires: SENT_S + 300, plan: [] }],
            ["a deadline of 29 s", "3.2", "malformed:ask.withinS", { "ask.withinS": 29 }],
            ["an exercise's name on an actual one", "3.3", "malformed:exerciseName", { exerciseName: "SEISME" }],
            ["a plan without a question", "3.3", "malformed:plan", { ask: null }],
            ["steps out of order", "3.3", "malformed:plan", { plan: [...flash.plan].reverse() }],
            ["a step twice", "3.3", "malformed:plan", { plan: [flash.plan[0], flash.plan[0]] }],
            ["an unknown step", "3.2", "malformed:plan.0.do", { plan: [{ step: 1, afterS: 60, do: "launch" }] }],
            ["a lead cell that is no agency", "3.2", "malformed:lead", { lead: "MFA" }],
        ]),
        ...casesOf(full, [
            ["an exercise with everything", "3.2", "ok", {}],
            ["one option twice", "3.3", "malformed:ask.options", { "ask.options": [full.ask?.options[0], full.ask?.options[0]] }],
            ["an agency twice", "3.6", "malformed:audience.agencies", { "audience.agencies": [MFA, MFA] }],
            ["an attachment whose hash is too short", "3.7", "malformed:attachments.0.sha256", { attachments: [{ name: "a", sizeBytes: 1, sha256: "a" }] }],
            ["24,000 bytes are too many", "3.4", "too-large", { texts: Object.fromEntries(["en", "fr", "de"].map((tag) => [tag, { body: "é".repeat(4_200) }])) }],
        ]),
        {
            name: "a member __proto__",
            clause: "2.1",
            expect: "malformed:__proto__",
            value: JSON.parse(JSON.stringify(flash).replace("{", '{"__proto__":{},')),
        },
        { name: "an array", clause: "2.1", expect: "malformed:", value: [flash] },
    ],
});

const alarm = { v: 1, broadcast: { sub: PAUL, id: idOf(7) }, step: 1 };
export const alarmStepVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.alarm (SPEC 5.6).",
    vectors: [
        ...closedCases("alarm", alarm),
        ...casesOf(alarm, [
            ["a first repetition", "5.6", "ok", {}],
            ["to a deputy", "5.6", "ok", { for: ["@claire:mfa.example"] }],
            ["to a deputy by hand", "5.6", "ok", { for: ["@claire:mfa.example"], now: true }],
            ["by hand, in nobody's place", "5.6", "malformed:for", { now: true }],
            ["for one person twice", "5.6", "malformed:for", { for: [PAUL, PAUL] }],
            ["step 0, which is the sending itself", "5.6", "malformed:step", { step: 0 }],
            ["a sender that is no user", "5.6", "malformed:broadcast.sub", { "broadcast.sub": "paul" }],
        ]),
    ],
});

const notice = {
    v: 1,
    event: "$event",
    status: "actual",
    precedence: "FLASH",
    iat: SENT_S,
    expires: SENT_S + 3600,
    lead: MFA,
    contact: { en: "Duty officer, MFA Operations, +33 1 00 00 00 00" },
};
export const noticeVectors = (): WireVectorFile => ({
    about: "Contents of org.valise.broadcast.notice (SPEC 3.9).",
    vectors: [
        ...closedCases("notice", notice),
        ...casesOf(notice, [
            ["whom to call, and no more", "3.9", "ok", {}],
            ["a word of the content", "3.9", "malformed:", { texts: { en: { body: "x" } } }],
            ["nobody to call", "3.9", "malformed:contact", { contact: {} }],
        ]),
    ],
});

const call = {
    v: 1,
    call: `${idOf(7)}-4`,
    step: 4,
    exercise: false,
    people: [PAUL],
    say: { de: "Valise öffnen", en: "Open Valise", fr: "Ouvrez Valise" },
};
export const gatewayVectors = (): WireVectorFile => ({
    about: "What a gateway command reads on standard input (SPEC 9.6).",
    vectors: [
        ...closedCases("gateway call", call),
        ...casesOf(call, [
            ["open Valise", "9.6", "ok", {}],
            ["any other word", "9.6", "malformed:say.en", { "say.en": "Airport closes, open Valise" }],
            ["a fourth language", "9.6", "malformed:say", { "say.es": "Abra Valise" }],
            ["an exercise said as if it were actual", "9.6", "malformed:say.de", { exercise: true }],
            ["nobody", "9.6", "malformed:people", { people: [] }],
            ["a step that its call does not name", "9.6", "malformed:call", { call: idOf(7) }],
        ]),
    ],
});
