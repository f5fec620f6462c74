import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineOutput, EngineParsed, RoomId, UserId } from "@valise/bridge";
import { encodeBase64Url } from "@valise/clearance";
import { CRISIS_ROLE, checklistTasks, decideClaim, decidePhase, type PhaseWire, type Template } from "@valise/crisis";
import { formatLabel } from "@valise/labels";
import { failureOf } from "../../gate/holder/refusals.ts";
import { findAgency } from "../../gate/room/charterWish.ts";
import { labelOf } from "../../gate/room/labelOf.ts";
import type { EmergencyWish, OpeningWish } from "../../gate/room/Openings.ts";
import type { Account } from "../../session/Account.ts";
import { nowSOf } from "../CrisisParts.ts";
import { crisisCodeOf } from "../crisisCodeOf.ts";
import { mayOpen } from "../standby/empower.ts";
import { cellsOf } from "../standby/standbyRooms.ts";
import { putPhase } from "./createSummons.ts";
import { readersOf } from "./furnish.ts";
import { calledBy, type Planned, planOpening, withOpener } from "./planOpening.ts";

type OpeningCommands = Pick<EngineHandlers, "dryRunOpening" | "openEmergencyRoom" | "setPhase">;
type Wish = EngineParsed<"openEmergencyRoom">;
type Opened = EngineOutput<"openEmergencyRoom">;

/** Opens rooms by signed plans, and says in which phase a crisis is. */
export function createOpeningCommands(account: () => Account | null): OpeningCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    return {
        dryRunOpening: ({ template, ...roster }) =>
            withAccount(async (current) => {
                const planned = await planOpening(current, template, roster);
                if (!planned.ok) return planned;
                const { template: plan, rows } = planned.value;
                const claim = claimOf(current, plan, "", calledBy(rows));
                return ok({ from: claim === null ? "cold" : "standby", rows: withOpener(current, planned.value) });
            }),
        openEmergencyRoom: (wish) => withAccount((current) => open(current, wish)),
        setPhase: (input) => withAccount((current) => setPhase(current, input)),
    };
}

const isAuthority = ({ clearances }: Account): boolean =>
    clearances.holder.credential()?.disclosures.has(`role:${CRISIS_ROLE}`) === true;

async function open(current: Account, wish: Wish): Promise<Result<Opened, EngineFailure>> {
    const planned = await planOpening(current, wish.template, wish);
    if (!planned.ok) return planned;
    if (!isAuthority(current)) return err({ kind: "refused", code: "CRS_NOT_A_CRISIS_AUTHORITY" });
    const { template, rows } = planned.value;
    const emergency = await emergencyOf(current, wish, template);
    if (!emergency.ok) return emergency;
    const label = labelOf(template.label, current.clearances.community.registry);
    if (label === null) return err({ kind: "refused", code: "CHR_POLICY" });
    const me = current.session.userId;
    const called = calledBy(rows).filter((userId) => userId !== me);
    const opening: OpeningWish = {
        ...{ name: wish.name, topic: null, invite: called, kind: "emergency" },
        label: formatLabel(label, current.clearances.community.registry),
        ...{ admission: template.admission, agencies: template.agencies, cells: cellsOf(template) },
        emergency: emergency.value,
    };
    const opened = await openOne(current, opening, template, emergency.value.crisis);
    if (!opened.ok) return opened;
    const { roomId, notInvited, from } = opened.value;
    const invited = opening.invite.filter((userId) => !notInvited.includes(userId));
    const reads = readersOf(current, roomId, [me as UserId, ...invited]);
    const waits = invited.filter((userId) => !reads.includes(userId));
    const refused = refusedOf(planned.value, notInvited);
    const facts = { from, reads: reads.length, waits: waits.length, refused: refused.length };
    current.crisis.happenings.tell({ code: "room-opened", facts, roomId });
    return ok({ ...{ crisisId: emergency.value.crisis, roomId, from }, reads, waits, refused });
}

/** The room standing by that this device would open for a crisis; null: one is made. */
function claimOf(current: Account, template: Template, crisis: string, called: readonly string[]): string | null {
    const { standby, session } = current;
    const rooms = standby.roomsOf(template).filter(({ room }) => mayOpen(current, room, called));
    const decided = decideClaim(rooms, { template: template.template, by: session.userId, crisis });
    return decided.kind === "claim" ? decided.room : null;
}

