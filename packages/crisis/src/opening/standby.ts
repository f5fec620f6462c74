/** A room prepared in peacetime, as its charters show it. */
export interface StandbyRoom {
    readonly room: string;
    readonly template: string;
    /** Charters that open it: `seq` 2 with phase `open`, verified; several when two opened it at once. */
    readonly opened: readonly OpeningCharter[];
    /** Whether the roster has joined and keys are shared. */
    readonly isReady: boolean;
}

export interface OpeningCharter {
    readonly digest: string;
    readonly by: string;
    readonly crisis: string;
}

/** Which of two who opened a room at once has it: the lower digest, of one digest the lower user id (SPEC 15.4). */
export const ownerOfClaim = (opened: readonly OpeningCharter[]): OpeningCharter | undefined =>
    opened.toSorted((a, b) => (a.digest === b.digest ? compare(a.by, b.by) : compare(a.digest, b.digest)))[0];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export type ClaimDecision =
    /** Sign charter `seq` 2 of this room. */
    | { readonly kind: "claim"; readonly room: string }
    /** Already claimed for this crisis, by this person: go on with it. */
    | { readonly kind: "mine"; readonly room: string }
    /** None is ready: open one cold. */
    | { readonly kind: "cold" };

/**
 * What to do to open a room of a template (SPEC 15.4). All openers try rooms in one order, by room id, so that two who open at
 * once meet at the same room; the one who lost finds the next, unless their crisis has a room already.
 */
export function decideClaim(
    rooms: readonly StandbyRoom[],
    me: { readonly template: string; readonly by: string; readonly crisis: string },
): ClaimDecision {
    const own = rooms.filter(({ template }) => template === me.template).sort((a, b) => (a.room < b.room ? -1 : 1));
    const mine = own.find(({ opened }) => {
        const owner = ownerOfClaim(opened);
        return owner?.by === me.by && owner.crisis === me.crisis;
    });
    if (mine !== undefined) return { kind: "mine", room: mine.room };
    const free = own.find(({ opened, isReady }) => opened.length === 0 && isReady);
    return free === undefined ? { kind: "cold" } : { kind: "claim", room: free.room };
}

/** How many rooms of a template are to be prepared, so that as many as it asks for are free. */
export const roomsToPrepare = (rooms: readonly StandbyRoom[], template: string, standby: number): number =>
    Math.max(0, standby - rooms.filter((each) => each.template === template && each.opened.length === 0).length);
