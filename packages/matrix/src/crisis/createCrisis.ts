import type { CoverageSnapshot, CrisisSnapshot, LogSnapshot, RoomId } from "@valise/bridge";
import { isAddressed, keyOf, standingOf } from "@valise/crisis";
import type { RoomEntry } from "../rooms/RoomBook.ts";
import type { SyncUpdate } from "../sync/SyncUpdate.ts";
import type { TimelineEvent } from "../timeline/TimelineEvent.ts";
import { type Answers, aboutBroadcast, createAnswers } from "./answers/createAnswers.ts";
import type { BroadcastRecord } from "./broadcasts/BroadcastRecord.ts";
import { type Broadcasts, createBroadcasts } from "./broadcasts/createBroadcasts.ts";
import { sendManifests } from "./broadcasts/createManifests.ts";
import { type CrisisParts, nowSOf } from "./CrisisParts.ts";
import { type Cell, createCell } from "./cell/createCell.ts";
import { createEscalations, type Escalations } from "./cell/createEscalations.ts";
import { createGateway, type Gateway } from "./cell/createGateway.ts";
import { type CellLedger, createLedger } from "./cell/createLedger.ts";
import { buildCoverageSnapshot } from "./coverageSnapshot.ts";
import { createWeather, type Weather } from "./createWeather.ts";
import { buildCrisisSnapshot } from "./crisisSnapshot.ts";
import { createLinkWatch } from "./log/createLinkWatch.ts";
import { createLogs, type Logs } from "./log/createLogs.ts";
import { createSitrepRhythms } from "./log/createSitrepRhythms.ts";
import { createHappenings, type Happening, type Happenings, watchChanged } from "./log/Happenings.ts";
import { buildLogSnapshot } from "./log/logSnapshot.ts";
import { createCalls } from "./opening/createCalls.ts";
import { createPhases, type Phases } from "./opening/createPhases.ts";
import { watchContested } from "./opening/watchContested.ts";
import { createOffers, type WatchOffers } from "./watch/createOffers.ts";
import { createPlanBook, type PlanBook } from "./watch/createPlanBook.ts";
import { createStatementBook, type StatementBook } from "./watch/createStatementBook.ts";
import { createWatchBook, type WatchBook } from "./watch/createWatchBook.ts";

/** Longer ago, it was told of in another run: an offer is signed by both within two minutes. */
const HANDOVER_S = 300;

/** Crisis mode of one account (protocol 8): broadcasts, alarms, answers, the cell's ledger and coverage. */
export interface Crisis {
    readonly statements: StatementBook;
    readonly watch: WatchBook;
    readonly plans: PlanBook;
    readonly offers: WatchOffers;
    readonly phases: Phases;
    readonly broadcasts: Broadcasts;
    readonly answers: Answers;
    readonly ledger: CellLedger;
    readonly logs: Logs;
    readonly cell: Cell;
    readonly escalations: Escalations;
    readonly gateway: Gateway;
    readonly happenings: Happenings;
    readonly weather: Weather;
    /** Statements in an answer of the server; on the disk when it resolves. */
    apply(update: SyncUpdate): Promise<void>;
    /** Events of a room, decrypted, as they came to be known. */
    take(entry: RoomEntry, events: readonly TimelineEvent[]): void;
    /** Resolves when all that was taken is kept. */
    taken(): Promise<void>;
    snapshot(): CrisisSnapshot;
    coverage(): CoverageSnapshot;
    log(roomId: RoomId): LogSnapshot;
    onChanged(listener: () => void): void;
    stop(): void;
}

