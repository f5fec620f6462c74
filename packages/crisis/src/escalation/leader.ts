import { broadcastKey } from "../broadcast/Broadcast.ts";
import { keyOf, type ReceivedBroadcast } from "../broadcast/BroadcastBook.ts";
import type { Ledger } from "../ledger/Ledger.ts";
import type { LedgerEntry } from "../ledger/wire.ts";

/** How long a duty officer's device counts as at work after it said so; it says so again at half of that. */
export const ALIVE_S = 60;

type Alive = Extract<LedgerEntry, { t: "alive" }>;

/** One device of a duty officer. */
export interface DutyDevice {
    readonly who: string;
    readonly device: string;
}

const isBefore = (a: DutyDevice, b: DutyDevice): boolean => a.who < b.who || (a.who === b.who && a.device < b.device);

/**
 * Who leads: of the devices that are alive by the ledger, whose people are on duty now, the lowest by user, then device (SPEC
 * 9.2). In a partition each side has one, which clause 9.4 makes harmless.
 */
export const leaderOf = (ledger: Ledger, isOnDuty: (who: string) => boolean, nowS: number): DutyDevice | undefined =>
    lowest(ledger, ({ who, untilS }) => untilS > nowS && isOnDuty(who));

/** Who calls the gateway: the same among those that can. */
export const callerOf = (ledger: Ledger, isOnDuty: (who: string) => boolean, nowS: number): DutyDevice | undefined =>
    lowest(ledger, ({ who, untilS, gateway }) => gateway === true && untilS > nowS && isOnDuty(who));

/** For so long after a broadcast a cell may still be about to say that it is at work. */
const STAND_IN_S = ALIVE_S / 2;

/** What the second cell asks before it takes part. */
export interface HandingOver {
    readonly received: ReceivedBroadcast;
    readonly ledger: Ledger;
    readonly isOnDuty: (who: string) => boolean;
    /** Who stands behind the cell: the deputies of its duty roles, who hold none of them now. */
    readonly secondCell: readonly string[];
    readonly nowS: number;
}

/** No device of the first cell is at work, so the second leads (SPEC 9.8). */
export const isSilent = ({ received, ledger, isOnDuty, nowS }: HandingOver): boolean =>
    nowS >= received.wire.iat + STAND_IN_S && leaderOf(ledger, isOnDuty, nowS) === undefined;

/**
 * Whether the second cell takes part in a broadcast (SPEC 9.8): its plan called it, it has carried the plan on before, or
 * nobody of the first cell is at work. Only a broadcast with a plan is handed over.
 */
export function isHandedOver(view: HandingOver): boolean {
    const { received, ledger, secondCell } = view;
    const key = keyOf(received);
    const { plan } = received.wire;
    const calls = new Set(plan.flatMap((each) => (each.do === "second-cell" ? [each.step] : [])));
    for (const entry of ledger.values()) {
        if (entry.t !== "step" || entry.skipped !== undefined || broadcastKey(entry.broadcast) !== key) continue;
        if (calls.has(entry.step) || secondCell.includes(entry.by)) return true;
    }
    return plan.length > 0 && isSilent(view);
}

function lowest(ledger: Ledger, counts: (entry: Alive) => boolean): DutyDevice | undefined {
    let leader: Alive | undefined;
    for (const entry of ledger.values()) {
        if (entry.t !== "alive" || !counts(entry)) continue;
        if (leader === undefined || isBefore(entry, leader)) leader = entry;
    }
    return leader && { who: leader.who, device: leader.device };
}

/** The entry by which a device says that it is at work; `undefined` while its last word still holds for half the time. */
export function aliveEntry(
    ledger: Ledger,
    { who, device }: DutyDevice,
    nowS: number,
    hasGateway = false,
): LedgerEntry | undefined {
    const last = [...ledger.values()].find(
        (entry): entry is Alive => entry.t === "alive" && entry.who === who && entry.device === device,
    );
    const isSame = (last?.gateway === true) === hasGateway;
    if (last !== undefined && isSame && last.untilS > nowS + ALIVE_S / 2) return undefined;
    // What it can do now counts over what it said in the same second.
    const untilS = Math.max(nowS + ALIVE_S, isSame ? 0 : (last?.untilS ?? 0) + 1);
    return { t: "alive", who, device, untilS, ...(hasGateway && { gateway: true as const }) };
}
