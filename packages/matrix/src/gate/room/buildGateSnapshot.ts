import { epochMs } from "@valise/base";
import { type GateSnapshot, type ReaderSnapshot, type RoomId, type UserId, unlabelledGate } from "@valise/bridge";
import type { Clearance } from "@valise/labels";
import { isEstablished } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { serverNameOf } from "../../rooms/RoomRecord.ts";
import { displayName } from "../../rooms/roomRow.ts";
import { offersFor } from "../message/offersFor.ts";
import type { Community } from "../trust/Community.ts";
import type { Deciding, RoomGate } from "./createRoomGate.ts";
import type { Ruling } from "./RoomGates.ts";

export interface SnapshotParts {
    readonly myUserId: string;
    readonly community: Community;
    /** What one may send is what one holds. */
    clearance(): Clearance | null;
    /** What this room asks to be shown first; null: nothing. */
    askOf(roomId: string): readonly string[] | null;
    /** Why this account shows nothing to the room. */
    codeOf(roomId: string): string | null;
}

const toMs = (seconds: number | null) => (seconds === null ? null : epochMs(seconds * 1000));

/** The gate of one room as a person sees it. Rows keep their identity while nothing about the member changes. */
export function createGateBuilder(parts: SnapshotParts) {
    const rows = new Map<string, ReaderSnapshot>();
    return (roomId: RoomId, gate: RoomGate | null, entry: RoomEntry | null): GateSnapshot => {
        const base = unlabelledGate(roomId);
        if (entry === null) return base;
        // Named only when it is known that there is no charter, and who is there.
        const unlabelled = () =>
            isEstablished(entry) ? { ...base, rows: readerRows(parts, null, entry, rows) } : base;
        if (gate === null) return unlabelled();
        const ruling = gate.ruling();
        const { record, charter } = gate.state();
        const { history, code } = refusalOf(ruling, entry);
        const anomalies = record.anomalies.map((each) => ({ code: each.code, atMs: epochMs(each.atMs) }));
        if (ruling.kind === "unlabelled") return unlabelled();
        const closed = { reads: false, code: null, untilMs: null, ask: null };
        const marking = ruling.kind === "ruled" ? ruling.marking : entry.record.marking;
        const common = {
            ...base,
            state: stateOf(ruling, history, entry, gate),
            code,
            marking,
            anomalies,
            mine: closed,
        };
        if (ruling.kind !== "ruled" || charter === null) return common;
        const deciding = gate.state().deciding;
        const unconfirmed = gate.toConfirm();
        return {
            ...common,
            ceiling: charter.ceiling,
            admission: charter.admission,
            owner: charter.owner,
            agencies: charter.agencies.map((id) => ({ id, name: agencyName(parts.community, deciding, id) })),
            phase: charter.phase,
            exercise: charter.exercise,
            retentionMs: charter.retention.maxAgeS === null ? null : charter.retention.maxAgeS * 1000,
            hold: charter.retention.hold,
            seq: charter.seq,
            forked: (record.pins?.heads.length ?? 0) > 1,
            mine: mineOf(parts, gate),
            ...offersOf(parts, gate, ruling),
            toConfirm: unconfirmed.length === 0 ? null : (unconfirmed as readonly UserId[]),
            rows: readerRows(parts, gate, entry, rows),
        };
    };
}

function refusalOf(ruling: Ruling, { record }: RoomEntry): { history: boolean; code: string | null } {
    const { historyVisibility } = record;
    const history = ruling.kind === "ruled" && historyVisibility !== null && historyVisibility !== "joined";
    return { history, code: ruling.kind === "refused" ? ruling.code : history ? "GATE_HISTORY" : null };
}

function stateOf(ruling: Ruling, history: boolean, entry: RoomEntry, gate: RoomGate): GateSnapshot["state"] {
    if (history || ruling.kind === "refused") return "refused";
    const isWhole = entry.membersComplete && entry.gate.complete && entry.record.historyVisibility !== null;
    return ruling.kind === "ruled" && isWhole && gate.isSettled() ? "ready" : "checking";
}

function agencyName(community: Community, deciding: Deciding | null, id: string): string {
    return deciding?.context.bundle.agencies.get(id)?.name ?? community.context()?.bundle.agencies.get(id)?.name ?? id;
}

function mineOf(parts: SnapshotParts, gate: RoomGate): GateSnapshot["mine"] {
    const standing = gate.standingOf(parts.myUserId);
    const code = standing?.reads ? null : (parts.codeOf(gate.roomId) ?? standing?.code ?? null);
    const ask = parts.askOf(gate.roomId);
    return { reads: standing?.reads ?? false, code, untilMs: toMs(standing?.untilS ?? null), ask };
}

function offersOf(parts: SnapshotParts, gate: RoomGate, { label, ceilingLevel }: Extract<Ruling, { kind: "ruled" }>) {
    const held = parts.clearance() ?? undefined;
    const isLetIn = gate.standingOf(parts.myUserId)?.because === "break-glass";
    const room = { registry: parts.community.registry, label, highest: label, ceilingLevel };
    return offersFor(isLetIn ? label : held, { ...room, ownPolicy: held?.policy ?? null });
}

const ungated = { reads: true, because: "unlabelled", code: null, untilS: null, claims: [] } as const;

function letInOf(gate: RoomGate | null, userId: string, untilS: number | null): ReaderSnapshot["letIn"] {
    const glass = gate?.state().roster?.glasses.find(({ sub, exp }) => sub === userId && exp === untilS);
    return glass === undefined ? null : { reason: glass.reason, by: glass.by as readonly UserId[] };
}

/** `gate` null: an unlabelled room, which every member reads. */
function readerRows(
    parts: SnapshotParts,
    gate: RoomGate | null,
    entry: RoomEntry,
    known: Map<string, ReaderSnapshot>,
): readonly ReaderSnapshot[] {
    const shown: ReaderSnapshot[] = [];
    for (const { userId, membership } of entry.members.values()) {
        if (membership !== "join" && membership !== "invite") continue;
        const standing = gate === null ? ungated : gate.standingOf(userId);
        const code = standing === null ? "ATT_MISSING" : standing.code;
        const agency = parts.community.agencyOfServer(serverNameOf(userId));
        const next: ReaderSnapshot = {
            userId: userId as UserId,
            name: displayName(entry, userId),
            serverName: serverNameOf(userId),
            agency: agency?.name ?? null,
            membership,
            isMe: userId === parts.myUserId,
            reads: membership === "join" && (standing?.reads ?? false),
            because: standing?.because ?? null,
            code: standing?.reads ? null : code,
            whenBack: code === "ATT_KB_NONCE" && (gate?.state().deciding?.standings.hasPresented(userId) ?? false),
            untilMs: toMs(standing?.untilS ?? null),
            letIn: standing?.because === "break-glass" ? letInOf(gate, userId, standing.untilS) : null,
            claims: standing?.claims ?? [],
        };
        const last = known.get(userId);
        const row = last !== undefined && JSON.stringify(last) === JSON.stringify(next) ? last : next;
        known.set(userId, row);
        shown.push(row);
    }
    const rank = (row: ReaderSnapshot) => (row.membership === "invite" ? 2 : row.reads ? 1 : 0);
    return shown.sort((a, b) => rank(a) - rank(b) || (a.userId < b.userId ? -1 : 1));
}
