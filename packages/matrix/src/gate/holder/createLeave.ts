import type { ClearanceSnapshot, RoomId } from "@valise/bridge";
import { type ClaimName, isClaimName } from "@valise/clearance";
import { asArray, asObject, asString } from "../../json.ts";
import { StoreRefused } from "../../session/SessionRecords.ts";
import type { RecordStore } from "../../store/RecordStore.ts";

/** What a room would have this person show, and to whom. */
export interface ShowWish {
    /** URNs of the gate's agencies. */
    readonly agencies: readonly string[];
    readonly claims: readonly ClaimName[];
}

/**
 * The person's leave to show claims (protocol 3): asked the first time an agency asks for a level, category or role not yet
 * shown to it, and remembered. The agency that attested them knows them already and is not asked about, nor are claims that
 * the community's policy pre-approves.
 */
export interface Leave {
    /** The claims of the wish that some other agency has not been shown yet, in their order; empty: no need to ask. */
    notYetShown(wish: ShowWish): readonly ClaimName[];
    /** To be written before anything is shown. */
    rememberShown(wish: ShowWish): Promise<void>;
    /** A room asks for something not yet shown; null: it no longer does. Published, and answered by `answer`. */
    ask(roomId: string, wish: ShowWish | null): void;
    /** What this room asks, also after it was declined. */
    askOf(roomId: string): ShowWish | null;
    /** False: this room asks nothing. Remembers what is allowed, and tells `onAnswered`. */
    answer(roomId: string, allow: boolean): Promise<boolean>;
    onAnswered(listener: (roomId: string, allow: boolean) => void): void;
    onChanged(listener: () => void): void;
    /** Rooms whose question is open. */
    rows(): ClearanceSnapshot["rows"];
    loaded(): Promise<void>;
}

const SHOWN = "shown";
const DECLINED = "declined";

export interface LeaveParts {
    readonly store: RecordStore;
    ownAgency(): string | null;
    /** Claims that this agency may be shown unasked. */
    preApproved(agency: string): ReadonlySet<ClaimName>;
}

export function createLeave({ store, ownAgency, preApproved }: LeaveParts): Leave {
    const shown = new Map<string, ReadonlySet<string>>();
    /** The question that was answered with no, by room: another question is asked again. */
    const declined = new Map<string, string>();
    const asks = new Map<string, ShowWish>();
    const answered: ((roomId: string, allow: boolean) => void)[] = [];
    const listeners: (() => void)[] = [];

    const told = () => {
        for (const listener of listeners) listener();
    };
    const put = async (group: string, id: string, value: object) => {
        const change = { kind: "put", table: "trust", key: { group, id }, value: { ...value } } as const;
        if (!(await store.write([change])).ok) throw new StoreRefused();
    };
    const load = async () => {
        const shownList = await store.list("trust", SHOWN);
        for (const { key, value } of shownList.ok ? shownList.value.records : [])
            shown.set(key.id, new Set(asArray(asObject(value)?.claims).filter(isClaimName)));
        const declinedList = await store.list("trust", DECLINED);
        for (const { key, value } of declinedList.ok ? declinedList.value.records : [])
            declined.set(key.id, asString(asObject(value)?.question) ?? "");
    };
    const loading = load();

    const others = ({ agencies }: ShowWish) => agencies.filter((agency) => agency !== ownAgency());
    const leave: Leave = {
        notYetShown(wish) {
            const agencies = others(wish);
            const isNew = (agency: string, claim: ClaimName) =>
                shown.get(agency)?.has(claim) !== true && !preApproved(agency).has(claim);
            return wish.claims.filter((claim) => agencies.some((agency) => isNew(agency, claim)));
        },
        async rememberShown(wish) {
            for (const agency of others(wish)) {
                const claims = new Set([...(shown.get(agency) ?? []), ...wish.claims]);
                await put(SHOWN, agency, { claims: [...claims] });
                shown.set(agency, claims);
            }
        },
        ask(roomId, wish) {
            const before = asks.get(roomId) ?? null;
            if (questionOf(before) === questionOf(wish)) return;
            if (wish === null) asks.delete(roomId);
            else asks.set(roomId, wish);
            told();
        },
        askOf: (roomId) => asks.get(roomId) ?? null,
        async answer(roomId, allow) {
            const wish = asks.get(roomId);
            if (wish === undefined) return false;
            if (allow) {
                await leave.rememberShown(wish);
                asks.delete(roomId);
            } else {
                const question = questionOf(wish);
                await put(DECLINED, roomId, { question });
                declined.set(roomId, question);
            }
            told();
            for (const listener of answered) listener(roomId, allow);
            return true;
        },
        onAnswered: (listener) => void answered.push(listener),
        onChanged: (listener) => void listeners.push(listener),
        rows: () =>
            [...asks]
                .filter(([roomId, wish]) => declined.get(roomId) !== questionOf(wish))
                .map(([roomId, { agencies, claims }]) => ({ roomId: roomId as RoomId, agencies, claims })),
        loaded: () => loading,
    };
    return leave;
}

const questionOf = (wish: ShowWish | null): string =>
    wish === null ? "" : JSON.stringify([[...wish.agencies].sort(), [...wish.claims].sort()]);
