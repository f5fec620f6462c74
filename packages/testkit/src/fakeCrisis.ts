import { epochMs, err, ok, type Result } from "@valise/base";
import type {
    BroadcastSnapshot,
    CoverageRowSnapshot,
    CrisisSnapshot,
    DutyRoleSnapshot,
    EngineFailure,
    EngineHandlers,
    EngineOutput,
    EngineParsed,
    LogEntrySnapshot,
} from "@valise/bridge";
import { demoNowMs, eventIdOf, roomIdOf, userIdOf } from "./builders.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type CrisisMethod =
    | "previewBroadcast"
    | "sendBroadcast"
    | "cancelBroadcast"
    | "answerBroadcast"
    | "markBroadcastSeen"
    | "silenceAlarm"
    | "pauseEscalation"
    | "gatewayCalled"
    | "skipEscalationStep"
    | "callDeputies"
    | "releaseName"
    | "exportBroadcast"
    | "readCap"
    | "takeWatch"
    | "handOverWatch"
    | "dryRunOpening"
    | "openEmergencyRoom"
    | "setPhase"
    | "writeLog"
    | "exportArchive"
    | "exportBag"
    | "importBag"
    | "publishDirectory"
    | "cosignPlan";

export function buildCrisis(values: Partial<CrisisSnapshot> = {}): CrisisSnapshot {
    return {
        may: { broadcast: false, open: false, writeDirectory: false },
        channels: [],
        duty: [],
        templates: [],
        crises: [],
        weather: [],
        rows: [],
        ...values,
    };
}

export function buildBroadcast(broadcastId: string, values: Partial<BroadcastSnapshot> = {}): BroadcastSnapshot {
    const senderId = values.senderId ?? userIdOf("@nadia.roche:mfa.example");
    return {
        key: `${broadcastId} ${senderId}`,
        broadcastId,
        roomId: roomIdOf("!channel"),
        eventId: eventIdOf(`$${broadcastId}`),
        senderId,
        senderName: "Nadia Roche",
        agency: "Foreign Ministry",
        status: "actual",
        exerciseName: null,
        noDuff: false,
        msgType: "alert",
        precedence: "FLASH",
        headlines: [],
        texts: [{ lang: "en", text: "All staff in Kessara: stay indoors." }],
        marking: null,
        attachments: [],
        sentAtMs: demoNowMs,
        deadlineMs: null,
        expiresMs: demoNowMs,
        ask: null,
        standing: "in-force",
        refused: null,
        mine: {
            addressed: true,
            rung: "delivered",
            option: null,
            text: null,
            answeredAtMs: null,
            confirmed: "waiting",
        },
        mayAnswerFor: [],
        alarm: null,
        readBack: [],
        collects: false,
        ...values,
    };
}

