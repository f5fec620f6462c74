import { epochMs } from "@valise/base";
import type { BroadcastSnapshot, CoverageRowSnapshot, RungCountsSnapshot } from "@valise/bridge";
import { demoNowMs, roomIdOf, userIdOf } from "./builders.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildBroadcast, buildCrisis } from "./fakeCrisis.ts";
import type { FakeTopics } from "./fakeTopics.ts";

const minuteMs = 60_000;
const fromNow = (minutes: number) => epochMs(demoNowMs + minutes * minuteMs);
const idOf = (name: string) => name.padEnd(22, "x");
const paul = {
    senderId: userIdOf("@paul:mod.example"),
    senderName: "Paul Estève",
    agency: "Ministry of Defence",
} as const;
const channel = { roomId: roomIdOf("!flights"), expiresMs: fromNow(1400), marking: demoMarkings.frDr } as const;

/** The FLASH of the picture: alarming, two minutes and a half left, in three languages. */
export function demoFlash(values: Partial<BroadcastSnapshot> = {}): BroadcastSnapshot {
    return buildBroadcast(idOf("flash7"), {
        ...channel,
        ...paul,
        headlines: [
            { lang: "en", text: "Port Lazare airport closes to civil traffic at 12:00Z." },
            { lang: "fr", text: "L’aéroport de Port Lazare ferme au trafic civil à 12:00Z." },
            { lang: "de", text: "Der Flughafen Port Lazare schließt um 12:00Z für den zivilen Verkehr." },
        ],
        texts: [
            { lang: "en", text: "Move every assembly point to Tamrin airfield now. Road N4 is open, N2 is blocked." },
            { lang: "fr", text: "Déplacez tous les points de rassemblement vers Tamrin. La N4 est ouverte." },
            { lang: "de", text: "Verlegen Sie alle Sammelpunkte zum Flugplatz Tamrin. Die N4 ist frei." },
        ],
        sentAtMs: fromNow(-6),
        deadlineMs: epochMs(demoNowMs + 161_000),
        ask: { options: [], text: true, rollCall: null },
        alarm: { step: 0, sounds: true, repeatEveryMs: 20_000, missed: false, standsInFor: [] },
        readBack: [
            { lang: "en", words: ["anchor", "basil", "copper", "delta", "ember", "falcon"] },
            { lang: "fr", words: ["ancre", "balise", "cuivre", "digue", "ecorce", "faucon"] },
            { lang: "de", words: ["anker", "basalt", "dohle", "eiche", "falke", "garten"] },
        ],
        collects: true,
        ...values,
    });
}

const options = [
    { id: "all", texts: [{ lang: "en", text: "All accounted for" }] },
    { id: "some", texts: [{ lang: "en", text: "Some missing" }] },
];

const answered = (hour: number, minute: number) =>
    ({
        addressed: true,
        rung: "acknowledged",
        option: null,
        text: null,
        answeredAtMs: epochMs(Date.UTC(2026, 10, 21, hour, minute)),
        confirmed: "ledger",
    }) as const;

function others(): readonly BroadcastSnapshot[] {
    const nadia = { agency: "Foreign Ministry" } as const;
    return [
        buildBroadcast(idOf("rollcall"), {
            ...channel,
            ...nadia,
            precedence: "IMMEDIATE",
            headlines: [{ lang: "en", text: "Roll call: all staff in Kessara" }],
            texts: [{ lang: "en", text: "Say how you are and where." }],
            sentAtMs: fromNow(-48),
            deadlineMs: fromNow(22),
            ask: { options, text: true, rollCall: { location: true, deputies: true } },
            collects: true,
        }),
        buildBroadcast(idOf("sitrep"), {
            ...channel,
            ...nadia,
            precedence: "PRIORITY",
            texts: [{ lang: "en", text: "SITREP 4 at 11:00Z: inputs by 10:40" }],
            sentAtMs: fromNow(-68),
            ask: { options: [], text: true, rollCall: null },
            mine: answered(9, 3),
        }),
        buildBroadcast(idOf("assembly"), {
            ...channel,
            ...nadia,
            precedence: "PRIORITY",
            texts: [{ lang: "en", text: "Assembly point: Lycée, gate C" }],
            sentAtMs: fromNow(-143),
            standing: "superseded",
        }),
        buildBroadcast(idOf("forged"), {
            ...channel,
            senderId: userIdOf("@mallory:mod.example"),
            senderName: "Mallory",
            agency: null,
            texts: [{ lang: "en", text: "Leave your post at once." }],
            sentAtMs: fromNow(-30),
            refused: "CRS_NOT_BROADCASTER",
        }),
    ];
}

