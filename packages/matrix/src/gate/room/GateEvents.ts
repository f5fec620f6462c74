import { asString, type JsonObject } from "../../json.ts";
import { wire } from "../../wire.ts";

/** What the server tells of a room's charter, clearances and admissions: unverified, as it came. */
export interface GateEvents {
    /** Null: none was told. */
    charter: JsonObject | null;
    /** Presentation texts by user id. */
    readonly clearances: Map<string, string>;
    /** By all that they say: one that was told is not taken back by another under its state key. */
    readonly admissions: Map<string, ToldStatement>;
    readonly glasses: Map<string, ToldStatement>;
    /** All of the room's state was asked for, and every change has been told since. */
    complete: boolean;
    /** Since the gate last looked: a member or clearance is new, or a statement is. */
    changed: boolean;
    statementsChanged: boolean;
}

/** A signed statement as it stands in room state; unverified. */
export interface ToldStatement {
    readonly stateKey: string;
    readonly content: JsonObject;
}

/** Tells statements apart, also by who signed: the same payload may gain signatures (clearance SPEC 7.4). */
export const statementName = ({ stateKey, content }: ToldStatement): string => `${stateKey} ${JSON.stringify(content)}`;

/** A hostile room must not fill the memory; no real one comes near. */
const MAX_EACH = 20_000;

export function createGateEvents(): GateEvents {
    return {
        charter: null,
        clearances: new Map(),
        admissions: new Map(),
        glasses: new Map(),
        complete: false,
        changed: false,
        statementsChanged: false,
    };
}

/** Takes one state event that the gate decides by. False: it is none, or changes nothing. */
export function takeGateEvent(events: GateEvents, type: string, stateKey: string, content: JsonObject): boolean {
    switch (type) {
        case wire.charter:
            if (stateKey !== "") return false;
            events.charter = Object.keys(content).length === 0 ? null : content;
            events.statementsChanged = true;
            events.changed = true;
            return true;
        case wire.presentation:
            return takeClearance(events, stateKey, asString(content.presentation));
        case wire.admission:
            return takeStatement(events, events.admissions, { stateKey, content });
        case wire.glass:
            return takeStatement(events, events.glasses, { stateKey, content });
        default:
            return false;
    }
}

function takeClearance(events: GateEvents, userId: string, text: string | null): boolean {
    if ((events.clearances.get(userId) ?? null) === text) return false;
    if (text === null) events.clearances.delete(userId);
    else if (events.clearances.size < MAX_EACH) events.clearances.set(userId, text);
    events.changed = true;
    return true;
}

/** What was said once stays said: a server that empties or replaces the state takes nothing back. */
function takeStatement(events: GateEvents, known: Map<string, ToldStatement>, told: ToldStatement): boolean {
    const name = statementName(told);
    if (typeof told.content.payload !== "string" || known.has(name) || known.size >= MAX_EACH) return false;
    known.set(name, told);
    events.statementsChanged = true;
    events.changed = true;
    return true;
}

/** The whole state of the room, as the server has it now: a charter that is not in it is hidden. */
export function takeWholeGate(events: GateEvents, state: readonly JsonObject[]): void {
    if (!state.some(({ type, state_key }) => type === wire.charter && state_key === "")) events.charter = null;
    events.statementsChanged = true;
    events.changed = true;
    const presented = new Set(state.filter(({ type }) => type === wire.presentation).map(({ state_key }) => state_key));
    for (const userId of events.clearances.keys()) {
        if (!presented.has(userId)) takeClearance(events, userId, null);
    }
    events.complete = true;
}
