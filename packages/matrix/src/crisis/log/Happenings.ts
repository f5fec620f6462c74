import type { BroadcastRef, BroadcastWire, HandoverWire } from "@valise/crisis";

/** What the log of a crisis says by itself (crisis SPEC 16.7). */
export type HappeningCode =
    | "phase-changed"
    | "room-opened"
    | "broadcast-sent"
    | "broadcast-cancelled"
    | "roll-call-opened"
    | "roll-call-closed"
    | "step-done"
    | "gateway-called"
    | "plan-held"
    | "plan-resumed"
    | "watch-changed"
    | "link-silent"
    | "link-heard";

/** Something that this person, or their device for the cell, has just done or seen. */
export interface Happening {
    readonly code: HappeningCode;
    readonly facts: Readonly<Record<string, string | number>>;
    /** Entries about one broadcast: of its status only, and each (code, step) once. */
    readonly broadcast?: { readonly ref: BroadcastRef; readonly status: BroadcastWire["status"] };
    /** Of this room alone; else of every crisis that goes on. */
    readonly roomId?: string;
}

/** Where those who do something say so, and whoever writes it hears. */
export interface Happenings {
    tell(happening: Happening): void;
    onTold(listener: (happening: Happening) => void): void;
}

export function createHappenings(): Happenings {
    const listeners: ((happening: Happening) => void)[] = [];
    return {
        tell(happening) {
            for (const listener of listeners) listener(happening);
        },
        onTold: (listener) => void listeners.push(listener),
    };
}

/** Told by the taker, and by the giver, who may be the one that is where the crisis is. */
export function watchChanged({ agency, role, from, to, iat }: HandoverWire): Happening {
    const people = { ...(from !== null && { from }), ...(to !== null && { to }) };
    return { code: "watch-changed", facts: { agency, role, ...people, at: iat } };
}
