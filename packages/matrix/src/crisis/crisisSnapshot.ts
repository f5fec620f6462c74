import { epochMs } from "@valise/base";
import type {
    BroadcastSnapshot,
    CrisisRoomSnapshot,
    CrisisSnapshot,
    DutyRoleSnapshot,
    EventId,
    MyAnswerSnapshot,
    RoomId,
    UserId,
} from "@valise/bridge";
import {
    broadcastKey,
    type CapsuleWire,
    deadlineOf,
    exerciseMarkOf,
    isAddressed,
    keyOf,
    rungOf,
    standingOf,
    watchOf,
} from "@valise/crisis";
import { powerOf } from "../rooms/applyState.ts";
import { type Answers, aboutBroadcast } from "./answers/createAnswers.ts";
import { attachmentsIn } from "./broadcasts/attachments.ts";
import type { BroadcastRecord } from "./broadcasts/BroadcastRecord.ts";
import type { Broadcasts } from "./broadcasts/createBroadcasts.ts";
import { type CrisisParts, nowSOf } from "./CrisisParts.ts";
import type { Cell } from "./cell/createCell.ts";
import type { Weather } from "./createWeather.ts";
import type { Logs } from "./log/createLogs.ts";
import type { SitrepRhythms } from "./log/createSitrepRhythms.ts";
import type { Phases } from "./opening/createPhases.ts";
import { personName } from "./personName.ts";
import { templatesOf } from "./templatesSnapshot.ts";
import { textsOf } from "./textsOf.ts";
import type { WatchOffers } from "./watch/createOffers.ts";
import type { PlanBook } from "./watch/createPlanBook.ts";
import type { WatchBook } from "./watch/createWatchBook.ts";
import { POWER_TO_SEND, roomTypes } from "./wire.ts";

export interface CrisisSnapshotParts extends CrisisParts {
    readonly watch: WatchBook;
    readonly plans: PlanBook;
    readonly offers: WatchOffers;
    readonly phases: Phases;
    readonly broadcasts: Broadcasts;
    readonly answers: Answers;
    readonly cell: Cell;
    readonly logs: Logs;
    readonly rhythm: SitrepRhythms;
    readonly weather: Weather;
}

const ms = (seconds: number) => epochMs(seconds * 1000);

export function buildCrisisSnapshot(parts: CrisisSnapshotParts): CrisisSnapshot {
    const { book, holder, broadcasts, me } = parts;
    const has = (role: string) => holder.credential()?.disclosures.has(`role:${role}` as never) === true;
    const channels = [...book.all()]
        .filter(({ record }) => record.type === roomTypes.channel && record.membership === "join")
        .filter(({ record }) => powerOf(record, me.userId) >= POWER_TO_SEND)
        .map(({ record }) => record.roomId as RoomId);
    return {
        may: { broadcast: has("BROADCAST"), open: has("CRISIS"), writeDirectory: has("DIRECTORY") },
        channels,
        duty: dutyOf(parts),
        templates: templatesOf(parts),
        crises: crisesOf(parts),
        weather: parts.weather.snapshot(),
        rows: broadcasts.records().map((record) => rowOf(record, parts)),
    };
}

