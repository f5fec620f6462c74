import { createInOrder } from "@valise/base";
import { authorsWith, parseStrictJson, verifyStatement } from "@valise/clearance";
import { CRISIS_ROLE, decidePhase, type PhaseWire, parsePhase } from "@valise/crisis";
import { openingOf } from "../../gate/room/openStandby.ts";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

export interface BelievedPhase {
    readonly roomId: string;
    readonly wire: PhaseWire;
    /** Who began the crisis in this room. */
    readonly by: string;
    /** The statement as the room's state holds it. */
    readonly text: string;
}

/** In which phase each emergency room's crisis is, by signed encrypted state (crisis SPEC 14.4, 14.5). */
export interface Phases {
    of(roomId: string): PhaseWire | null;
    believed(roomId: string): BelievedPhase | null;
    /** Of rooms this person is in. */
    all(): readonly BelievedPhase[];
    onChanged(listener: () => void): void;
    /** A room's crisis is over, as this device has just come to know. */
    onClosed(listener: (roomId: string) => void): void;
    load(): Promise<void>;
}

export function createPhases({
    store,
    book,
    gates,
    community,
}: Pick<CrisisParts, "store" | "book" | "gates" | "community">): Phases {
    const table = createCrisisTable<BelievedPhase>(store, "phase");
    const believed = new Map<string, BelievedPhase>();
    const listeners: (() => void)[] = [];
    const closed: ((roomId: string) => void)[] = [];
    const inOrder = createInOrder();

    /**
     * What a new word follows: the last that was believed. Another crisis in the same room is that of whoever's opening of it
     * counts, where two opened it at once (crisis SPEC 15.4) and what was believed is not theirs.
     */
    const pinnedOf = (
        roomId: string,
        crisis: string,
    ): { readonly pinned?: BelievedPhase; readonly onlyBy?: string } => {
        const before = believed.get(roomId);
        if (before === undefined) return {};
        const opening = openingOf(gates.gateOf(roomId));
        const isSuperseded = opening?.isContested === true && before.by !== opening.by;
        return isSuperseded && before.wire.crisis !== crisis ? { onlyBy: opening.by } : { pinned: before };
    };
    const keep = async (phase: BelievedPhase, before: BelievedPhase | undefined): Promise<void> => {
        const { roomId, wire } = phase;
        believed.set(roomId, phase);
        // Before it is kept: after a kill in between it is told of again.
        if (wire.phase === "closed" && before?.wire.phase !== "closed") for (const tell of closed) tell(roomId);
        await table.put([[roomId, phase]]);
        for (const listener of listeners) listener();
    };
    const read = async (roomId: string): Promise<void> => {
        const { record } = book.get(roomId) ?? {};
        const text = record?.sealedPhase?.value ?? null;
        const ruling = gates.ruling(roomId);
        const context = community.context();
        if (record?.membership !== "join" || text === null || context === null || ruling.kind !== "ruled") return;
        if (believed.get(roomId)?.text === text) return;
        const verified = await verifyStatement(parseStrictJson(text), "phase", roomId, context);
        const wire = verified.ok ? parsePhase(verified.value.payload) : null;
        if (!verified.ok || !wire?.ok) return;
        const { pinned, onlyBy } = pinnedOf(roomId, wire.value.crisis);
        const { admit: authorities, exercise } = ruling.charter;
        // One signer who may lead is enough; nobody rides along without a signature that holds.
        const author = authorsWith(verified.value, CRISIS_ROLE, authorities)
            .filter(({ sub }) => onlyBy === undefined || sub === onlyBy)
            .find(({ agency, roles }) => {
                const decision = { author: { agency, roles }, authorities, exercise };
                return decidePhase(pinned?.wire, wire.value, decision).ok;
            });
        if (author === undefined) return;
        await keep({ roomId, wire: wire.value, by: pinned?.by ?? author.sub, text }, pinned);
    };
    const consider = (roomId: string) => {
        if (book.get(roomId)?.record.sealedPhase == null) return;
        void inOrder(() => read(roomId)).catch(() => {});
    };
    book.onChanged((roomIds) => {
        for (const roomId of roomIds) consider(roomId);
    });
    gates.onChanged(consider);

    return {
        of: (roomId) => believed.get(roomId)?.wire ?? null,
        believed: (roomId) => believed.get(roomId) ?? null,
        all: () => [...believed.values()].filter(({ roomId }) => book.get(roomId)?.record.membership === "join"),
        onChanged: (listener) => void listeners.push(listener),
        onClosed: (listener) => void closed.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!believed.has(id)) believed.set(id, value);
            for (const { record } of book.all()) consider(record.roomId);
        },
    };
}
