import { epochMs } from "@valise/base";
import type {
    AlarmSnapshot,
    BroadcastSnapshot,
    CoverageRowSnapshot,
    CrisisSnapshot,
    LogEntrySnapshot,
    LogSnapshot,
    MarkingSnapshot,
    RungCountsSnapshot,
} from "@valise/bridge";
import { demoNowMs, roomIdOf, userIdOf } from "./builders.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildBroadcast, buildCrisis, buildLogEntry } from "./fakeCrisis.ts";
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

/** What a FLASH does to whoever it asks. */
export const buildAlarm = (values: Partial<AlarmSnapshot> = {}): AlarmSnapshot => ({
    ...{ step: 0, sounds: true, repeatEveryMs: 20_000, raisesWindow: true, throughDoNotDisturb: true },
    ...{ missed: false, standsInFor: [], ...values },
});

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
        alarm: buildAlarm(),
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
    deputies: [],
    state: null,
    ...values,
});

const people: readonly Person[] = [
    person("thomas", "Thomas Aubry", "not-delivered", {
        ...{
            post: [{ lang: "en", text: "Visa section" }],
            deputies: [{ userId: userIdOf("@mei:mfa.example"), name: "Mei Carlier" }],
        },
    }),
    person("jean", "Jean Vidal", "key-withheld", { code: "ATT_EXPIRED" }),
    person("nadia", "Nadia Roche", "acknowledged", { answeredAtMs: fromNow(-3) }),
    person("idris", "Idris Benali", "acknowledged", { answeredAtMs: fromNow(-4) }),
    person("ana", "Ana Lemos", "seen"),
];

const states: Readonly<Record<string, Partial<Person>>> = {
    "Nadia Roche": { triage: "safe", location: "Tamrin" },
    "Idris Benali": { triage: "need-help" },
};

function howIs({ name, rung }: Person): Partial<Person> {
    const said = states[name] ?? {};
    return { ...said, state: said.triage ?? (rung === "acknowledged" ? "answered" : "missing") };
}

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
        people: ask?.rollCall == null ? people : people.map((each) => ({ ...each, ...howIs(each) })),
        notReached: [
            { agency: agency("intel"), cause: "not-delivered", count: 28 },
            { agency: agency("mfa"), cause: "not-delivered", count: 4 },
            { agency: agency("mfa"), cause: "key-withheld", count: 2 },
        ],
        escalation: escalation(ask?.rollCall == null),
    };
}

type Escalation = CoverageRowSnapshot["escalation"];

/** Of a FLASH with two steps behind it; led here. */
function escalation(isFlash: boolean): Escalation {
    const none = {
        leader: null,
        nextStepAtMs: null,
        stepsDone: [],
        steps: [],
        pauseReason: null,
        gateway: null,
    } as const;
    if (!isFlash) return { ...none, state: "none" };
    const step = (number: number, act: Escalation["steps"][number]["do"], dueMs: number, isDone: boolean) => ({
        ...{ step: number, do: act, dueAtMs: epochMs(demoNowMs + dueMs), skipped: null, unreached: [] },
        ...(isDone
            ? { doneAtMs: epochMs(demoNowMs + dueMs + 1_000), by: userIdOf("@claire:mfa.example") }
            : { doneAtMs: null, by: null }),
    });
    const steps = [
        step(1, "alarm", -240_000, true),
        step(2, "deputies", -90_000, true),
        step(3, "list", 161_000, false),
        step(4, "gateway", 221_000, false),
        step(5, "decide", 641_000, false),
    ];
    return { ...none, state: "led-here", nextStepAtMs: epochMs(demoNowMs + 161_000), stepsDone: [1, 2], steps };
}

type Duty = CrisisSnapshot["duty"][number];
const dutyRole = (id: string, agencyName: string, role: string, values: Partial<Duty> = {}): Duty => ({
    ...{ key: `urn:valise:agency:${id} ${role}`, agency: `urn:valise:agency:${id}`, agencyName, role },
    ...{ names: [{ lang: "en", text: "Duty officer" }], holderId: null, holderName: null, sinceMs: null },
    ...{
        deputies: [],
        eligible: [],
        mine: "no",
        offeredBy: null,
        offeredByName: null,
        offeredNote: null,
        offeredOpen: null,
    },
    ...values,
});

const claire = { userId: userIdOf("@claire:mfa.example"), name: "Claire Morvan" };
const nadia = { userId: userIdOf("@nadia:mfa.example"), name: "Nadia Roche" };