function rowOf(record: BroadcastRecord, parts: CrisisSnapshotParts): BroadcastSnapshot {
    const { received, eventId, alarm, refused, readBack } = record;
    const { wire, author, room } = received;
    const { book, gates, community, broadcasts, cell, clock } = parts;
    const entry = book.get(room);
    const event = entry?.timeline.get(eventId) ?? null;
    const judged = event === null ? null : (entry?.judge?.judge(event) ?? null);
    const ruling = gates.ruling(room);
    const deadlineS = deadlineOf(wire);
    const mine = mineOf(record, parts);
    const standing = standingOf(broadcasts.book(), received);
    const isOver = standing.kind === "in-force" && nowSOf(clock) >= wire.expires;
    return {
        key: record.forgedKey ?? keyOf(received),
        broadcastId: wire.id,
        roomId: room as RoomId,
        eventId: eventId as EventId,
        senderId: author.sub as UserId,
        senderName: personName(parts, room, author.sub),
        agency: community.context()?.bundle.agencies.get(author.agency)?.name ?? null,
        status: wire.status,
        exerciseName: wire.exerciseName ?? null,
        noDuff: exerciseMarkOf({ exercise: isExercising(parts) }, {}, wire.status) === "no-duff",
        msgType: wire.msgType,
        precedence: wire.precedence,
        headlines: textsOf(mapTexts(wire.texts, ({ headline }) => headline)),
        texts: textsOf(mapTexts(wire.texts, ({ body }) => body)),
        marking: judged?.marking ?? (ruling.kind === "ruled" ? ruling.marking : null),
        attachments: attachmentsIn(entry, wire, author.sub),
        sentAtMs: ms(wire.iat),
        deadlineMs: deadlineS === undefined ? null : ms(deadlineS),
        expiresMs: ms(wire.expires),
        ask: wire.ask === null ? null : askOf(wire.ask),
        standing: isOver ? "expired" : standing.kind,
        refused,
        mine,
        mayAnswerFor: answerableBy(record, parts),
        // A kill may come between the answer and the end of the sound.
        alarm:
            alarm === null || (mine.answeredAtMs !== null && alarm.standsInFor.length === 0)
                ? null
                : {
                      step: alarm.step,
                      sounds: alarm.sounds,
                      repeatEveryMs: alarm.repeatEveryS === null ? null : alarm.repeatEveryS * 1000,
                      raisesWindow: alarm.raisesWindow,
                      throughDoNotDisturb: alarm.throughDoNotDisturb,
                      missed: alarm.missed,
                      standsInFor: alarm.standsInFor,
                  },
        readBack,
        collects: cell.serves(received),
    };
}

/** Something real is told apart wherever somebody exercises. */
const isExercising = ({ phases }: CrisisSnapshotParts): boolean =>
    phases.all().some(({ wire }) => wire.exercise && wire.phase !== "closed");

/** For whom this person may answer a roll call, by the signed directory. */
function answerableBy({ received, refused }: BroadcastRecord, parts: CrisisSnapshotParts) {
    const { watch, me, agency } = parts;
    const { wire, room, author } = received;
    if (refused !== null || agency === null || wire.ask?.rollCall?.deputies !== true) return [];
    const directory = watch.directory();
    return [...watch.addressees(agency).values()].flatMap((person) => {
        const { sub } = person;
        const roles = directory.roles.filter((role) => role.agency === agency && person.roles.includes(role.id));
        const mayAnswer =
            sub !== me.userId && sub !== author.sub && directory.deputiesOf(sub, roles).includes(me.userId);
        if (!mayAnswer || !isAddressed(wire, person)) return [];
        const kept = parts.answers.get(aboutBroadcast({ sub: author.sub, id: wire.id }), sub);
        return [
            {
                ...{ userId: sub as UserId, name: personName(parts, room, sub) },
                ...{
                    triage: kept?.record.answer?.triage ?? null,
                    confirmed: kept?.held ?? ("nothing-to-confirm" as const),
                },
            },
        ];
    });
}

type Wire = BroadcastRecord["received"]["wire"];

const mapTexts = (
    texts: Wire["texts"],
    pick: (text: NonNullable<Wire["texts"][string]>) => string | undefined,
): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(
        Object.entries(texts).map(([lang, text]) => [lang, text === undefined ? undefined : pick(text)]),
    );

function askOf({ options, text, rollCall }: NonNullable<Wire["ask"]>): BroadcastSnapshot["ask"] {
    return {
        options: options.map(({ id, texts }) => ({ id, texts: textsOf(texts) })),
        text,
        rollCall: rollCall ?? null,
    };
}

