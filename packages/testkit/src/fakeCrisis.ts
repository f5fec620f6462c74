import { err, ok } from "@valise/base";
import type { BroadcastSnapshot, CrisisSnapshot, EngineHandlers } from "@valise/bridge";
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
    | "releaseName"
    | "exportBroadcast"
    | "readCap"
    | "takeWatch"
    | "handOverWatch"
    | "dryRunOpening"
    | "openEmergencyRoom"
    | "setPhase"
    | "prepareStandby"
    | "writeLog"
    | "exportArchive"
    | "exportBag"
    | "importBag"
    | "publishDirectory"
    | "retryCrisis";

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
        msgType: "alert",
        precedence: "FLASH",
        headlines: [],
        texts: [{ lang: "en", text: "All staff in Kessara: stay indoors." }],
        marking: null,
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
        silenceAlarm: async ({ broadcast }) => {
            change(broadcast, (row) => ({ alarm: row.alarm === null ? null : { ...row.alarm, sounds: false } }));
            return ok();
        },
    };
}

const refused = [
    "previewBroadcast",
    "sendBroadcast",
    "cancelBroadcast",
    "pauseEscalation",
    "releaseName",
    "exportBroadcast",
    "readCap",
    "takeWatch",
    "handOverWatch",
    "dryRunOpening",
    "openEmergencyRoom",
    "setPhase",
    "prepareStandby",
    "writeLog",
    "exportArchive",
    "exportBag",
    "importBag",
    "publishDirectory",
    "retryCrisis",
] as const satisfies readonly CrisisMethod[];
