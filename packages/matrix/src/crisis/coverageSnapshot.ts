import { epochMs } from "@valise/base";
import type { CoverageRowSnapshot, CoverageSnapshot, UserId } from "@valise/bridge";
import {
    broadcastKey,
    type Coverage,
    type CoverageRung,
    coverageOf,
    keyOf,
    type LedgerEntry,
    rollCallOf,
} from "@valise/crisis";
import type { BroadcastRecord } from "./broadcasts/BroadcastRecord.ts";
import type { Broadcasts } from "./broadcasts/createBroadcasts.ts";
import type { CrisisParts } from "./CrisisParts.ts";
import type { Cell } from "./cell/createCell.ts";
import type { Escalations } from "./cell/createEscalations.ts";
import type { CellLedger } from "./cell/createLedger.ts";
import { personName } from "./personName.ts";
import { textsOf } from "./textsOf.ts";
import type { WatchBook } from "./watch/createWatchBook.ts";

export interface CoverageParts extends CrisisParts {
    readonly watch: WatchBook;
    readonly broadcasts: Broadcasts;
    readonly ledger: CellLedger;
    readonly cell: Cell;
    readonly escalations: Escalations;
}

/** One row for each broadcast whose answers this person's cell collects. */
export function buildCoverageSnapshot(parts: CoverageParts): CoverageSnapshot {
    const { broadcasts, cell, agency } = parts;
    if (agency === null) return { rows: [] };
    const mine = broadcasts.records().filter(({ received, refused }) => refused === null && cell.serves(received));
    return { rows: mine.map((record) => rowOf(record, agency, parts)) };
}

function rowOf(record: BroadcastRecord, agency: string, parts: CoverageParts): CoverageRowSnapshot {
    const { received } = record;
    const { ledger, watch, community } = parts;
    const key = keyOf(received);
    const people = watch.addressees(agency);
    const coverage = coverageOf(ledger.all(), key, { ownAgency: agency, people });
    const personOf = (sub: string) => ({ userId: sub as UserId, name: personName(parts, received.room, sub) });
    const call = received.wire.ask?.rollCall === undefined ? null : rollCallOf(ledger.all(), key, people);
    const stateOf = (sub: string) => call?.rows.find(({ person }) => person.sub === sub)?.state ?? null;
    const order = (sub: string) => call?.rows.findIndex(({ person }) => person.sub === sub) ?? 0;
    const listed = coverage.people.toSorted((a, b) => order(a.sub) - order(b.sub));
    const nameOf = (of: string) => community.context()?.bundle.agencies.get(of)?.name ?? of;
    return {
        key,
        broadcastId: received.wire.id,
        agencies: coverage.agencies.map((each) => ({
            ...each.counts,
            agency: each.agency,
            agencyName: nameOf(each.agency),
            source: each.source,
            asOfMs: each.asOfS === undefined ? null : epochMs(each.asOfS * 1000),
        })),
        total: coverage.total,
        people: listed.map(({ sub, rung, code, answer, answeredS }) => ({
            ...personOf(sub),
            post: postOf(people.get(sub)?.post, agency, watch),
            rung,
            code: code ?? null,
            option: answer?.option ?? null,
            text: answer?.text ?? null,
            triage: answer?.triage ?? null,
            location: answer?.location ?? null,
            answeredAtMs: answeredS === undefined ? null : epochMs(answeredS * 1000),
            by: (answer?.by ?? null) as UserId | null,
            deputies: parts.escalations.deputiesOf(sub).map(personOf),
            state: stateOf(sub),
        })),
        rollCall: call === null ? null : { called: call.called, answered: call.answered, counts: call.counts },
        notReached: coverage.notReached.map(({ agency: of, cause, count }) => ({ agency: of, cause, count })),
        escalation: escalationOf(record, coverage.people, parts),
    };
}

const postOf = (post: string | undefined, agency: string, watch: WatchBook) =>
    post === undefined ? null : textsOf(watch.directory().postName(agency, post) ?? { en: post });

function escalationOf(
    record: BroadcastRecord,
    people: Coverage["people"],
    { escalations, ledger, ...parts }: CoverageParts,
): CoverageRowSnapshot["escalation"] {
    const { received } = record;
    const key = keyOf(received);
    const entries = [...ledger.all().values()];
    const done = entries.flatMap((entry) =>
        entry.t === "step" && broadcastKey(entry.broadcast) === key ? [entry] : [],
    );
    const [pause] = entries.flatMap((entry) =>
        entry.t === "pause" && broadcastKey(entry.broadcast) === key ? [entry] : [],
    );
    // Whose device reported since has the broadcast, whatever became of an alarm.
    const silent = new Set(people.flatMap(({ sub, rung }) => (isSilent(rung) ? [sub] : [])));
    const unreached = entries.flatMap((entry) =>
        entry.t === "unreached" && broadcastKey(entry.broadcast) === key && silent.has(entry.who) ? [entry] : [],
    );
    const stepsDone = done.map(({ step }) => step);
    const { plan, iat } = received.wire;
    const steps = plan.map(({ step, afterS, do: act }) => {
        const entry = done.find((each) => each.step === step);
        return {
            ...{ step, do: act, dueAtMs: epochMs((iat + afterS) * 1000) },
            doneAtMs: entry === undefined ? null : epochMs(entry.atS * 1000),
            by: (entry?.by ?? null) as UserId | null,
            skipped: entry?.skipped ?? null,
            unreached: unreached
                .filter((each) => each.step === step)
                .map(({ who, why }) => ({ userId: who as UserId, name: personName(parts, received.room, who), why })),
        };
    });
    const pauseReason = pause?.paused === true ? (pause.why ?? null) : null;
    const decision = escalations.decide(record);
    const none = { leader: null, nextStepAtMs: null, stepsDone, steps, pauseReason, gateway: gatewayIn(done) };
    switch (decision?.kind) {
        case undefined:
            return { ...none, state: "none" };
        case "over":
            return { ...none, state: decision.why === "no-plan" ? "none" : "over" };
        case "nobody-known":
            return { ...none, state: "waiting" };
        case "paused":
            return { ...none, state: "paused" };
        case "led-by":
            return { ...none, state: "led-elsewhere", leader: (decision.leader?.who ?? null) as UserId | null };
        case "waiting":
            return {
                ...none,
                state: "led-here",
                nextStepAtMs: decision.nextAtS === undefined ? null : epochMs(decision.nextAtS * 1000),
            };
        case "act":
            return { ...none, state: "led-here" };
    }
}

const isSilent = (rung: CoverageRung): boolean => ["no-device", "key-withheld", "not-delivered"].includes(rung);

function gatewayIn(
    steps: readonly Extract<LedgerEntry, { t: "step" }>[],
): CoverageRowSnapshot["escalation"]["gateway"] {
    const made = steps.filter(({ gateway }) => gateway !== undefined).at(-1);
    if (made?.gateway === undefined) return null;
    const { state, exit } = made.gateway;
    return { state, exitCode: exit ?? null, by: made.by as UserId, atMs: epochMs(made.atS * 1000) };
}