/** Crisis mode of the fake: an answer changes the published broadcast, nothing is sent anywhere. */
export function createFakeCrisis(topics: FakeTopics): Pick<EngineHandlers, CrisisMethod> {
    const crisis = { topic: "crisis" } as const;
    const change = (
        { senderId, broadcastId }: { readonly senderId: string; readonly broadcastId: string },
        values: (row: BroadcastSnapshot) => Partial<BroadcastSnapshot>,
    ) =>
        topics.change(crisis, (snapshot) => ({
            ...snapshot,
            rows: snapshot.rows.map((row) =>
                row.key === `${broadcastId} ${senderId}` ? { ...row, ...values(row) } : row,
            ),
        }));
    const changeDuty = (
        { agency, role }: { readonly agency: string; readonly role: string },
        values: (row: DutyRoleSnapshot) => Partial<DutyRoleSnapshot>,
    ) =>
        topics.change(crisis, (snapshot) => ({
            ...snapshot,
            duty: snapshot.duty.map((row) =>
                row.agency === agency && row.role === role ? { ...row, ...values(row) } : row,
            ),
        }));
    const changeEscalation = (
        { senderId, broadcastId }: { readonly senderId: string; readonly broadcastId: string },
        values: (of: CoverageRowSnapshot["escalation"]) => Partial<CoverageRowSnapshot["escalation"]>,
    ) =>
        topics.change({ topic: "coverage" }, ({ rows }) => ({
            rows: rows.map((row) =>
                row.key === `${broadcastId} ${senderId}`
                    ? { ...row, escalation: { ...row.escalation, ...values(row.escalation) } }
                    : row,
            ),
        }));
    const refuse = async () => err({ kind: "refused", code: "TRUST_NONE" } as const);
    return {
        ...(Object.fromEntries(refused.map((method) => [method, refuse])) as never as Pick<
            EngineHandlers,
            CrisisMethod
        >),
        answerBroadcast: async ({ broadcast, kind, option, text }) => {
            change(broadcast, (row) => ({
                mine: { ...row.mine, rung: kind, option, text, answeredAtMs: demoNowMs, confirmed: "ledger" },
                alarm: null,
            }));
            return ok();
        },
        markBroadcastSeen: async ({ broadcast }) => {
            change(broadcast, (row) => ({
                mine: row.mine.rung === "delivered" ? { ...row.mine, rung: "seen" } : row.mine,
            }));
            return ok();
        },
        previewBroadcast: async ({ precedence, status, plan, ask }) => {
            const isActual = status === "actual";
            const sent = (topics.read(crisis)?.rows ?? []).filter(
                (row) => row.precedence === precedence && (row.status === "actual") === isActual,
            );
            return ok({
                readers: 3,
                notReading: [{ userId: userIdOf("@jonas:mod.example"), code: "ATT_EXPIRED" }],
                ordinal: sent.length + 1,
                plan: planOf(plan, ask === null ? null : (ask?.withinMs ?? 600_000)),
                overQuota: precedence === "FLASH" && sent.length >= 2 ? 2 : null,
            });
        },
        sendBroadcast: async (wish) => {
            const made = broadcastOf(wish);
            topics.change(crisis, ({ rows, ...rest }) => ({
                ...rest,
                rows: [
                    made,
                    ...rows.map((row) =>
                        row.broadcastId === wish.supersedes?.broadcastId
                            ? { ...row, standing: "superseded" as const, alarm: null }
                            : row,
                    ),
                ],
            }));
            return ok({ broadcastId: made.broadcastId, key: `send ${made.broadcastId}` as never });
        },
        cancelBroadcast: async ({ broadcast }) => {
            change(broadcast, () => ({ standing: "cancelled", alarm: null }));
            return ok({ broadcastId: broadcast.broadcastId, key: `cancel ${broadcast.broadcastId}` as never });
        },
        takeWatch: async ({ dutyRole }) => {
            changeDuty(dutyRole, (row) => ({
                ...{ holderId: userIdOf("@claire:mfa.example"), holderName: "Claire Morvan", sinceMs: demoNowMs },
                ...{ mine: "holds", offeredBy: null, offeredByName: null, offeredNote: null, offeredOpen: null },
                ...{ eligible: row.eligible },
            }));
            return ok();
        },
        handOverWatch: async ({ dutyRole, to }) => {
            changeDuty(dutyRole, ({ eligible }) => ({
                ...{ holderId: to, holderName: eligible.find(({ userId }) => userId === to)?.name ?? to, mine: "no" },
            }));
            return ok();
        },
        dryRunOpening: async (roster) => ok({ from: "cold", rows: dryRunOf(roster) }),
        openEmergencyRoom: async ({ crisisId, name, exercise, lead, phase, ...roster }) => {
            const rows = dryRunOf(roster);
            const of = (outcome: string) => rows.flatMap((row) => (row.outcome === outcome ? (row.userId ?? []) : []));
            const sitrep = { dueAtMs: null, state: "none" } as const;
            const id = crisisId ?? "crisis-of-the-fake-0001";
            const room = {
                crisisId: id,
                roomId: roomIdOf("!flights"),
                name,
                exercise,
                startedAtMs: demoNowMs,
                sitrep,
            } as const;
            topics.change(crisis, (snapshot) => ({
                ...snapshot,
                crises: [...snapshot.crises, { ...room, phase, lead: lead ?? "urn:valise:agency:mfa" }],
            }));
            const refused = of("refused").map((userId) => ({ userId, code: "ATT_EXPIRED" }));
            return ok({
                ...{ crisisId: id, roomId: room.roomId, from: "cold" },
                reads: of("reads"),
                waits: of("waits"),
                refused,
            });
        },
        setPhase: async ({ roomId, phase }) => {
            topics.change(crisis, (snapshot) => ({
                ...snapshot,
                crises: snapshot.crises.map((each) => (each.roomId === roomId ? { ...each, phase } : each)),
            }));
            return ok();
        },
        writeLog: async ({ roomId, kind, title, text, instead, of }) => {
            const log = { topic: "log", roomId: roomIdOf(roomId) } as const;
            lastSent += 1;
            const shown = kind === "sitrep" ? `SITREP ${lastSent}: ${title}` : title;
            const entry = buildLogEntry(`entry ${lastSent}`, { kind, title: shown, text, instead });
            topics.change(log, ({ rows, ...rest }) => ({
                ...rest,
                rows: [...rows.map((row) => (row.key === of ? { ...row, done: true } : row)), entry],
            }));
            return ok({ key: `log ${lastSent}` as never });
        },
        exportBroadcast: async ({ format }) =>
            ok({ name: `(DR) ${format}.csv`, mimeType: "text/csv", bytes: new Uint8Array(3) }),
        exportArchive: async () =>
            ok({
                ...{ name: "(DR) archive.zip", mimeType: "application/zip", bytes: new Uint8Array(3) },
                ...{ marking: "FR · DIFFUSION RESTREINTE", gaps: [] },
            }),
        pauseEscalation: async ({ broadcast, paused, reason }) => {
            changeEscalation(broadcast, () => ({ state: paused ? "paused" : "led-here", pauseReason: reason }));
            return ok();
        },
        skipEscalationStep: async ({ broadcast, step, reason }) => {
            changeEscalation(broadcast, ({ steps }) => ({
                steps: steps.map((each) =>
                    each.step === step
                        ? { ...each, skipped: reason, doneAtMs: demoNowMs, by: userIdOf("@claire:mfa.example") }
                        : each,
                ),
            }));
            return ok();
        },
        callDeputies: async ({ userIds }) => ok({ called: userIds.length }),
        exportBag: async ({ eventId }) =>
            ok({
                ...{ name: "intel-20261121T1009.valise", mimeType: "application/octet-stream" },
                ...{ bytes: new Uint8Array(48_000), eventCount: eventId === null ? 3 : 1 },
                opens: [userIdOf("@watch:intel.example")],
                unreachable: [{ userId: userIdOf("@analyst:intel.example"), deviceId: "PHONE" }],
            }),
        importBag: async ({ bytes }) => importOf(bytes),
        silenceAlarm: async ({ broadcast }) => {
            change(broadcast, (row) => ({ alarm: row.alarm === null ? null : { ...row.alarm, sounds: false } }));
            return ok();
        },
    };
}

