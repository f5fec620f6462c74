import type { UserId } from "@valise/bridge";
import { CRISIS_ROLE, roomsToPrepare, type StandbyRoom, type Template } from "@valise/crisis";
import { formatLabel } from "@valise/labels";
import { labelOf } from "../../gate/room/labelOf.ts";
import type { EmergencyWish, OpeningWish } from "../../gate/room/Openings.ts";
import { isEstablished } from "../../rooms/createRecipients.ts";
import { inviteAll } from "../../rooms/inviteAll.ts";
import type { Account } from "../../session/Account.ts";
import { calledBy, planOpening } from "../opening/planOpening.ts";
import { roomTypes } from "../wire.ts";
import { clearRoster } from "./clearRoster.ts";
import { empower } from "./empower.ts";
import { cellsOf, standbyRoomsOf } from "./standbyRooms.ts";

/** Keeps the rooms that plans ask for ready in peacetime, and follows watches in them (protocol 8, crisis SPEC 15.3 to 15.5). */
export interface Standby {
    roomsOf(template: Template): readonly StandbyRoom[];
    /** How many of them can be claimed now. */
    readyCount(template: Template): number;
    /** Something that the rooms follow may have changed: looked at soon. */
    consider(): void;
    onChanged(listener: () => void): void;
    stop(): void;
}

/** Changes come in bunches. */
const SETTLE_MS = 3_000;
/** Those further down the plan's list of duty roles take over when whoever stands above them does nothing. */
const TURN_MS = 30_000;
const LOOK_MS = 300_000;
/** Whoever was not there when they were called is called again, well under the quota of a day. */
const CALL_AGAIN_MS = 7_200_000;

