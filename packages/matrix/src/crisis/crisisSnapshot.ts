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
import { deadlineOf, isAddressed, keyOf, rungOf, standingOf, watchOf } from "@valise/crisis";
import { powerOf } from "../rooms/applyState.ts";
import { displayName } from "../rooms/roomRow.ts";
import { type Answers, aboutBroadcast } from "./answers/createAnswers.ts";
import type { BroadcastRecord } from "./broadcasts/BroadcastRecord.ts";
import type { Broadcasts } from "./broadcasts/createBroadcasts.ts";
import { type CrisisParts, nowSOf } from "./CrisisParts.ts";
import type { Cell } from "./cell/createCell.ts";
import type { Phases } from "./opening/createPhases.ts";
import { templatesOf } from "./templatesSnapshot.ts";
import { textsOf } from "./textsOf.ts";
import type { WatchOffers } from "./watch/createOffers.ts";
import type { PlanBook } from "./watch/createPlanBook.ts";
import type { WatchBook } from "./watch/createWatchBook.ts";
import { roomTypes } from "./wire.ts";

export interface CrisisSnapshotParts extends CrisisParts {
    readonly watch: WatchBook;
    readonly plans: PlanBook;
    readonly offers: WatchOffers;
    readonly phases: Phases;
    readonly broadcasts: Broadcasts;
    readonly answers: Answers;
    readonly cell: Cell;
}

const POWER_TO_SEND = 50;
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
    const standing = standingOf(broadcasts.book(), received);
    const isOver = standing.kind === "in-force" && nowSOf(clock) >= wire.expires;
    return {
        key: keyOf(received),
        broadcastId: wire.id,
        roomId: room as RoomId,
        eventId: eventId as EventId,
        senderId: author.sub as UserId,
        senderName: entry === null ? author.sub : displayName(entry, author.sub),
        agency: community.context()?.bundle.agencies.get(author.agency)?.name ?? null,
        status: wire.status,
        exerciseName: wire.exerciseName ?? null,
        msgType: wire.msgType,
        precedence: wire.precedence,
        headlines: textsOf(mapTexts(wire.texts, ({ headline }) => headline)),
        texts: textsOf(mapTexts(wire.texts, ({ body }) => body)),
        marking: judged?.marking ?? (ruling.kind === "ruled" ? ruling.marking : null),
        sentAtMs: ms(wire.iat),
        deadlineMs: deadlineS === undefined ? null : ms(deadlineS),
        expiresMs: ms(wire.expires),
        ask: wire.ask === null ? null : askOf(wire.ask),
        standing: isOver ? "expired" : standing.kind,
        refused,
        mine: mineOf(record, parts),
        alarm:
            alarm === null
                ? null
                : {
                      step: alarm.step,
                      sounds: alarm.sounds,
                      repeatEveryMs: alarm.repeatEveryS === null ? null : alarm.repeatEveryS * 1000,
                      missed: alarm.missed,
                      standsInFor: alarm.standsInFor,
                  },
        readBack,
        collects: cell.isOf(room),
    };
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

function mineOf({ received }: BroadcastRecord, { answers, watch, me, agency }: CrisisSnapshotParts): MyAnswerSnapshot {
    const { wire, author } = received;
    const addressed = author.sub !== me.userId && isAddressed(wire, watch.addressee(me.userId, agency ?? ""));
    const kept = answers.get(aboutBroadcast({ sub: author.sub, id: wire.id }), null);
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

function crisesOf({ phases }: CrisisSnapshotParts): CrisisRoomSnapshot[] {
    return phases.all().map(({ roomId, wire: { crisis, name, phase, lead, exercise, startedS } }) => ({
        ...{ crisisId: crisis, roomId: roomId as RoomId, name, phase, lead, exercise },
        startedAtMs: ms(startedS),
    }));
}

function dutyOf({ watch, offers, community, me, agency }: CrisisSnapshotParts): DutyRoleSnapshot[] {
    const handovers = watch.handovers();
    return watch.directory().roles.map((role) => {
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
            holderName: held?.holder ?? null,
            sinceMs: held === undefined ? null : ms(held.sinceS),
            deputies: role.deputies as readonly string[] as readonly UserId[],
            mine: held?.holder === me.userId ? "holds" : isEligible ? "may-take" : "no",
            offeredBy: (offer?.by ?? null) as UserId | null,
            offeredNote: offer?.capsule?.note ?? null,
        };
    });
}