/** An entry of Claire's, now. */
export function buildLogEntry(key: string, values: Partial<LogEntrySnapshot> = {}): LogEntrySnapshot {
    return {
        ...{ key, eventId: eventIdOf(`$${key}`), kind: "decision", title: key, text: "" },
        ...{ authorId: userIdOf("@claire:mfa.example"), authorName: "Claire Morvan", agency: "Foreign Ministry" },
        ...{
            atMs: demoNowMs,
            instead: null,
            ...{ ownerId: null, ownerRole: null },
            dueAtMs: null,
            done: false,
            marking: null,
            chain: "whole",
            auto: null,
        },
        ...values,
    };
}

type Plan = EngineOutput<"previewBroadcast">["plan"];

/** The wished one, else the usual of the deadline. */
function planOf(wished: EngineParsed<"sendBroadcast">["plan"], withinMs: number | null): Plan {
    const calls = { alarm: 3, deputies: 2, "second-cell": 1, gateway: 3, list: 0, decide: 0 } as const;
    const usual = [0.2, 0.5, 1, 1.1, 1.8].map((share, at) => ({
        ...{ afterMs: share * (withinMs ?? 0), do: (["alarm", "deputies", "list", "gateway", "decide"] as const)[at] },
    }));
    const plan = wished ?? (withinMs === null ? [] : usual);
    return plan.flatMap(({ afterMs, do: act }, at) =>
        act === undefined ? [] : [{ step: at + 1, do: act, afterMs, calls: calls[act] }],
    );
}