export function createStandby(account: () => Account): Standby {
    const ready = new Set<string>();
    const calledMs = new Map<string, number>();
    const turns = new Map<string, number>();
    const listeners: (() => void)[] = [];
    let timer: Disposable | null = null;
    let running = false;
    let isSoon = false;
    let stopped = false;
    const isReady = (roomId: string) => ready.has(roomId);
    const roomsOf = (template: Template) => standbyRoomsOf(template, account(), isReady);

    const hasRoles = (...roles: readonly string[]) => {
        const shown = account().clearances.holder.credential()?.disclosures;
        return roles.every((role) => shown?.has(`role:${role}`) === true);
    };

    /** Shares this device's session with everybody in the room, before it is needed. */
    const share = async ({ room }: StandbyRoom, called: readonly string[]) => {
        const { gates, keptSessions } = account();
        const isShared = await keptSessions.keep(room, "standby");
        const complete = isShared && called.every((userId) => gates.memberOf(room, userId)?.reads === true);
        if (ready.has(room) === complete) return;
        if (complete) ready.add(room);
        else ready.delete(room);
        for (const listener of listeners) listener();
    };

    /** Whoever has the watch now is in it, and nobody else; whom the room is opened with, its opener decides. */
    const follow = async ({ room }: StandbyRoom, template: Template, called: readonly string[]) => {
        const current = account();
        const { book, admissions, clock, summons, recipients } = current;
        await recipients.establish(room);
        const entry = book.get(room);
        // Who is in a room that was never opened in this run is not known, and not called again.
        if (entry === null || !isEstablished(entry)) return;
        const isFree = () => roomsOf(template).some((each) => each.room === room && each.opened.length === 0);
        const membershipOf = (userId: string) => entry.members.get(userId)?.membership ?? "leave";
        const missing = called.filter((userId) => !["join", "invite"].includes(membershipOf(userId)));
        const isDue = (userId: string) =>
            clock.monotonicMs() - (calledMs.get(`${room} ${userId}`) ?? Number.NEGATIVE_INFINITY) > CALL_AGAIN_MS;
        const waiting = called.filter((userId) => membershipOf(userId) === "invite" && isDue(userId));
        const toCall = [...missing.filter(isDue), ...waiting];
        if (toCall.length > 0 && isFree()) {
            for (const userId of toCall) calledMs.set(`${room} ${userId}`, clock.monotonicMs());
            const admitted = await admissions.admit(room, toCall);
            if (admitted.ok && isFree()) {
                await summons.call(room, template.template, peacetime(template), toCall);
                await inviteAll(current, room, missing);
            }
        }
        if (isFree()) await empower(current, room, called);
        if (isFree()) await clearRoster(current, room, called);
    };

    /** The first of the lead agency's watches begins; the others wait their turn. */
    const isMyTurn = (template: Template, called: readonly string[]): boolean => {
        const { session, clock, clearances } = account();
        const ofLead = called.filter(
            (userId) =>
                clearances.community.agencyOfServer(userId.slice(userId.indexOf(":") + 1))?.id === template.lead,
        );
        const rank = ofLead.indexOf(session.userId);
        const key = `${template.lead} ${template.template}`;
        const sinceMs = turns.get(key) ?? clock.monotonicMs();
        turns.set(key, sinceMs);
        return rank >= 0 && clock.monotonicMs() - sinceMs >= rank * TURN_MS;
    };

    const make = async (template: Template, called: readonly UserId[]) => {
        const { openings, clearances, session, clock } = account();
        const label = labelOf(template.label, clearances.community.registry);
        if (label === null) return;
        const wish: OpeningWish = {
            ...{ name: template.template, topic: null, kind: "standby" },
            invite: called.filter((userId) => userId !== session.userId),
            label: formatLabel(label, clearances.community.registry),
            ...{ admission: template.admission, agencies: template.agencies, cells: cellsOf(template) },
            emergency: peacetime(template),
        };
        const opened = await openings.open(wish);
        if (!opened.ok) return;
        for (const userId of wish.invite) calledMs.set(`${opened.value.roomId} ${userId}`, clock.monotonicMs());
    };

    const keep = async (template: Template) => {
        const current = account();
        const planned = await planOpening(current, template.template);
        if (!planned.ok || planned.value.template.digest !== template.digest) return;
        const called = calledBy(planned.value.rows);
        if (!called.includes(current.session.userId as UserId)) return;
        const mine = template.lead === current.crisisParts.agency && hasRoles("CHARTER");
        const isMine = mine && isMyTurn(template, called);
        for (const room of roomsOf(template).filter(({ opened }) => opened.length === 0)) {
            if (isMine) await follow(room, template, called);
            await share(room, called);
        }
        if (isMine && roomsToPrepare(roomsOf(template), template.template, template.standby) > 0)
            await make(template, called);
    };

    const run = async () => {
        if (stopped) return;
        if (running) return schedule(SETTLE_MS);
        isSoon = false;
        running = true;
        const { crisis, book, gates, connection } = account();
        const wanted = crisis.plans.templates().filter(({ standby }) => standby > 0);
        const isOnline = book.loaded === "all" && connection.snapshot().state === "online";
        // A room whose charter is not read yet must not be taken for one that is missing.
        for (const { record } of book.all())
            if (record.type === roomTypes.emergency) await gates.gateOf(record.roomId)?.looked();
        if (isOnline && hasRoles(CRISIS_ROLE)) for (const template of wanted) await keep(template).catch(() => {});
        running = false;
        const isShort = wanted.some(
            (plan) =>
                roomsToPrepare(roomsOf(plan), plan.template, plan.standby) > 0 ||
                roomsOf(plan).some((room) => room.opened.length === 0 && !room.isReady),
        );
        // What changed meanwhile is looked at sooner.
        if (wanted.length > 0 && !isSoon) schedule(isShort ? TURN_MS : LOOK_MS);
    };
    const schedule = (ms: number) => {
        if (stopped) return;
        timer?.[Symbol.dispose]();
        timer = account().clock.after(ms, () => void run());
    };

    return {
        roomsOf,
        readyCount: (template) => roomsOf(template).filter((each) => each.opened.length === 0 && each.isReady).length,
        consider() {
            if (isSoon) return;
            isSoon = true;
            schedule(SETTLE_MS);
        },
        onChanged: (listener) => void listeners.push(listener),
        stop() {
            stopped = true;
            timer?.[Symbol.dispose]();
        },
    };
}

/** A room that stands by is of no crisis yet: its call says so. */
const peacetime = ({ lead, retention }: Template): EmergencyWish => ({
    ...{ crisis: "", lead, phase: "response", exercise: false, exerciseName: null },
    ...{ precedence: "ROUTINE", startedS: 0, tasks: [] },
    retention,
});
