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
    /** What the homeserver holds without its content, by type and state key: somebody else has it whole. */
    readonly stripped: Map<string, StrippedState>;
    /** All of the room's state was asked for, and every change has been told since. */
    complete: boolean;
    /** Since the gate last looked: a member or clearance is new, or a statement is. */
    changed: boolean;
    statementsChanged: boolean;
}

/** What one state event replaces: the one before of the same name. */
export const stateName = ({ type, state_key }: JsonObject): string => `${type} ${state_key}`;

/** A signed statement as it stands in room state; unverified. */
export interface ToldStatement {
    readonly stateKey: string;
    readonly content: JsonObject;
}

/** A state event of which the homeserver was given everything but the content (SPEC.md 1). */
export interface StrippedState {
    readonly type: string;
    readonly stateKey: string;
    readonly senderId: string;
}

/** Tells statements apart, also by who signed: the same payload may gain signatures (clearance SPEC 7.4). */
export const statementName = ({ stateKey, content }: ToldStatement): string => `${stateKey} ${JSON.stringify(content)}`;

export const statementAt = (known: ReadonlyMap<string, ToldStatement>, stateKey: string): ToldStatement | undefined =>
    [...known.values()].find((told) => told.stateKey === stateKey);

/** A hostile room must not fill the memory; no real one comes near. */
const MAX_EACH = 20_000;

export function createGateEvents(): GateEvents {
    return {
        charter: null,
        clearances: new Map(),
        admissions: new Map(),
        glasses: new Map(),
        stripped: new Map(),
        complete: false,
        changed: false,
        statementsChanged: false,
    };
}

/**
 * Takes one state event that the gate decides by. False: it is none, or changes nothing. `again` only makes an event that is
 * repeated another one to the servers (SPEC.md 1).
 */
export function takeGateEvent(
    events: GateEvents,
    type: string,
    stateKey: string,
    { again: _, ...content }: JsonObject,
    senderId: string | null = null,
): boolean {
    if (gateTypes.has(type)) noteStripped(events, { type, stateKey, senderId }, Object.keys(content).length === 0);
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

const gateTypes: ReadonlySet<string> = new Set([wire.charter, wire.presentation, wire.admission, wire.glass]);
function noteStripped(
    events: GateEvents,
    { type, stateKey, senderId }: { type: string; stateKey: string; senderId: string | null },
    isEmpty: boolean,
): void {
    const name = stateName({ type, state_key: stateKey });
    const known = events.stripped.get(name);
    if (!isEmpty) events.stripped.delete(name);
    else if (senderId !== null && known?.senderId !== senderId && events.stripped.size < MAX_EACH) {
        events.stripped.set(name, { type, stateKey, senderId });
        events.changed = true;
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

/**
 * The whole state of the room, as the server had it when it was asked: a charter that is not in it is hidden. `told` since is
 * newer, by `stateName`.
 */
export function takeWholeGate(
    events: GateEvents,
    state: readonly JsonObject[],
    told: ReadonlySet<string> = new Set(),
): void {
    const names = new Set([...state.map(stateName), ...told]);
    if (!names.has(stateName({ type: wire.charter, state_key: "" }))) events.charter = null;
    events.statementsChanged = true;
    events.changed = true;
    for (const name of events.stripped.keys()) if (!names.has(name)) events.stripped.delete(name);
    for (const userId of events.clearances.keys()) {
        if (!names.has(stateName({ type: wire.presentation, state_key: userId }))) takeClearance(events, userId, null);
    }
    events.complete = true;
}
