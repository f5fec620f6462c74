import { type Clock, err, ok, type Result } from "@valise/base";
import type { MarkingSnapshot } from "@valise/bridge";
import { type EffectiveCharter, floorOf, gateExpectation, type TrustContext } from "@valise/clearance";
import type { Label } from "@valise/labels";
import type { EncryptionTarget } from "../../crypto/createRoomEncryptor.ts";
import type { Withheld } from "../../crypto/KeyLedger.ts";
import { isGated } from "../../rooms/createRecipients.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { markingSnapshot } from "../message/markingSnapshot.ts";
import type { Community } from "../trust/Community.ts";
import { createCharterBook } from "./createCharterBook.ts";
import type { Identities } from "./createIdentities.ts";
import { emptyGateRecord, type GateRecord, type GateStore, type KeptRoster } from "./GateRecord.ts";
import { labelOf } from "./labelOf.ts";
import type { GateRefusal, MemberStanding, Purpose, Ruling } from "./RoomGates.ts";
import { type ReadRoster, readRoster } from "./readRoster.ts";
import { createStandings, type Judged, type Standings } from "./standings.ts";

export interface RoomGateParts {
    readonly roomId: string;
    readonly myUserId: string;
    readonly clock: Clock;
    readonly store: GateStore;
    readonly community: Community;
    readonly identities: Identities;
    entry(): RoomEntry | null;
    /** Policy of one's own clearance, for handling lines. */
    ownPolicy(): string | null;
    /** One's own presentation is under way, or waits for the person's leave. */
    isPresenting(roomId: string): boolean;
    track(userIds: readonly string[]): Promise<void>;
    /** Somebody who may have had the session must not have the next. */
    rotate(roomId: string): void;
    /** These people may read and could not before. */
    onReaders(roomId: string, userIds: readonly string[]): void;
    /** After each look at what is new: presenting and offering again are others' work. */
    afterLook(gate: RoomGate): void;
    /** What the list shows of the room is another. */
    roomChanged(roomId: string): void;
    changed(roomId: string): void;
}

/** The release gate of one room (protocol 6). */
export interface RoomGate {
    readonly roomId: string;
    ruling(): Ruling;
    /** Something that decides here may be new. */
    look(): void;
    /** Resolves when everything that was new has been looked at. */
    looked(): Promise<void>;
    /** Everybody in the room has been looked at, by what is known now. */
    isSettled(): boolean;
    narrow(target: EncryptionTarget, purpose: Purpose): Promise<Result<EncryptionTarget, GateRefusal>>;
    /** Who of the joined may not have the next key, and was not named to the person. */
    toConfirm(): readonly string[];
    confirm(): Promise<void>;
    /** Null: not known yet; it is being looked at. */
    standingOf(userId: string): MemberStanding | null;
    state(): GateState;
    update(change: (record: GateRecord) => GateRecord): Promise<void>;
    stop(): void;
}

/** What the gate knows, for snapshots and for what is signed here. */
export interface GateState {
    readonly record: GateRecord;
    readonly charter: EffectiveCharter | null;
    readonly label: Label | null;
    readonly roster: ReadRoster | null;
    /** Null until the charter applies and trust data is here. */
    readonly deciding: Deciding | null;
}

/** All that a decision about one member needs, at this moment. */
export interface Deciding {
    readonly judged: Judged;
    readonly standings: Standings;
    readonly context: TrustContext;
}

const RETRY_MS = 5_000;
const LOOK_AGAIN_S = 3_600;