/** By its first byte: taken, taken before, for others, or partly unreadable. */
function importOf(bytes: Uint8Array): Result<EngineOutput<"importBag">, EngineFailure> {
    if (bytes[0] === 0x32) return err({ kind: "refused", code: "CRS_BAG_SEEN" });
    if (bytes[0] === 0x33) return err({ kind: "refused", code: "CRS_BAG_NOT_ADDRESSED" });
    const room = { roomId: roomIdOf("!flights"), fresh: 2, known: 1, unreadable: bytes[0] === 0x34 ? 1 : 0 };
    return ok({ from: userIdOf("@paul:mod.example"), packedAtMs: demoNowMs, rooms: [room] });
}

type RosterWish = Pick<EngineParsed<"dryRunOpening">, "without" | "deputies">;

/** Of the picture: one of each outcome. A deputy reads. */
function dryRunOf({ without, deputies }: RosterWish): EngineOutput<"dryRunOpening">["rows"] {
    const rows = [
        ["mfa", "OPS", "@claire:mfa.example", "reads", null],
        ["mod", "AIR", "@paul:mod.example", "refused", "ATT_EXPIRED"],
        ["intel", "WATCH", "@watch:intel.example", "waits", "CRS_NO_DEVICE"],
        ["intel", "NIGHT", null, "refused", "CRS_NOBODY_ON_WATCH"],
    ] as const;
    return rows.map(([id, role, userId, outcome, code]) => {
        const agency = `urn:valise:agency:${id}`;
        const isThis = (each: { agency: string; role: string }) => each.agency === agency && each.role === role;
        const deputy = deputies.find(isThis)?.userId;
        const called = deputy === undefined ? { outcome, code } : ({ outcome: "reads", code: null } as const);
        return {
            ...{ agency, role, userId: deputy ?? (userId === null ? null : userIdOf(userId)) },
            ...(without.some(isThis) ? ({ outcome: "left-out", code: null } as const) : called),
            deputies: id === "mod" ? [userIdOf("@lena:mod.example")] : [],
        };
    });
}

let lastSent = 0;

function broadcastOf(wish: EngineParsed<"sendBroadcast">): BroadcastSnapshot {
    lastSent += 1;
    const textsOf = (texts: Readonly<Record<string, string>>) =>
        Object.entries(texts).map(([lang, text]) => ({ lang, text }));
    return buildBroadcast(`sent-by-the-fake-00${lastSent}`.padEnd(22, "x"), {
        senderId: userIdOf("@claire:mfa.example"),
        senderName: "Claire Morvan",
        status: wish.status,
        exerciseName: wish.exerciseName,
        msgType: wish.supersedes === null ? "alert" : "update",
        precedence: wish.precedence,
        texts: textsOf(wish.texts),
        headlines: textsOf(wish.headlines),
        attachments: wish.files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.byteLength, eventId: null })),
        expiresMs: epochMs(demoNowMs + 86_400_000),
        mine: { ...nothing, addressed: false, rung: "none", confirmed: "nothing-to-confirm" },
        collects: true,
    });
}

const nothing = { option: null, text: null, answeredAtMs: null } as const;

const refused = [
    "gatewayCalled",
    "releaseName",
    "readCap",
    "publishDirectory",
    "cosignPlan",
] as const satisfies readonly CrisisMethod[];
