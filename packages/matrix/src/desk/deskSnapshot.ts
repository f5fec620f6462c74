import { epochMs } from "@valise/base";
import type {
    DeskHolderSnapshot,
    DeskRequestSnapshot,
    DeskSnapshot,
    DeskSpillSnapshot,
    MarkingSnapshot,
    UserId,
} from "@valise/bridge";
import { type Holder, holdersOf, type Register, shownKeys } from "@valise/clearance/desk";
import { formatClearance, type PolicyRegistry, parseClaims, parseLabel } from "@valise/labels";
import { markingSnapshot } from "../gate/message/markingSnapshot.ts";
import type { DeskRequest } from "./createDeskRequests.ts";
import type { DeskSpill } from "./createDeskSpills.ts";

export interface DeskView {
    readonly state: DeskSnapshot["state"];
    readonly keptBy: DeskSnapshot["keptBy"];
    readonly isOfficer: boolean;
    readonly marking: DeskSnapshot["marking"];
    readonly limits: DeskSnapshot["limits"];
    readonly register: Register;
    readonly requests: readonly DeskRequest[];
    readonly spills: readonly DeskSpill[];
    readonly asks: DeskSnapshot["asks"];
    readonly registry: PolicyRegistry;
    readonly listIssuedAtMs: DeskSnapshot["listIssuedAtMs"];
    readonly actsWaiting: boolean;
    readonly identitiesCheckedAtMs: number | null;
    readonly nowS: number;
    /** When the administrator said that someone's account has ended; null: never. */
    leftAtMs(userId: string): number | null;
    /** Known codes of master keys; those not known yet are shown empty and come later. */
    codeOf(userId: string, masterKey: string): string;
}

export function buildDeskSnapshot(view: DeskView): DeskSnapshot {
    const { state, keptBy, isOfficer, marking, limits, register, requests, listIssuedAtMs, actsWaiting, nowS } = view;
    const holders = state === "open" ? holdersOf(register, nowS) : [];
    const shown = shownKeys(register);
    return {
        identitiesCheckedAtMs: view.identitiesCheckedAtMs === null ? null : epochMs(view.identitiesCheckedAtMs),
        strangers: state === "open" ? describeStrangers(holders, view) : [],
        ...{ state, keptBy, isOfficer, marking, limits, listIssuedAtMs, actsWaiting },
        entryCount: register.entries.length,
        asks: view.asks,
        spills: view.spills.map((spill) => describeSpill(spill, view.registry)),
        requests: requests.map((request) => describeRequest(request, holders, view)),
        rows: holders.map((holder) => describeHolder(holder, shown.get(holder.userId) ?? null, view)),
    };
}

/** So long an alarm about somebody without a clearance is shown; the register keeps it. */
const STRANGER_S = 7 * 86_400;

function describeStrangers(
    holders: readonly Holder[],
    { register, nowS, codeOf }: DeskView,
): DeskSnapshot["strangers"] {
    const known = new Set(holders.map(({ userId }) => userId));
    const newest = new Map<string, DeskSnapshot["strangers"][number]>();
    for (const { atS, event } of register.entries) {
        if (event.kind !== "identity-alarm" || known.has(event.userId) || atS < nowS - STRANGER_S) continue;
        const { userId, shown } = event;
        newest.set(userId, { userId: userId as UserId, shownCode: codeOf(userId, shown), atMs: epochMs(atS * 1000) });
    }
    return [...newest.values()];
}

/**
 * An account ended after its clearance was issued asks for a revocation, until an officer has said so. That is the server's
 * word: it never hides that the identity is another.
 */
function statusOf({ userId, status, attestation }: Holder, { leftAtMs }: DeskView): DeskHolderSnapshot["status"] {
    const atMs = leftAtMs(userId);
    const isLive = status === "valid" || status === "suspended";
    return isLive && atMs !== null && atMs > attestation.issuedAtS * 1000 ? "offboarded" : status;
}

function describeHolder(holder: Holder, shown: string | null, view: DeskView): DeskHolderSnapshot {
    const { registry, codeOf } = view;
    const { userId, attestation, changedAtS } = holder;
    const status = statusOf(holder, view);
    const { claims, masterKey, expiresAtS, identity } = attestation;
    const clearance = parseClaims(attestation.pol, claims, registry);
    return {
        ...{ userId: userId as UserId, status, identity, marking: markingOf(holder, registry) },
        want: clearance.ok ? formatClearance(clearance.value) : null,
        roles: claims.filter((claim) => claim.startsWith("role:")).map((claim) => claim.slice(5)),
        expiresAtMs: epochMs(expiresAtS * 1000),
        attestedCode: codeOf(userId, masterKey),
        shownCode: status === "identity-changed" && shown !== null ? codeOf(userId, shown) : null,
        changedAtMs: changedAtS === null ? null : epochMs(changedAtS * 1000),
    };
}

function markingOf({ attestation }: Holder, registry: PolicyRegistry): MarkingSnapshot | null {
    const clearance = parseClaims(attestation.pol, attestation.claims, registry);
    if (!clearance.ok) return null;
    const { policy, level } = clearance.value;
    return markingSnapshot({ policy, level, categories: {} }, registry, policy);
}

function describeSpill({ label, ...spill }: DeskSpill, registry: PolicyRegistry): DeskSpillSnapshot {
    const parsed = parseLabel(label ?? "", registry);
    const marking = parsed.ok ? markingSnapshot(parsed.value, registry, parsed.value.policy) : null;
    return { ...spill, marking };
}

function describeRequest(request: DeskRequest, holders: readonly Holder[], view: DeskView): DeskRequestSnapshot {
    const label = parseLabel(request.want.split(" ")[0] ?? "", view.registry);
    const holder = holders.find(({ userId, status }) => userId === request.userId && status === "valid");
    return {
        ...request,
        marking: label.ok ? markingSnapshot(label.value, view.registry, label.value.policy) : null,
        holds: holder === undefined ? null : markingOf(holder, view.registry),
    };
}
