import { err, ok } from "@valise/base";
import {
    type ClearanceSnapshot,
    type EngineHandlers,
    type GateSnapshot,
    noClearance,
    type RoomId,
    type SendKey,
    unlabelledGate,
} from "@valise/bridge";
import { demoNowMs } from "./builders.ts";
import type { FakeTopics } from "./fakeTopics.ts";
import { searchFake } from "./searchFake.ts";

type GateMethod =
    | "confirmReaders"
    | "answerPresentation"
    | "requestClearance"
    | "installClearance"
    | "signStatement"
    | "draftCharter"
    | "draftBreakGlass"
    | "publishStatement"
    | "spillReach"
    | "forwardMessage"
    | "exportRoom"
    | "searchMessages";

export function buildGate(roomId: string, values: Partial<GateSnapshot> = {}): GateSnapshot {
    return { ...unlabelledGate(roomId as RoomId), ...values };
}

export function buildClearance(values: Partial<ClearanceSnapshot> = {}): ClearanceSnapshot {
    return { ...noClearance, ...values };
}

const encode = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
const levelOf = (label: string | null) => ["NP", "DR", "S", "TS"].indexOf(label?.split(" ")[0]?.split("/")[1] ?? "");

/**
 * Labels and clearances of the fake: what a command asks for changes the published snapshot, nothing is verified.
 * A clearance text that begins with `eyJ` is taken; a message goes on only to a room with the same label.
 */
export function createFakeGate(topics: FakeTopics): Pick<EngineHandlers, GateMethod> {
    const change = (roomId: RoomId, values: Partial<GateSnapshot>) =>
        topics.change({ topic: "gate", roomId }, (gate) => ({ ...gate, ...values }));
    const labelOf = (roomId: RoomId) => topics.read({ topic: "gate", roomId })?.marking?.label ?? null;
    const clearance = { topic: "clearance" } as const;
    return {
        confirmReaders: async ({ roomId }) => {
            change(roomId, { toConfirm: null });
            return ok();
        },
        answerPresentation: async ({ roomId, allow }) => {
            const mine = topics.read({ topic: "gate", roomId })?.mine;
            if (mine !== undefined) change(roomId, { mine: { ...mine, reads: allow, ask: null } });
            topics.change(clearance, (own) => ({ ...own, rows: own.rows.filter((row) => row.roomId !== roomId) }));
            return ok();
        },
        requestClearance: async () => {
            topics.change(clearance, (own) => ({ ...own, state: "requested" }));
            return ok();
        },
        installClearance: async ({ text }) => {
            if (!text.startsWith("eyJ")) return err({ kind: "refused", code: "ATT_MALFORMED" });
            topics.change(clearance, (own) => ({ ...own, state: "held", code: null }));
            return ok();
        },
        signStatement: async () => ok({ presentation: "signed~" }),
        draftCharter: async ({ roomId, label, agencies }) => {
            const gate = topics.read({ topic: "gate", roomId });
            if (gate?.marking == null) return err({ kind: "refused", code: "CHR_MISSING" });
            if (agencies?.length === 0) return err({ kind: "refused", code: "GATE_AGENCY" });
            const known = new Set(gate.agencies.map(({ id }) => id));
            const isLower = label !== null && levelOf(label) < levelOf(gate.marking.label);
            const needsRelease = isLower || (agencies ?? []).some((id) => !known.has(id));
            const payload = encode({ room: roomId, seq: (gate.seq ?? 0) + 1, label, iat: 1 });
            return ok({ payload, audience: roomId, needsRelease });
        },
        draftBreakGlass: async ({ roomId, userId, reason, hours }) => {
            if (userId.startsWith("@nobody:")) return err({ kind: "refused", code: "ATT_MXK" });
            const exp = Math.floor(demoNowMs / 1000 + hours * 3_600);
            return ok({ payload: { room: roomId, sub: userId, mxk: "m".repeat(43), epoch: 1, reason, exp } });
        },
        publishStatement: async ({ roomId, statement }) => {
            if (statement.kind === "charter") change(roomId, { seq: 4 });
            return ok();
        },
        spillReach: async ({ roomId }) => {
            const rows = topics.read({ topic: "gate", roomId })?.rows ?? [];
            const readers = rows
                .filter((row) => row.reads)
                .map(({ userId }) => ({ userId, deviceIds: ["LAPTOP", "PHONE"], sharedAtMs: demoNowMs }));
            return ok({ known: readers.length > 0, readers });
        },
        forwardMessage: async ({ roomId, toRoomId }) =>
            labelOf(roomId) === labelOf(toRoomId)
                ? ok({ key: "forwarded" as SendKey })
                : err({ kind: "refused", code: "ATT_INSUFFICIENT" }),
        searchMessages: async ({ text, roomId }) => ok(searchFake(topics, text, roomId ?? null)),
        exportRoom: async () => err({ kind: "not-found" }),
    };
}