export function createCrisis(parts: CrisisParts): Crisis {
    const { clock, gates, me, agency } = parts;
    const statements = createStatementBook(parts);
    const watch = createWatchBook(statements, parts.community);
    const plans = createPlanBook(statements);
    const offers = createOffers(parts);
    const phases = createPhases(parts);
    watchContested({ ...parts, phases });
    const calls = createCalls(parts);
    const logs = createLogs(parts);
    const rhythm = createSitrepRhythms({ ...parts, logs, phases, plans });
    let answers: Answers;
    const isAnswered = (key: string) => {
        const record = broadcasts.records().find(({ received }) => keyOf(received) === key);
        if (record === undefined) return false;
        const { author, wire } = record.received;
        return answers.get(aboutBroadcast({ sub: author.sub, id: wire.id }), null)?.record.answer !== undefined;
    };
    const broadcasts = createBroadcasts({ ...parts, watch, isAnswered });
    const ledger = createLedger(parts);
    const weather = createWeather({
        ...parts,
        ledger,
        isOver(ref) {
            const received = broadcasts.find(ref)?.received;
            if (received === undefined) return false;
            return (
                nowSOf(clock) >= received.wire.expires || standingOf(broadcasts.book(), received).kind !== "in-force"
            );
        },
    });
    const cell = createCell({ ...parts, watch, ledger, broadcasts });
    /** Watches this person gave, whose giving is told of. */
    const given = new Set<number>();
    const gateway = createGateway();
    const happenings = createHappenings();
    const links = createLinkWatch(clock, weather, happenings);
    const escalations = createEscalations({ ...parts, watch, ledger, broadcasts, cell, gateway, happenings, links });
    answers = createAnswers({ ...parts, cells: cell.cells, collectOwn: cell.collectOwn });

    broadcasts.onReceived(async (record) => {
        const { received, sentHere } = record;
        const { wire, author, room } = received;
        if (author.sub === me.userId) {
            if (sentHere) happenings.tell(happeningOf(record, broadcasts.find));
            const isTold = !sentHere || wire.ask === null;
            return isTold || sendManifests(record, { ...parts, watch, collectOwn: cell.collectOwnManifest });
        }
        if (wire.ask === null || !isAddressed(wire, watch.addressee(me.userId, agency ?? ""))) return true;
        const about = aboutBroadcast({ sub: author.sub, id: wire.id });
        await answers.say(about, room, { deliveredS: nowSOf(clock) });
        return true;
    });
    broadcasts.onReceived(async () => {
        escalations.look();
        return true;
    });
    // Whoever came on duty may be told now.
    watch.onChanged(() => {
        answers.retryNow();
        for (const handover of watch.handovers()) {
            const isMine = handover.from === me.userId && nowSOf(clock) - handover.iat < HANDOVER_S;
            if (!isMine || given.has(handover.iat)) continue;
            given.add(handover.iat);
            happenings.tell(watchChanged(handover));
        }
    });
    // A duty officer's own answer is settled as soon as the ledger room has it.
    ledger.onPublished(() => answers.retryNow());

    let taking: Promise<void> = Promise.all([
        statements.load(),
        offers.load(),
        phases.load(),
        calls.load(),
        broadcasts.load(),
        ledger.load(),
        logs.load(),
        weather.load(),
    ]).then(() => answers.load());
    return {
        statements,
        watch,
        plans,
        offers,
        phases,
        broadcasts,
        answers,
        ledger,
        logs,
        cell,
        escalations,
        gateway,
        happenings,
        weather,
        apply: statements.apply,
        take(entry, events) {
            taking = taking
                .then(() =>
                    Promise.all([broadcasts.take(entry, events), ledger.take(entry, events), logs.take(entry, events)]),
                )
                .then(
                    () => {},
                    // A store that refuses costs nothing that the timeline does not still hold.
                    () => {},
                );
        },
        taken: () => taking,
        snapshot: () =>
            buildCrisisSnapshot({
                ...parts,
                watch,
                plans,
                offers,
                phases,
                broadcasts,
                answers,
                cell,
                gates,
                logs,
                rhythm,
                weather,
            }),
        coverage: () => buildCoverageSnapshot({ ...parts, watch, broadcasts, ledger, cell, escalations }),
        log: (roomId) => buildLogSnapshot(roomId, { ...parts, logs, rhythm }),
        onChanged(listener) {
            for (const source of [watch, offers, phases, broadcasts, answers, ledger, logs, rhythm, weather, gateway])
                source.onChanged(listener);
        },
        stop() {
            offers.stop();
            rhythm.stop();
            calls.stop();
            answers.stop();
            escalations.stop();
            cell.stop();
            ledger.stop();
        },
    };
}

/** What the log says of one's own broadcast. */
function happeningOf({ received: { wire, author } }: BroadcastRecord, find: Broadcasts["find"]): Happening {
    const { status, precedence, msgType, ask, refs } = wire;
    const [ended] = refs;
    if (msgType === "cancel" && ended !== undefined) {
        const isCall = find(ended)?.received.wire.ask?.rollCall !== undefined;
        const code = isCall ? "roll-call-closed" : "broadcast-cancelled";
        return { code, facts: { precedence }, broadcast: { ref: { sub: ended.sub, id: ended.id }, status } };
    }
    const code = ask?.rollCall === undefined ? "broadcast-sent" : "roll-call-opened";
    const broadcast = { ref: { sub: author.sub, id: wire.id }, status };
    return { code, facts: { precedence, type: msgType }, broadcast };
}
