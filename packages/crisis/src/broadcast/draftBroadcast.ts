import type { Result } from "@valise/base";
import type { WireRefusal } from "../encoding/parseWire.ts";
import { parseBroadcast } from "./Broadcast.ts";
import type { BroadcastRef, BroadcastWire, PlanStep, Precedence } from "./wire.ts";

/** Deadlines when the sender sets none (SPEC 3.5). */
const DEFAULT_WITHIN_S: Readonly<Record<Precedence, number | null>> = {
    FLASH: 600,
    IMMEDIATE: 1800,
    PRIORITY: null,
    ROUTINE: null,
};
const DEFAULT_EXPIRY_S = 86_400;

/** What a sender decides; the rest is filled in by {@link draftBroadcast}. */
export interface BroadcastWish
    extends Pick<BroadcastWire, "status" | "precedence" | "texts" | "lead">,
        Partial<Pick<BroadcastWire, "exerciseName" | "audience" | "crisis" | "attachments" | "plan">> {
    /** `undefined`: an acknowledgement by the default deadline. `null`: none wanted. */
    readonly ask?: Partial<NonNullable<BroadcastWire["ask"]>> | null;
    readonly expiresInS?: number;
    readonly supersedes?: readonly (BroadcastRef & { readonly iat: number })[];
    readonly cancels?: readonly (BroadcastRef & { readonly iat: number })[];
}

/**
 * Completes a wish to a block (SPEC 3.5): `update` when it supersedes, `cancel` when it cancels, deadline, plan and expiry by
 * default. `id` is fresh (22 characters of base64url), `iatS` the sender's clock.
 */
export function draftBroadcast(wish: BroadcastWish, id: string, iatS: number): Result<BroadcastWire, WireRefusal> {
    const { ask: asked, expiresInS, supersedes = [], cancels = [], ...given } = wish;
    const isCancel = cancels.length > 0;
    const ask =
        asked === null || isCancel
            ? null
            : { withinS: DEFAULT_WITHIN_S[wish.precedence], options: [], text: true, ...asked };
    const ttlS = expiresInS ?? Math.max(DEFAULT_EXPIRY_S, 2 * (ask?.withinS ?? 0));
    return parseBroadcast({
        audience: { agencies: [], posts: [], roles: [] },
        attachments: [],
        plan: ask?.withinS == null ? [] : defaultPlan(ask.withinS).filter(({ afterS }) => afterS <= ttlS),
        ...given,
        v: 1,
        id,
        iat: iatS,
        msgType: isCancel ? "cancel" : supersedes.length > 0 ? "update" : "alert",
        ask,
        expires: iatS + ttlS,
        refs: isCancel ? [...cancels] : [...supersedes],
    });
}

/** Alarm again after a fifth of the time, deputies at half, at the deadline the list, then the telephone, then people decide. */
export function defaultPlan(withinS: number): PlanStep[] {
    const at = (share: number): number => Math.max(30, Math.round(withinS * share));
    return [
        { step: 1, afterS: at(0.2), do: "alarm" },
        { step: 2, afterS: at(0.5), do: "deputies" },
        { step: 3, afterS: at(1), do: "list" },
        { step: 4, afterS: at(1.1), do: "gateway" },
        { step: 5, afterS: at(1.8), do: "decide" },
    ];
}
