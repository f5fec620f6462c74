import type { BroadcastSnapshot, Engine, EngineOutput, EventId, RoomId, Shell } from "@valise/bridge";
import { createForm, type FormState } from "../../../stores/createForm.ts";
import type { ReadStore } from "../../../stores/viewModel.ts";

/** What was sent since the agency was last heard, in the last day, or one broadcast by its key. */
export type BagScope = "unheard" | "day" | (string & {});

interface BagFields {
    readonly agency: string;
    readonly roomId: RoomId | null;
    readonly scope: BagScope;
    /** As it would be saved; null: not packed as it stands now. */
    readonly packed: EngineOutput<"exportBag"> | null;
    readonly isSaved: boolean;
}

export interface BagViewModel extends ReadStore<BagFields & FormState> {
    /** Anything chosen anew is packed anew. */
    change(fields: Partial<Pick<BagFields, "agency" | "roomId" | "scope">>): void;
    /** Packs what is chosen, so that what goes and for whom it opens is seen before it is saved. */
    pack(parts: PackFacts): Promise<void>;
    save(): Promise<void>;
}

export interface PackFacts {
    readonly lastHeardMs: number | null;
    readonly broadcast: BroadcastSnapshot | null;
}

/** Clocks of servers differ, and what was on its way when the link went may have been lost. */
const marginMs = 5 * 60_000;

/** Since when, and of that which one; null: the engine's own, the last day. */
export function packWish(
    scope: BagScope,
    { lastHeardMs, broadcast }: PackFacts,
): {
    sinceMs: number | null;
    eventId: EventId | null;
} {
    const back = (ms: number) => Math.max(0, ms - marginMs);
    if (broadcast !== null) return { sinceMs: back(broadcast.sentAtMs), eventId: broadcast.eventId };
    if (scope === "unheard" && lastHeardMs !== null) return { sinceMs: back(lastHeardMs), eventId: null };
    return { sinceMs: null, eventId: null };
}

/** One bag for one agency: chosen, packed, looked at, saved. */
export function createBagViewModel(
    { commands }: Engine,
    shell: Shell,
    first: Pick<BagFields, "agency" | "roomId" | "scope">,
): BagViewModel {
    const form = createForm<BagFields>({ ...first, packed: null, isSaved: false });
    return {
        getState: form.getState,
        getInitialState: form.getInitialState,
        subscribe: form.subscribe,
        change: (fields) => form.change({ ...fields, packed: null, isSaved: false }),
        async pack(facts) {
            const { agency, roomId, scope } = form.getState();
            if (roomId === null) return;
            const wish = { roomId, agency, ...packWish(scope, facts) };
            const result = await form.run(() => commands.exportBag(wish));
            if (result.ok) form.keep({ packed: result.value });
        },
        async save() {
            const { packed } = form.getState();
            if (packed === null) return;
            const { name, mimeType, bytes } = packed;
            if (await shell.saveFile({ name, mimeType, bytes })) form.keep({ isSaved: true });
        },
    };
}
