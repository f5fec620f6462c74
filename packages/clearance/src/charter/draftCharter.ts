import type { PolicyLookup } from "../policy/PolicyLookup.ts";
import type { CharterPins } from "./applyCharter.ts";
import type { Charter, CharterWire } from "./Charter.ts";
import { chartered, isWider, joinCharters } from "./effectiveCharter.ts";
import { formatGate, type Gate } from "./gate.ts";

/** What a room's charter shall say; number, predecessors, time and epoch follow from what is pinned. */
export interface CharterWish extends Omit<CharterWire, "seq" | "prev" | "iat" | "gate"> {
    readonly gate: Omit<Gate, "room" | "epoch" | "iat">;
}

/** A charter ready to be signed by `role:CHARTER`, and whether two holders of `role:RELEASE` must sign as well. */
export interface CharterDraft {
    readonly charter: CharterWire;
    readonly needsRelease: boolean;
}

/**
 * Drafts a room's first or next charter (SPEC 8.1 to 8.5): it names every pinned head, and carries a head's gate string byte
 * for byte where nothing in it changes, so that nobody has to present again. `nowS` in seconds. Throws on a wish that is no
 * charter.
 */
export function draftCharter(
    pins: CharterPins | undefined,
    wish: CharterWish,
    nowS: number,
    policies: PolicyLookup,
): CharterDraft {
    const heads = pins?.heads ?? [];
    const gateOf = (epoch: number, iat: number) => formatGate({ ...wish.gate, room: wish.room, epoch, iat });
    const kept = heads.find(({ gate, gateText }) => gateOf(gate.epoch, gate.iat) === gateText);
    const epoch = Math.max(0, ...heads.map(({ gate }) => gate.epoch)) + 1;
    const charter: CharterWire = {
        ...wish,
        seq: Math.max(0, ...heads.map(({ seq }) => seq)) + 1,
        prev: heads.map(({ digest }) => digest),
        iat: nowS,
        gate: kept?.gateText ?? gateOf(epoch, nowS),
    };
    return { charter, needsRelease: heads.length > 0 && isWiderThan(heads, wish, charter, policies) };
}

function isWiderThan(
    heads: readonly Charter[],
    wish: CharterWish,
    charter: CharterWire,
    policies: PolicyLookup,
): boolean {
    const before = joinCharters(policies, heads);
    const gate = { ...wish.gate, room: wish.room, epoch: 1, iat: charter.iat };
    const next = chartered({ ...charter, gate, gateText: charter.gate, digest: "", by: [] });
    return before === undefined || isWider(policies, next, before);
}
