import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineParsed, RoomId } from "@valise/bridge";
import { draftStatement, parseStatement, type StatementWire, verifyStatement } from "@valise/clearance";
import {
    CAPSULE_TYPE,
    type CapsuleWire,
    capsuleDigest,
    DIRECTORY_ROLE,
    DIRECTORY_TYPE,
    HANDOVER_TYPE,
    type MergedLog,
    readDirectory,
    readHandover,
    readTemplate,
    TEMPLATE_TYPE,
    tasksOf,
    WATCH_PREFIX,
    watchOf,
    withoutRepeats,
} from "@valise/crisis";
import { failureOf } from "../../gate/holder/refusals.ts";
import { foldFailure } from "../../http/foldFailure.ts";
import { roomPath } from "../../rooms/createRoomCommands.ts";
import type { Account } from "../../session/Account.ts";
import { crisisCodeOf } from "../crisisCodeOf.ts";
import { watchChanged } from "../log/Happenings.ts";
import type { FiledKind } from "./createStatementBook.ts";

type WatchCommands = Pick<EngineHandlers, "publishDirectory" | "cosignPlan" | "takeWatch" | "handOverWatch">;
type Done = Promise<Result<void, EngineFailure>>;

/** What directories, plans and watches are changed by: statements that others have signed as well. */
export function createWatchCommands(account: () => Account | null): WatchCommands {
    const withAccount = (run: (current: Account) => Done): Done => {
        const current = account();
        return current === null ? Promise.resolve(err({ kind: "not-signed-in" })) : run(current);
    };
    return {
        publishDirectory: ({ roomId, statement }) =>
            withAccount((current) => file(current, roomId, statement.kind, statement)),
        cosignPlan: ({ template }) => withAccount((current) => cosign(current, template)),
        takeWatch: ({ dutyRole }) => withAccount((current) => take(current, dutyRole)),
        handOverWatch: (input) => withAccount((current) => offer(current, input)),
    };
}

/** Verifies, then puts it under the key of what it is about. */
async function file(current: Account, roomId: string, kind: FiledKind, statement: unknown): Done {
    const context = await current.desk.context();
    if (!context.ok) return context;
    const parsed = parseStatement(statement, kind);
    if (!parsed.ok) return err(failureOf(parsed.error));
    const verified = await verifyStatement(parsed.value, kind, roomId, context.value);
    if (!verified.ok) return err(failureOf(verified.error));
    const place = placeOf(kind, verified.value);
    if (!place.ok) return err(failureOf({ code: isOfForm(place.error.kind) ? "STM_PAYLOAD" : "STM_ROLE" }));
    const path = `${roomPath(roomId)}/state/${place.value.type}/${encodeURIComponent(place.value.key)}`;
    const answer = await current.http.request("PUT", path, { body: parsed.value as never });
    if (!answer.ok) return err(foldFailure(answer.error, current.clock));
    await current.crisis.statements.add(kind, roomId, parsed.value);
    return ok();
}

/** Adds the own agency's signature to a plan that another has just filed: only then are its people called by it. */
async function cosign(current: Account, name: string): Done {
    const { crisis, crisisParts, clearances } = current;
    const plan = crisis.plans.find(name, crisisParts.agency);
    const agency = crisisParts.agency ?? "";
    if (plan === null) return err({ kind: "not-found" });
    if (!plan.agencies.includes(agency)) return err({ kind: "refused", code: crisisCodeOf("not-of-the-plan") });
    if (plan.signedBy.includes(agency)) return ok();
    const filed = crisis.statements
        .verified()
        .filter(({ kind, statement }) => kind === "template" && statement.digest === plan.digest)
        .sort((a, b) => b.statement.by.length - a.statement.by.length)[0];
    if (filed === undefined) return err({ kind: "not-found" });
    const { payload, by } = filed.statement.wire;
    const wish = { kind: "template", audience: filed.roomId, payload } as const;
    const signed = await clearances.holder.signStatement(wish, DIRECTORY_ROLE);
    if (!signed.ok) return err(failureOf(signed.error));
    return file(current, filed.roomId as RoomId, "template", { kind: "template", payload, by: [...by, signed.value] });
}

function placeOf(kind: FiledKind, verified: Parameters<typeof readDirectory>[0]) {
    if (kind === "directory") {
        const read = readDirectory(verified);
        return read.ok ? ok({ type: DIRECTORY_TYPE, key: `${read.value.agency} ${read.value.part}` }) : read;
    }
    if (kind === "handover") {
        const read = readHandover(verified);
        return read.ok ? ok({ type: HANDOVER_TYPE, key: `${read.value.agency} ${read.value.role}` }) : read;
    }
    const read = readTemplate(verified);
    return read.ok ? ok({ type: TEMPLATE_TYPE, key: `${read.value.lead} ${read.value.template}` }) : read;
}

/** Of the payload's form, rather than of who signed it. */
const isOfForm = (kind: string): boolean => ["malformed", "too-large", "unknown-version"].includes(kind);