function mineOf(
    { received, refused }: BroadcastRecord,
    { answers, watch, me, agency }: CrisisSnapshotParts,
): MyAnswerSnapshot {
    const { wire, author } = received;
    const counts = refused === null;
    const addressed = counts && author.sub !== me.userId && isAddressed(wire, watch.addressee(me.userId, agency ?? ""));
    const kept = counts ? answers.get(aboutBroadcast({ sub: author.sub, id: wire.id }), null) : null;
    const rung = kept === null ? undefined : rungOf(kept.record);
    const { answer, answeredS } = kept?.record ?? {};
    return {
        addressed,
        rung: rung === undefined || rung === "undecryptable" ? "none" : rung,
        option: answer?.option ?? null,
        text: answer?.text ?? null,
        answeredAtMs: answeredS === undefined ? null : ms(answeredS),
        confirmed: kept === null ? "nothing-to-confirm" : kept.held,
    };
}

function crisesOf({ phases, rhythm }: CrisisSnapshotParts): CrisisRoomSnapshot[] {
    return phases.all().map(({ roomId, wire: { crisis, name, phase, lead, exercise, startedS } }) => {
        const { dueS, state } = rhythm.of(roomId);
        return {
            ...{ crisisId: crisis, roomId: roomId as RoomId, name, phase, lead, exercise },
            startedAtMs: ms(startedS),
            sitrep: { dueAtMs: dueS === null ? null : ms(dueS), state },
        };
    });
}

/** What a capsule names, in words where this person has the room. */
function openIn(
    { alerts, pending, crises }: CapsuleWire,
    { phases, logs }: CrisisSnapshotParts,
): DutyRoleSnapshot["offeredOpen"] {
    const entries = phases.all().flatMap(({ roomId }) => logs.log(roomId).merged.entries);
    const titleOf = (author: string, seq: number) => {
        const found = entries.find((entry) => entry.author === author && entry.wire.seq === seq)?.wire.body;
        return found?.kind === "task" ? found.text : null;
    };
    return {
        alerts: alerts.map(({ broadcast, unanswered }) => ({ key: broadcastKey(broadcast), unanswered })),
        pending: pending.map(({ author, seq }) => ({
            ...{ authorId: author as UserId, seq },
            title: titleOf(author, seq),
        })),
        crises: crises.length,
    };
}

function dutyOf(parts: CrisisSnapshotParts): DutyRoleSnapshot[] {
    const { watch, offers, community, me, agency } = parts;
    const handovers = watch.handovers();
    return watch.directory().roles.map((role) => {
        const home = watch.homeOf(role.agency, role.id);
        const nameOf = (userId: string) => personName(parts, home, userId);
        const held = watchOf(handovers, role.agency, role.id);
        const offer = offers.of(role.agency, role.id);
        const isEligible = role.agency === agency && role.eligible.includes(me.userId);
        return {
            key: `${role.agency} ${role.id}`,
            agency: role.agency,
            agencyName: community.context()?.bundle.agencies.get(role.agency)?.name ?? role.agency,
            role: role.id,
            names: textsOf(role.names),
            holderId: (held?.holder ?? null) as UserId | null,
            holderName: held === undefined ? null : nameOf(held.holder),
            sinceMs: held === undefined ? null : ms(held.sinceS),
            deputies: role.deputies as readonly string[] as readonly UserId[],
            eligible:
                role.agency === agency
                    ? role.eligible.map((userId) => ({ userId: userId as UserId, name: nameOf(userId) }))
                    : [],
            mine: held?.holder === me.userId ? "holds" : isEligible ? "may-take" : "no",
            offeredBy: (offer?.by ?? null) as UserId | null,
            offeredByName: offer === null ? null : nameOf(offer.by),
            offeredNote: offer?.capsule?.note ?? null,
            offeredOpen: offer?.capsule == null ? null : openIn(offer.capsule, parts),
        };
    });
}
