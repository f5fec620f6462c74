import type { ReceivedBroadcast } from "./BroadcastBook.ts";
import type { Precedence } from "./wire.ts";

/** How many a day an agency thinks wise; `undefined`: no limit. */
export type BroadcastQuotas = Readonly<Partial<Record<Precedence, number>>>;

export const DEFAULT_QUOTAS: BroadcastQuotas = { FLASH: 3, IMMEDIATE: 12 };

export interface QuotaAnswer {
    /** "This would be the third FLASH today." */
    readonly ordinal: number;
    /** The limit that it would pass: the sender confirms it, nobody is refused in a crisis. */
    readonly over?: number;
}

/**
 * Which of its precedence today a new broadcast of `agency` would be (SPEC 3.8). Exercises and tests count apart; updates and
 * cancels do not count. `dayStartS`: local midnight of the sender.
 */
export function quotaOf(
    sent: Iterable<ReceivedBroadcast>,
    next: { readonly agency: string; readonly precedence: Precedence; readonly isActual: boolean },
    dayStartS: number,
    quotas: BroadcastQuotas,
): QuotaAnswer {
    let ordinal = 1;
    for (const { wire, author } of sent) {
        const counts = wire.msgType === "alert" && wire.precedence === next.precedence && author.agency === next.agency;
        if (counts && (wire.status === "actual") === next.isActual && wire.iat >= dayStartS) ordinal += 1;
    }
    const limit = quotas[next.precedence];
    return limit !== undefined && ordinal > limit ? { ordinal, over: limit } : { ordinal };
}
