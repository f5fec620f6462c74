import { createInOrder } from "@valise/base";
import { authorsWith, parseStrictJson, verifyStatement } from "@valise/clearance";
import { CRISIS_ROLE, decidePhase, type PhaseWire, parsePhase } from "@valise/crisis";
import type { CrisisParts } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

export interface BelievedPhase {
    readonly roomId: string;
    readonly wire: PhaseWire;
}

/** In which phase each emergency room's crisis is, by signed encrypted state (crisis SPEC 14.4, 14.5). */
export interface Phases {
    of(roomId: string): PhaseWire | null;
    /** Of rooms this person is in. */
    all(): readonly BelievedPhase[];
    onChanged(listener: () => void): void;
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
    const inOrder = createInOrder();

    const read = async (roomId: string): Promise<void> => {
        const { record } = book.get(roomId) ?? {};
        const text = record?.sealedPhase?.value ?? null;
        const pinned = believed.get(roomId)?.wire;
        const ruling = gates.ruling(roomId);
        const context = community.context();
        if (record?.membership !== "join" || text === null || context === null || ruling.kind !== "ruled") return;
        if (pinned !== undefined && (record.sealedPhase?.seq ?? 0) <= pinned.seq) return;
        const verified = await verifyStatement(parseStrictJson(text), "phase", roomId, context);
        const wire = verified.ok ? parsePhase(verified.value.payload) : null;
        if (!verified.ok || !wire?.ok) return;
        const { admit: authorities, exercise } = ruling.charter;
        // One signer who may lead is enough; nobody rides along without a signature that holds.
        const next = authorsWith(verified.value, CRISIS_ROLE, authorities)
            .map(({ agency, roles }) =>
                decidePhase(pinned, wire.value, { author: { agency, roles }, authorities, exercise }),
            )
            .find(({ ok }) => ok);
        if (!next?.ok) return;
        const kept = { roomId, wire: next.value };
        believed.set(roomId, kept);
        await table.put([[roomId, kept]]);
        for (const listener of listeners) listener();
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
        all: () => [...believed.values()].filter(({ roomId }) => book.get(roomId)?.record.membership === "join"),
        onChanged: (listener) => void listeners.push(listener),
        async load() {
            for (const { id, value } of await table.list()) if (!believed.has(id)) believed.set(id, value);
            for (const { record } of book.all()) consider(record.roomId);
        },
    };
}