/** Signs what was offered as its taker, and files it. */
async function take(current: Account, { agency, role }: EngineParsed<"takeWatch">["dutyRole"]): Done {
    const { crisis, desk, clearances, outbox } = current;
    const offered = crisis.offers.of(agency, role);
    if (offered === null) return err({ kind: "refused", code: "CRS_NOT_OFFERED" });
    const { roomId, statement, capsule } = offered;
    const draft = { kind: "handover", audience: roomId, payload: statement.payload } as const;
    const signed = await clearances.holder.signStatement(draft, `${WATCH_PREFIX}${role}`);
    if (!signed.ok) return err(failureOf(signed.error));
    const whole: StatementWire = { ...statement, by: [...statement.by, signed.value] };
    const context = await desk.context();
    if (!context.ok) return context;
    const filed = await file(current, roomId, "handover", whole);
    if (!filed.ok) return filed;
    await crisis.offers.taken(offered);
    crisis.happenings.tell(watchChanged(offered.handover));
    const ledger = crisis.ledger.room();
    if (capsule !== null && ledger !== null) {
        const payload = { kind: "event", roomId: ledger, type: CAPSULE_TYPE, content: capsule as never } as const;
        await outbox.enqueue({ payload, priority: "crisis" });
    }
    return ok();
}

/** Signs a handover as whoever has the watch, or for them as a holder of DIRECTORY, and offers it to the taker. */
async function offer(current: Account, { dutyRole, to, note }: EngineParsed<"handOverWatch">): Done {
    const { crisis, crisisParts, desk, clearances } = current;
    const { agency, role } = dutyRole;
    const roomId = crisis.watch.homeOf(agency, role);
    if (roomId === null) return err({ kind: "not-found" });
    if (crisis.watch.directory().role(agency, role)?.eligible.includes(to) !== true)
        return err({ kind: "refused", code: "CRS_NOT_ELIGIBLE" });
    const held = watchOf(crisis.watch.handovers(), agency, role);
    if (held?.holder === to) return err({ kind: "refused", code: "CRS_HOLDS_IT" });
    const isMine = held?.holder === crisisParts.me.userId;
    const has = (name: string) => clearances.holder.credential()?.disclosures.has(`role:${name}` as never) === true;
    if (!isMine && !(crisisParts.agency === agency && has(DIRECTORY_ROLE)))
        return err({ kind: "refused", code: "CRS_NOT_ON_WATCH" });
    const context = await desk.context();
    if (!context.ok) return context;
    // Never dated before what it follows.
    const iat = Math.max(desk.nowS(), (held?.sinceS ?? 0) + 1);
    const capsule = isMine ? capsuleOf(current, role, iat, note) : null;
    const digest = capsule === null ? null : await capsuleDigest(context.value.crypto, capsule);
    const handover = { agency, role, iat, from: held?.holder ?? null, to, ...(digest !== null && { capsule: digest }) };
    const draft = draftStatement("handover", handover);
    const signed = await clearances.holder.signStatement(
        { kind: "handover", audience: roomId, payload: draft.payload },
        isMine ? `${WATCH_PREFIX}${role}` : DIRECTORY_ROLE,
    );
    if (!signed.ok) return err(failureOf(signed.error));
    const statement = { ...draft, by: [signed.value] };
    await crisis.offers.send({ roomId: roomId as RoomId, statement, handover, capsule });
    return ok();
}

/** So many may a capsule name (crisis SPEC 13.6). */
const MOST_PENDING = 200;

/** What is open when the watch changes: broadcasts in force with who has not answered, tasks, crises, and the giver's note. */
function capsuleOf({ crisis }: Account, role: string, iat: number, note: string): CapsuleWire {
    const { rows } = crisis.snapshot();
    const coverage = new Map(crisis.coverage().rows.map((row) => [row.key, row.total]));
    const alerts = rows
        .filter(({ standing, refused }) => standing === "in-force" && refused === null)
        .slice(0, 64)
        .flatMap(({ key, senderId, broadcastId }) => {
            const total = coverage.get(key);
            if (total === undefined) return [];
            const unanswered = Math.max(0, total.addressed - total.acknowledged - total.cannotComply);
            return [{ broadcast: { sub: senderId as string, id: broadcastId }, unanswered }];
        });
    const going = crisis.phases.all().filter(({ wire }) => wire.phase !== "closed");
    const crises = [...new Set(going.map(({ wire }) => wire.crisis))].slice(0, 16);
    const pending = going.flatMap(({ roomId }) => openTasksIn(crisis.logs.log(roomId).merged)).slice(0, MOST_PENDING);
    return { v: 1, role, iat, alerts, pending, crises, ...(note !== "" && { note }) };
}

/** The entry by which each task that is open stands. */
function openTasksIn(log: MergedLog): CapsuleWire["pending"] {
    const open = new Set(tasksOf(log).flatMap(({ task, state }) => (state === "open" ? [task] : [])));
    const last = new Map<string, CapsuleWire["pending"][number]>();
    for (const { author, wire } of withoutRepeats(log.entries))
        if (wire.body.kind === "task" && open.has(wire.body.task)) last.set(wire.body.task, { author, seq: wire.seq });
    return [...last.values()];
}