export function createRoomGate(parts: RoomGateParts): RoomGate {
    const { roomId, myUserId, clock, store, community, identities } = parts;
    let record: GateRecord = emptyGateRecord;
    let keptRoster: KeptRoster = { admissions: [], glasses: [] };
    let standings: Standings | null = null;
    let loaded: "no" | "yes" | "broken" = "no";
    let roster: ReadRoster | null = null;
    let judged: Judged | null = null;
    let charter: EffectiveCharter | null = null;
    let label: Label | null = null;
    /** One's own admission knows of a newer charter than any that was shown: a server holds it back. */
    let isBelowFloor = false;
    let shownMarking: { readonly of: Label; readonly policy: string | null; readonly marking: MarkingSnapshot } | null =
        null;
    let seenBundle = "";
    let seenLists: unknown = null;
    let isDirty = true;
    let isStuck = false;
    let looking: Promise<void> | null = null;
    let readers: ReadonlySet<string> | null = null;
    let timer: Disposable | null = null;
    let stopped = false;

    const update = async (change: (before: GateRecord) => GateRecord) => {
        const next = change(record);
        if (next === record) return;
        await store.write(next);
        record = next;
    };
    const book = createCharterBook({ ...parts, record: () => record, keptRoster: () => keptRoster, update });

    const load = async () => {
        if (loaded !== "no") return;
        try {
            record = (await store.read()) ?? emptyGateRecord;
            keptRoster = await store.readRoster();
            standings = createStandings(identities, presentedBy, await store.readMemory());
            loaded = "yes";
        } catch {
            loaded = "broken";
        }
    };
    const presentedBy = (userId: string): string | undefined => {
        const told = parts.entry()?.gate.clearances.get(userId);
        return told ?? (userId === myUserId ? (record.shown ?? undefined) : undefined);
    };

    const judge = async (entry: RoomEntry, context: TrustContext) => {
        charter = await book.take(entry, context);
        label = charter === null ? null : labelOf(charter.label, community.registry);
        if (charter === null) {
            judged = null;
            return;
        }
        const read = await readRoster(entry.gate, keptRoster, charter, context);
        if (read.isNew) await store.writeRoster(read.kept);
        keptRoster = read.kept;
        roster = read;
        const floor = floorOf(read.admissions, myUserId);
        isBelowFloor = floor !== undefined && charter.seq < floor.seq;
        const fresh = await gateExpectation(charter, context.crypto);
        const known = judged?.expectation;
        const expectation = known !== undefined && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh;
        judged = { rules: { charter, roster: read.roster, glasses: read.glasses }, expectation };
    };

    const decidingNow = (): Deciding | null => {
        const context = community.context();
        return context === null || judged === null || standings === null ? null : { judged, standings, context };
    };
    const readsNow = (userId: string, { judged: by, standings: held, context }: Deciding): boolean =>
        held.decide(userId, by, context).kind === "reads";

    const showInList = ({ record: room }: RoomEntry) => {
        if (record.pins === null) return;
        const rules = ruling();
        const marking = rules.kind === "ruled" ? rules.marking : room.marking;
        const exercise = charter?.exercise ?? room.exercise;
        const standby = charter === null ? room.standby === true : charter.phase === "standby";
        const shown = [room.marking, room.exercise, room.standby === true];
        if (room.labelled && JSON.stringify(shown) === JSON.stringify([marking, exercise, standby])) return;
        Object.assign(room, { labelled: true, marking, exercise, standby });
        parts.roomChanged(roomId);
    };

    /** Whoever read and does not any more must not have the next key; whoever can now hears the room's name again. */
    const compareReaders = async (entry: RoomEntry, deciding: Deciding) => {
        const { context } = deciding;
        const now = new Set<string>();
        let untilS = context.nowS + LOOK_AGAIN_S;
        for (const userId of joinedIn(entry)) {
            const decision = deciding.standings.decide(userId, deciding.judged, context);
            if (decision.kind !== "reads") continue;
            now.add(userId);
            if (decision.untilS > context.nowS) untilS = Math.min(untilS, decision.untilS);
        }
        const first = deciding.standings.takeFirstVerified();
        const fresh = readers === null ? first : [...now].filter((userId) => !readers?.has(userId));
        const gone = [...(readers ?? [])].some((userId) => !now.has(userId));
        readers = now;
        if (gone) parts.rotate(roomId);
        if (fresh.length > 0) parts.onReaders(roomId, fresh);
        if (record.confirmed.some((userId) => now.has(userId)))
            await update((before) => ({ ...before, confirmed: before.confirmed.filter((userId) => !now.has(userId)) }));
        again((untilS - context.nowS + 1) * 1000);
    };

    const lookOnce = async () => {
        await load();
        await community.loaded();
        const entry = parts.entry();
        const context = community.context();
        // Seen, also where nothing can be judged yet: what that waits for makes it look again.
        if (entry !== null) entry.gate.changed = false;
        if (entry === null || context === null || standings === null || !isGated(entry)) return;
        const { gate } = entry;
        if (gate.statementsChanged || judged === null || !isCurrent(context)) {
            gate.statementsChanged = false;
            await judge(entry, context);
            seenBundle = context.bundle.digest;
            seenLists = context.lists;
        }
        const deciding = decidingNow();
        if (deciding !== null) {
            // Oneself also before the server has told that one is in the room: what is shown there hangs on it.
            const present = [...new Set([...joinedIn(entry), myUserId])];
            await identities.read(present);
            await standings.prove(present, deciding.judged, context);
            await compareReaders(entry, deciding);
            const memory = standings.takeMemory();
            if (memory !== null) await store.writeMemory(memory);
        }
        showInList(entry);
        parts.afterLook(self);
    };

    const again = (delayMs: number) => {
        timer?.[Symbol.dispose]();
        timer = stopped ? null : clock.after(delayMs, look);
    };

    const lookUntilClean = async () => {
        while (isDirty && !stopped) {
            isDirty = false;
            try {
                await lookOnce();
                isStuck = false;
            } catch {
                // The disk refused: what is not pinned is not used, and nothing is sent until it is.
                isStuck = true;
                again(RETRY_MS);
            }
        }
    };
    const look = () => {
        isDirty = true;
        looking ??= lookUntilClean().finally(() => {
            looking = null;
            if (!stopped) parts.changed(roomId);
        });
    };

    const isCurrent = (context: TrustContext) => seenBundle === context.bundle.digest && seenLists === context.lists;
    const isBusy = () => isDirty || isStuck || looking !== null;

    /** What stands before any charter; null: nothing. */
    const hindrance = (): Ruling | null => {
        if (loaded === "broken") return { kind: "refused", code: "GATE_STORE" };
        const trust = community.snapshot();
        if (trust.state === "none") return { kind: "refused", code: "TRUST_NONE" };
        if (loaded === "no" || isStuck) return { kind: "checking" };
        if (community.context() !== null) return null;
        return trust.code === null ? { kind: "checking" } : { kind: "refused", code: trust.code };
    };
    const ruling = (): Ruling => {
        const entry = parts.entry();
        if (entry === null || !isGated(entry)) return { kind: "unlabelled" };
        const hindered = hindrance();
        if (hindered !== null) return hindered;
        const refused = book.refusedCode();
        if (record.pins === null) return refused === null ? { kind: "checking" } : { kind: "refused", code: refused };
        if (charter === null) return isBusy() ? { kind: "checking" } : { kind: "refused", code: "CHR_UNJOINABLE" };
        if (isBelowFloor) return entry.gate.complete ? { kind: "refused", code: "CHR_FLOOR" } : { kind: "checking" };
        if (label === null) return { kind: "refused", code: "CHR_POLICY" };
        return { kind: "ruled", charter, label, ceilingLevel: charter.ceiling, marking: markingNow(label) };
    };
    const markingNow = (of: Label): MarkingSnapshot => {
        const policy = parts.ownPolicy();
        if (shownMarking?.of !== of || shownMarking.policy !== policy)
            shownMarking = { of, policy, marking: markingSnapshot(of, community.registry, policy) };
        return shownMarking.marking;
    };

    const isSettled = (joined: readonly string[]): boolean => {
        const deciding = decidingNow();
        if (deciding === null || isBusy() || !isCurrent(deciding.context)) return false;
        return joined.every((userId) => deciding.standings.isProven(userId, deciding.judged, deciding.context));
    };

    const narrow = async (
        target: EncryptionTarget,
        purpose: Purpose,
    ): Promise<Result<EncryptionTarget, GateRefusal>> => {
        await parts.track(target.joined);
        if (!isSettled(target.joined)) {
            look();
            await looking;
        }
        const rules = ruling();
        if (rules.kind === "refused") return err(rules);
        const deciding = decidingNow();
        if (rules.kind !== "ruled" || deciding === null || !isSettled(target.joined)) return err({ kind: "checking" });
        if (target.historyVisibility !== "joined") return err({ kind: "refused", code: "GATE_HISTORY" });
        const mine = deciding.standings.decide(myUserId, deciding.judged, deciding.context);
        if (mine.kind === "refused")
            return err(parts.isPresenting(roomId) ? { kind: "checking" } : { kind: "refused", code: mine.code });
        const recipients: string[] = [];
        const withheld: Withheld[] = [];
        for (const userId of target.joined) {
            const decision = deciding.standings.decide(userId, deciding.judged, deciding.context);
            if (decision.kind === "reads") recipients.push(userId);
            else withheld.push({ userId, code: decision.code });
        }
        const untold = withheld.flatMap(({ userId }) => (record.confirmed.includes(userId) ? [] : [userId]));
        if (purpose === "message" && untold.length > 0) return err({ kind: "confirm", userIds: untold });
        return ok({ ...target, recipients, withheld, recheck });
    };

    /** Whose identity is another than the one just decided on, or who may not read at this very moment. */
    const recheck = async (userIds: readonly string[]): Promise<readonly string[]> => {
        const changed = await identities.reread(userIds);
        if (changed.length > 0) look();
        const deciding = decidingNow();
        return deciding === null ? userIds : userIds.filter((userId) => !readsNow(userId, deciding));
    };

    const silent = (): readonly string[] => {
        const entry = parts.entry();
        const deciding = decidingNow();
        if (entry === null || deciding === null || !entry.gate.complete) return [];
        const joined = joinedIn(entry);
        // Whoever was not looked at yet is nobody to be told of.
        if (!isSettled(joined)) return [];
        return joined.filter((userId) => userId !== myUserId && !readsNow(userId, deciding));
    };

    const standingOf = (userId: string): MemberStanding | null => {
        const deciding = decidingNow();
        const entry = parts.entry();
        if (deciding === null || entry === null) return null;
        if (identities.masterKeyOf(userId) === undefined) {
            void identities.read([userId]).then(look, () => {});
            return null;
        }
        const { judged: by, standings: held, context } = deciding;
        if (!entry.gate.complete && !entry.gate.clearances.has(userId)) return held.remembered(userId, by);
        if (held.isProven(userId, by, context)) return held.standing(userId, by, context);
        void held.prove([userId], by, context).then(() => parts.changed(roomId));
        return null;
    };

    const self: RoomGate = {
        roomId,
        ruling,
        look,
        async looked() {
            while (looking !== null) await looking;
        },
        isSettled() {
            const entry = parts.entry();
            return entry !== null && isSettled(joinedIn(entry));
        },
        narrow,
        toConfirm: () => silent().filter((userId) => !record.confirmed.includes(userId)),
        async confirm() {
            const confirmed = silent();
            await update((before) => ({ ...before, confirmed }));
            parts.changed(roomId);
        },
        standingOf,
        state: () => ({ record, charter, label, roster, deciding: decidingNow() }),
        update,
        stop() {
            stopped = true;
            timer?.[Symbol.dispose]();
        },
    };
    return self;
}

export const joinedIn = ({ members }: RoomEntry): string[] =>
    [...members.values()].flatMap(({ membership, userId }) => (membership === "join" ? [userId] : []));