/** Claire has one watch, is offered another; the air cell is Paul's, and at night nobody is there. */
const duty: readonly Duty[] = [
    dutyRole("mfa", "Foreign Ministry", "OPS", {
        ...{ holderId: claire.userId, holderName: claire.name, sinceMs: fromNow(-240), eligible: [claire, nadia] },
        mine: "holds",
    }),
    dutyRole("mfa", "Foreign Ministry", "CONSULAR", {
        names: [{ lang: "en", text: "Consular desk" }],
        ...{ eligible: [claire, nadia], holderId: nadia.userId, holderName: nadia.name, mine: "may-take" },
        ...{ offeredBy: nadia.userId, offeredByName: nadia.name, offeredNote: "Two coaches at 06:00." },
        offeredOpen: {
            alerts: [{ key: buildBroadcast(idOf("flash7"), paul).key, unanswered: 41 }],
            pending: [
                { authorId: nadia.userId, seq: 3, title: "Order two coaches for gate C" },
                { authorId: nadia.userId, seq: 4, title: null },
            ],
            crises: 1,
        },
    }),
    dutyRole("mod", "Ministry of Defence", "AIR", {
        names: [{ lang: "en", text: "Joint operations, air cell" }],
        ...{ holderId: paul.senderId, holderName: paul.senderName, sinceMs: fromNow(-90) },
    }),
    dutyRole("intel", "Intelligence Service", "NIGHT"),
];

function template(name: string, title: string, marking: MarkingSnapshot): CrisisSnapshot["templates"][number] {
    const agencies = ["mfa", "mod", "intel"].map((id) => `urn:valise:agency:${id}`);
    const roles = ["mfa OPS", "mod AIR", "intel WATCH", "intel NIGHT"].map(
        (text) => text.split(" ") as [string, string],
    );
    return {
        ...{ template: name, names: [{ lang: "en", text: title }], lead: agencies[0] ?? "", agencies, marking },
        roles: roles.map(([id, role]) => ({ agency: `urn:valise:agency:${id}`, role, required: true })),
        ...{ checklistCount: 2, sitrepEveryMs: 3_600_000, precedence: "IMMEDIATE", standbyReady: 0 },
    };
}

/** The log of the picture: a task that is late, one that is done, a decision, a report, and a hole in a chain. */
export function demoLog(): LogSnapshot {
    const entry = (key: string, minutes: number, values: Partial<LogEntrySnapshot>) =>
        buildLogEntry(key, { atMs: fromNow(minutes), marking: demoMarkings.frDr, ...values });
    const byPaul = { authorId: paul.senderId, authorName: paul.senderName, agency: paul.agency } as const;
    return {
        roomId: channel.roomId,
        sitrepDueAtMs: fromNow(54),
        rows: [
            entry("hotline", -62, {
                kind: "task",
                title: "Families hotline: second shift",
                done: true,
                ownerRole: "OPS",
            }),
            entry("navy", -56, { ...byPaul, title: "Ask the navy for one ship off Tamrin", chain: "gap" }),
            entry("buses", -33, {
                ...{ kind: "task", title: "Buses for 160 from gate C", dueAtMs: fromNow(-5) },
                ownerId: paul.senderId,
            }),
            entry("sitrep", -20, {
                ...{ kind: "sitrep", title: "SITREP 3: 412 nationals registered, 61 need medical transport" },
                text: "Water and power at the assembly point hold until tonight.\nThe N2 bridge is closed to buses.",
            }),
            entry("move", -3, {
                title: "Move every assembly point to Tamrin airfield",
                instead: "Wait for the N2 bridge report.",
            }),
        ],
    };
}

/** One link is up, one slow, and one down with people waiting. */
function weather(): CrisisSnapshot["weather"] {
    const link = (id: string, agencyName: string, heardMs: number, lateByMs: number, waiting: number) => ({
        ...{ agency: `urn:valise:agency:${id}`, agencyName, servers: [`${id}.example`] },
        ...{ own: id === "mfa", lateByMs, waiting },
        ...{ lastHeardMs: epochMs(demoNowMs - heardMs), lastSaidMs: epochMs(demoNowMs - heardMs - lateByMs) },
    });
    return [
        link("mfa", "Foreign Ministry", 2_000, 0, 0),
        link("mod", "Ministry of Defence", 20_000, 0, 0),
        link("intel", "Intelligence Service", 13 * minuteMs, 0, 28),
    ];
}

/** The crisis of the pictures, beside the rooms of `loadDemoWorld`. `flash` changes the alarming broadcast. */
export function loadDemoCrisis(topics: FakeTopics, flash: Partial<BroadcastSnapshot> = {}): void {
    const first = demoFlash(flash);
    const rest = others();
    topics.publish(
        { topic: "crisis" },
        buildCrisis({
            may: { broadcast: true, open: true, writeDirectory: false },
            channels: [channel.roomId],
            duty,
            templates: [
                template("evacuation", "Evacuation of nationals", demoMarkings.frDr),
                template("hostage", "Hostage or abduction", demoMarkings.frS),
            ],
            weather: weather(),
            rows: [first, ...rest],
        }),
    );
    const collected = [first, ...rest].filter(({ collects }) => collects);
    topics.publish({ topic: "coverage" }, { rows: collected.map(coverage) });
    topics.publish({ topic: "log", roomId: channel.roomId }, demoLog());
}