/** By claiming rooms that stand by until one is this person's; made cold when there is none (crisis SPEC 15.4). */
async function openOne(current: Account, opening: OpeningWish, template: Template, crisis: string) {
    for (;;) {
        const from = claimOf(current, template, crisis, opening.invite);
        const opened = await current.openings.open(from === null ? opening : { ...opening, from });
        if (opened.ok) current.standby.consider();
        if (opened.ok) return ok({ ...opened.value, from: from === null ? ("cold" as const) : ("standby" as const) });
        const isLost = opened.error.kind === "refused" && opened.error.code === "CRS_CLAIMED";
        if (from === null || !isLost) return opened;
    }
}

const newId = () => encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(16)));

/** The crisis that is named goes on as it began; a new one begins now. */
async function emergencyOf(
    current: Account,
    wish: Wish,
    template: Template,
): Promise<Result<EmergencyWish, EngineFailure>> {
    const { precedence, retention } = template;
    const nowS = nowSOf(current.clock);
    const context = current.clearances.community.context();
    if (context === null) return err({ kind: "refused", code: "TRUST_MISSING" });
    const { crypto } = context;
    const tasks = await checklistTasks(template, { openedS: nowS, languages: [wish.language], crypto });
    const plan = { precedence, retention, tasks };
    if (wish.crisisId !== null) {
        const known = current.crisis.phases.all().find(({ wire }) => wire.crisis === wish.crisisId)?.wire;
        if (known === undefined) return err({ kind: "not-found" });
        const { crisis, lead, exercise, exerciseName = null, startedS } = known;
        const phase = known.phase === "alert" ? "alert" : "response";
        return ok({ crisis, lead, phase, exercise, exerciseName, startedS, ...plan });
    }
    const lead = findAgency(wish.lead ?? template.lead, context.bundle);
    if (!lead.ok || !template.agencies.includes(lead.value))
        return err({ kind: "refused", code: lead.ok ? "CRS_NOT_OF_THE_PLAN" : lead.error });
    return ok({
        crisis: newId(),
        lead: lead.value,
        phase: wish.phase,
        exercise: wish.exercise,
        exerciseName: wish.exercise ? wish.exerciseName : null,
        startedS: nowS,
        ...plan,
    });
}

function refusedOf({ rows }: Planned, notInvited: readonly UserId[]): { userId: UserId; code: string }[] {
    const refused = rows.flatMap(({ outcome, userId, code }) =>
        outcome === "refused" && userId !== null ? [{ userId, code: code ?? "ATT_MISSING" }] : [],
    );
    return [...refused, ...notInvited.map((userId) => ({ userId, code: "CRS_NOT_INVITED" }))];
}

/** Of one room; a crisis that is over is over in all of its rooms that this person is in (crisis SPEC 14.8). */
async function setPhase(
    current: Account,
    { roomId: named, phase, note }: EngineParsed<"setPhase">,
): Promise<Result<void, EngineFailure>> {
    const { phases } = current.crisis;
    const crisis = phases.of(named)?.crisis;
    const open = phases.all().filter(({ wire }) => wire.crisis === crisis && wire.phase !== "closed");
    const isOver = phase === "closed" && open.length > 0;
    for (const roomId of isOver ? open.map((each) => each.roomId) : [named]) {
        const done = await declare(current, { roomId: roomId as RoomId, phase, note });
        if (!done.ok) return done;
    }
    return ok();
}

async function declare(
    current: Account,
    { roomId, phase, note }: EngineParsed<"setPhase">,
): Promise<Result<void, EngineFailure>> {
    const { crisis, crisisParts, gates, desk, outbox } = current;
    const before = crisis.phases.of(roomId);
    const ruling = gates.ruling(roomId);
    if (before === null || ruling.kind !== "ruled") return err({ kind: "not-found" });
    const { note: _note, ...kept } = before;
    const next: PhaseWire = {
        ...kept,
        ...{ seq: before.seq + 1, iat: desk.nowS(), phase },
        ...(note !== null && note !== "" && { note }),
    };
    const { admit: authorities, exercise } = ruling.charter;
    const author = { agency: crisisParts.agency ?? "", roles: isAuthority(current) ? [CRISIS_ROLE] : [] };
    const decided = decidePhase(before, next, { author, authorities, exercise });
    if (!decided.ok) return err(failureOf({ code: crisisCodeOf(decided.error.kind) }));
    const put = await putPhase({ desk, outbox }, roomId, next);
    if (put.ok) crisis.happenings.tell({ code: "phase-changed", facts: { from: before.phase, phase }, roomId });
    return put;
}