const counts = (n: readonly [number, number, number, number, number]): RungCountsSnapshot => ({
    addressed: n[0] + n[1] + n[2] + n[3] + n[4],
    acknowledged: n[0],
    seen: n[1],
    delivered: n[2],
    notDelivered: n[3],
    noKey: n[4],
    noDevice: 0,
    undecryptable: 0,
    cannotComply: 0,
});

type Person = CoverageRowSnapshot["people"][number];
const person = (id: string, name: string, rung: Person["rung"], values: Partial<Person> = {}): Person => ({
    userId: userIdOf(`@${id}:mfa.example`),
    name,
    post: null,
    rung,
    code: null,
    option: null,
    text: null,
    triage: null,
    location: null,
    answeredAtMs: null,
    by: null,
    state: null,
    ...values,
});

const people: readonly Person[] = [
    person("thomas", "Thomas Aubry", "not-delivered", { post: "Visa section" }),
    person("jean", "Jean Vidal", "key-withheld", { code: "ATT_EXPIRED" }),
    person("nadia", "Nadia Roche", "acknowledged", { answeredAtMs: fromNow(-3) }),
    person("idris", "Idris Benali", "acknowledged", { answeredAtMs: fromNow(-4) }),
    person("ana", "Ana Lemos", "seen"),
];

const states: Readonly<Record<string, Partial<Person>>> = {
    "Nadia Roche": { triage: "safe", location: "Tamrin" },
    "Idris Benali": { triage: "need-help" },
};

function coverage({ key, broadcastId, ask }: BroadcastSnapshot): CoverageRowSnapshot {
    const agency = (id: string) => `urn:valise:agency:${id}`;
    const rows = [
        ["mfa", "Foreign Ministry", counts([121, 12, 9, 4, 2]), "own-ledger", null],
        ["mod", "Ministry of Defence", counts([71, 14, 8, 1, 2]), "signed-counts", fromNow(-1)],
        ["intel", "Intelligence Service", counts([6, 4, 3, 28, 0]), "signed-counts", fromNow(-12)],
    ] as const;
    return {
        key,
        broadcastId,
        rollCall: null,
        agencies: rows.map(([id, agencyName, each, source, asOfMs]) => ({
            ...each,
            agency: agency(id),
            agencyName,
            source,
            asOfMs,
        })),
        total: counts([198, 30, 20, 33, 4]),
        people: ask?.rollCall == null ? people : people.map((each) => ({ ...each, ...states[each.name] })),
        notReached: [
            { agency: agency("intel"), cause: "not-delivered", count: 28 },
            { agency: agency("mfa"), cause: "not-delivered", count: 4 },
            { agency: agency("mfa"), cause: "key-withheld", count: 2 },
        ],
        escalation: { state: "none", leader: null, nextStepAtMs: null, stepsDone: [] },
    };
}

/** The crisis of the pictures, beside the rooms of `loadDemoWorld`. `flash` changes the alarming broadcast. */
export function loadDemoCrisis(topics: FakeTopics, flash: Partial<BroadcastSnapshot> = {}): void {
    const first = demoFlash(flash);
    const rest = others();
    topics.publish(
        { topic: "crisis" },
        buildCrisis({
            may: { broadcast: true, open: false, writeDirectory: false },
            channels: [channel.roomId],
            duty: [
                {
                    key: "urn:valise:agency:mfa OPS",
                    agency: "urn:valise:agency:mfa",
                    agencyName: "Foreign Ministry",
                    role: "OPS",
                    names: [{ lang: "en", text: "Duty officer" }],
                    holderId: userIdOf("@claire:mfa.example"),
                    holderName: "Claire Morvan",
                    sinceMs: fromNow(-240),
                    deputies: [],
                    mine: "holds",
                    offeredBy: null,
                    offeredNote: null,
                },
            ],
            rows: [first, ...rest],
        }),
    );
    const collected = [first, ...rest].filter(({ collects }) => collects);
    topics.publish({ topic: "coverage" }, { rows: collected.map(coverage) });
}
