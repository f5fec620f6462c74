import {
    ALIVE_S,
    aliveEntry,
    broadcastKey,
    cellOf,
    decideEscalation,
    deputiesFor,
    type EscalationAct,
    type EscalationDecision,
    keyOf,
    type LedgerEntry,
} from "@valise/crisis";
import type { BroadcastRecord } from "../broadcasts/BroadcastRecord.ts";
import type { Broadcasts } from "../broadcasts/createBroadcasts.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";
import type { LinkWatch } from "../log/createLinkWatch.ts";
import type { Happenings } from "../log/Happenings.ts";
import type { WatchBook } from "../watch/createWatchBook.ts";
import type { Cell } from "./createCell.ts";
import type { Gateway } from "./createGateway.ts";
import type { CellLedger } from "./createLedger.ts";
import { createStepAlarms } from "./createStepAlarms.ts";
import { createStepNews } from "./createStepNews.ts";

/** Carries the plans of broadcasts on, on whichever duty officer's device leads (crisis SPEC 9, protocol 8). */
export interface Escalations {
    decide(record: BroadcastRecord): EscalationDecision | null;
    /** By the directory, with the deputies of the duty roles that they hold. */
    deputiesOf(sub: string): readonly string[];
    /** Holds or goes on, for all leaders of the cell. */
    pause(record: BroadcastRecord, paused: boolean, why: string | null): Promise<void>;
    /** Leaves a step out, for all leaders of the cell. False: it was done already, or is not in the plan. */
    skip(record: BroadcastRecord, step: number, why: string): Promise<boolean>;
    /** Calls the deputies of these people now. How many were called; null: the plan calls none. */
    callDeputies(record: BroadcastRecord, people: readonly string[]): Promise<number | null>;
    /** Looks at once; by itself it looks again whenever something is due. */
    look(): void;
    stop(): void;
}

export interface EscalationParts extends Pick<CrisisParts, "clock" | "outbox" | "crypto" | "me" | "agency"> {
    readonly watch: WatchBook;
    readonly ledger: CellLedger;
    readonly broadcasts: Broadcasts;
    readonly cell: Cell;
    readonly gateway: Gateway;
    readonly happenings: Happenings;
    readonly links: LinkWatch;
}

type StepEntry = Extract<LedgerEntry, { t: "step" }>;

const LOOK_MS = 5_000;

export function createEscalations(parts: EscalationParts): Escalations {
    const { clock, watch, ledger, broadcasts, cell, gateway, happenings, links, me, agency } = parts;
    const self = { who: me.userId, device: me.deviceId };
    /** Calls that are being made: the look after finds them still due. */
    const calling = new Set<string>();
    const alarms = createStepAlarms({ ...parts, alarmHere: broadcasts.alarmAgain });
    const news = createStepNews(parts);
    let timer: Disposable | null = null;
    let looking: Promise<void> = Promise.resolve();
    let stopped = false;

    const rolesOf = (sub: string) =>
        watch.directory().roles.filter((role) => role.agency === agency && isHeldBy(role.id, sub));
    const isHeldBy = (role: string, sub: string) => cellOf(watch.handovers(), agency ?? "", [role]).includes(sub);

    const deputiesOf = (sub: string) => watch.directory().deputiesOf(sub, rolesOf(sub));

    const decide = (record: BroadcastRecord): EscalationDecision | null => {
        const { received, refused } = record;
        if (refused !== null || !cell.serves(received)) return null;
        const { first, second } = cell.cells(received.room);
        return decideEscalation({
            received,
            book: broadcasts.book(),
            ledger: ledger.all(),
            me: self,
            isOnDuty: (who) => first.includes(who),
            deputiesOf,
            secondCell: second,
            nowS: nowSOf(clock),
        });
    };

    /** Beside the looks, which go on: a command may take its time. */
    const callGateway = async (record: BroadcastRecord, what: EscalationAct & { do: "gateway" }, entry: StepEntry) => {
        if (calling.has(what.call.call)) return;
        calling.add(what.call.call);
        const outcome = await gateway.request(what.call);
        if (outcome !== null) {
            await ledger.add([{ ...entry, atS: nowSOf(clock), gateway: outcome }]);
            news.done(record, what, {
                state: outcome.state,
                ...(outcome.exit !== undefined && { exit: outcome.exit }),
            });
        }
        calling.delete(what.call.call);
    };

    const look = async () => {
        const open = broadcasts.records().filter((record) => nowSOf(clock) < record.received.wire.expires);
        const mine = open.filter(({ received, refused }) => refused === null && cell.serves(received));
        const escalating = mine.filter(({ received }) => received.wire.plan.length > 0);
        if (escalating.length === 0) return;
        const alive = aliveEntry(ledger.all(), self, nowSOf(clock), gateway.isOffered());
        const done: LedgerEntry[] = alive === undefined ? [] : [alive];
        for (const record of escalating) {
            const decision = decide(record);
            if (decision?.kind === "waiting" || decision?.kind === "act") {
                links.look();
                news.closed(record);
            }
            if (decision?.kind !== "act") continue;
            for (const { act: what, entry } of decision.acts) {
                if (what.do === "gateway") {
                    void callGateway(record, what, entry);
                    continue;
                }
                await alarms.act(record, what);
                news.done(record, what);
                done.push(entry);
            }
        }
        await ledger.add(done);
    };
    const schedule = () => {
        timer?.[Symbol.dispose]();
        timer = stopped ? null : clock.after(Math.min(LOOK_MS, (ALIVE_S * 1000) / 4), run);
    };
    const run = () => {
        // One look after another: a step is written before the next look asks for it.
        looking = looking.then(look, look).then(schedule, schedule);
    };
    run();
    gateway.onChanged(run);

    return {
        decide,
        deputiesOf,
        async skip({ received }, step, why) {
            const key = keyOf(received);
            const isDone = [...ledger.all().values()].some(
                (entry) => entry.t === "step" && entry.step === step && broadcastKey(entry.broadcast) === key,
            );
            if (isDone || !received.wire.plan.some((each) => each.step === step)) return false;
            const broadcast = { sub: received.author.sub, id: received.wire.id };
            const entry = { t: "step", broadcast, step, by: me.userId, atS: nowSOf(clock), skipped: why } as const;
            await ledger.add([entry]);
            return true;
        },
        async callDeputies(record, people) {
            const step = record.received.wire.plan.find((each) => each.do === "deputies")?.step;
            if (step === undefined) return null;
            const deputies = deputiesFor(people, deputiesOf);
            await alarms.send(record, step, deputies, true);
            return deputies.length;
        },
        async pause({ received }, paused, why) {
            const broadcast = { sub: received.author.sub, id: received.wire.id };
            const key = keyOf(received);
            const revs = [...ledger.all().values()].flatMap((entry) =>
                entry.t === "pause" && broadcastKey(entry.broadcast) === key ? [entry.rev] : [],
            );
            await ledger.add([
                { t: "pause", broadcast, rev: Math.max(0, ...revs) + 1, paused, ...(why !== null && { why }) },
            ]);
            const about = { ref: broadcast, status: received.wire.status };
            happenings.tell({ code: paused ? "plan-held" : "plan-resumed", facts: {}, broadcast: about });
        },
        look: run,
        stop() {
            stopped = true;
            timer?.[Symbol.dispose]();
        },
    };
}
