import type { Clock } from "@valise/base";
import { CALLS_A_DAY, type Call, type CallMemory } from "@valise/crisis";
import type { RecordStore } from "../../store/RecordStore.ts";
import { nowSOf } from "../CrisisParts.ts";
import { createCrisisTable } from "../CrisisTable.ts";

/** A call whose signature held when it came, and what became of it. */
export interface KeptCall {
    readonly call: Call;
    /** Written before anything is joined by it. */
    readonly usedS: number | null;
    /** This person has been in the room since, by this call or another: it leads nowhere any more. */
    readonly joined: boolean;
}

/** Calls of this person, on the disk, for as long as they decide anything. */
export interface KeptCalls {
    all(): readonly KeptCall[];
    /** False: it is known, over, or one too many. `isIn`: whether this person is in its room. */
    add(call: Call, isIn: () => boolean): Promise<boolean>;
    /** False: the disk refuses. */
    keep(one: KeptCall): Promise<boolean>;
    memory(crisisAgencies: CallMemory["crisisAgencies"]): CallMemory;
    load(): Promise<void>;
}

const MAX_KEPT = 200;
/** One authority who calls again and again must not push out the others'. */
const MAX_OF_ONE = 2 * CALLS_A_DAY;
const DAY_S = 86_400;

export function createKeptCalls({ store, clock }: { readonly store: RecordStore; readonly clock: Clock }): KeptCalls {
    const table = createCrisisTable<KeptCall>(store, "call");
    const kept = new Map<string, KeptCall>();
    const nowS = () => nowSOf(clock);

    const all = () => [...kept.values()];
    const keep = async (one: KeptCall): Promise<boolean> => {
        kept.set(one.call.digest, one);
        return table.put([[one.call.digest, one]]);
    };
    /** A used one is remembered for as long as it could be tried again, and for the day's count; another while it can be used. */
    const forgetOld = async () => {
        const goneS = ({ call, usedS }: KeptCall) => (usedS === null ? call.exp : Math.max(call.exp, usedS) + DAY_S);
        const old = all().filter((one) => goneS(one) < nowS());
        for (const { call } of old) kept.delete(call.digest);
        await table.remove(old.map(({ call }) => call.digest));
    };

    return {
        all,
        keep,
        async add(call, isIn) {
            await forgetOld();
            const ofSigner = all().filter((one) => one.call.by.some(({ sub }) => isBy(call, sub)));
            const isFull = kept.size >= MAX_KEPT || ofSigner.length >= MAX_OF_ONE;
            if (kept.has(call.digest) || nowS() >= call.exp || isFull) return false;
            // Who is in the room came by another: this one leads nowhere any more.
            await keep({ call, usedS: null, joined: isIn() });
            return true;
        },
        memory(crisisAgencies) {
            const usedAt = new Map<string, number[]>();
            for (const { call, usedS } of kept.values())
                if (usedS !== null) for (const { sub } of call.by) usedAt.set(sub, [...(usedAt.get(sub) ?? []), usedS]);
            const used = new Set(all().flatMap((one) => (isSpent(one) ? [one.call.digest] : [])));
            return { crisisAgencies, used, usedAt, nowS: nowS() };
        },
        async load() {
            for (const { id, value } of await table.list()) {
                if (!kept.has(id)) kept.set(id, value);
            }
            await forgetOld();
        },
    };
}

const isSpent = ({ usedS, joined }: KeptCall): boolean => usedS !== null || joined;
/** Whether somebody signed it. */
export const isBy = ({ by }: Call, userId: string | null): boolean => by.some(({ sub }) => sub === userId);
