import { type Clock, err, ok, type Result } from "@valise/base";
import type { PolicyLookup } from "@valise/clearance";
import type { SignatureFile } from "@valise/clearance/desk";
import { byCodeUnit } from "../desired/compare.ts";
import type { Desired } from "../desired/Desired.ts";
import { markOf } from "../desired/markOf.ts";
import { type Invitations, sendInvitations } from "../invite/sendInvitations.ts";
import { type Reminders, sendReminders } from "../invite/sendReminders.ts";
import type { LockHolder } from "../lock/decideLock.ts";
import type { ObservedServer } from "../observed/Observed.ts";
import { type Plan, type PlanRefusal, phases, type Step } from "../plan/Plan.ts";
import type { PlanOptions } from "../plan/PlanBuilder.ts";
import { MANIFEST_RECORD, planChanges } from "../plan/planChanges.ts";
import type { AgencyServer, ServerFailure } from "../ports/AgencyServer.ts";
import type { Inviter, Reminding } from "../ports/Inviter.ts";
import { draftRequests } from "../signatures/draftRequests.ts";
import { type Claimant, type HeldLock, holdLock, type LockRefusal } from "./holdLock.ts";
import { observeAll } from "./observeAll.ts";
import { createAuditor } from "./writeAudit.ts";

export interface ApplyInput {
    readonly desired: Desired;
    /** Digest of the manifest's files. */
    readonly digest: string;
    /** By agency; those that are not here are partners. */
    readonly servers: ReadonlyMap<string, AgencyServer>;
    readonly options: PlanOptions;
    readonly policies: PolicyLookup;
    readonly signatures: SignatureFile;
    /** Who applies, for those who find the lock taken. */
    readonly claimant: Omit<Claimant, "owner">;
    readonly clock: Clock;
    onProgress(progress: ApplyProgress): void;
    /** Brings new accounts to their owners; none: those stay waiting for it. */
    readonly inviter?: Inviter;
    /** Tells people that their account is about to end; none: the plan alone says so. */
    readonly reminding?: Reminding;
    /** Asked before every change; once it says so, nothing more is done and the locks are given back. */
    isStopped?(): boolean;
}

export interface ApplyProgress {
    readonly done: number;
    readonly total: number;
    readonly key: string;
    /** By the pace so far. */
    readonly remainingMs: number;
}

/** A step that its server would not do while others could go on: a partner that cannot be reached, a room that refuses. */
export interface Trouble {
    readonly agency: string;
    readonly key: string;
    readonly failure: ServerFailure;
}

export interface ApplyReport {
    /** What was planned at the beginning. */
    readonly plan: Plan;
    /** What a plan would say now. */
    readonly left: Plan;
    readonly steps: number;
    readonly signatures: SignatureFile;
    readonly troubles: readonly Trouble[];
    readonly rooms: readonly { readonly key: string; readonly roomId: string }[];
    readonly invitations: Invitations;
    readonly reminders: Reminders;
}

export type ApplyFailure =
    | { readonly kind: "server"; readonly agency: string; readonly failure: ServerFailure }
    | { readonly kind: "locked"; readonly agency: string; readonly holder: LockHolder }
    | { readonly kind: "refused"; readonly refusals: readonly PlanRefusal[] }
    /** By whoever started it; run again, it goes on. */
    | { readonly kind: "stopped" }
    /** A server said yes and it is not so. */
    | { readonly kind: "not-taken"; readonly keys: readonly string[] };

/** Creating, letting in and telling about it take one round each; a few more for what comes to light on the way. */
const MAX_ROUNDS = 8;

/**
 * Makes the servers what the manifest says, one round after another: look, plan, do what can be done now, look again. It ends
 * when a look shows nothing left that it may do. Killed anywhere, it is simply run again: all it knows is on the servers.
 */
export async function applyManifest(input: ApplyInput): Promise<Result<ApplyReport, ApplyFailure>> {
    // The first look changes nothing, so what is refused is refused before anything is touched.
    const planned = await lookAndPlan(input);
    if (!planned.ok) return planned;
    const locks = new Map<string, HeldLock>();
    try {
        for (const [agency, server] of sortedServers(input)) {
            const lock = await prepareAndLock(input, server);
            if (!lock.ok) return err(withAgency(agency, lock.error));
            locks.set(agency, lock.value);
        }
        return await runRounds(input, locks, planned.value.plan);
    } finally {
        for (const lock of locks.values()) await lock.release();
    }
}

/** Always in one order, so that two who lock several servers never wait for each other. */
const sortedServers = ({ servers }: ApplyInput) => [...servers].sort(([a], [b]) => byCodeUnit(a, b));

async function prepareAndLock(
    input: ApplyInput,
    server: AgencyServer,
): Promise<Result<HeldLock, ServerFailure | LockRefusal>> {
    const who = await server.identify();
    if (!who.ok) return who;
    const prepared = await server.prepare();
    if (!prepared.ok) return prepared;
    return holdLock(server, { ...input.claimant, owner: who.value.operator }, input.clock);
}

function withAgency(agency: string, error: ServerFailure | LockRefusal): ApplyFailure {
    if (error.kind === "locked") return { kind: "locked", agency, holder: error.holder };
    return { kind: "server", agency, failure: error };
}

async function lookAndPlan(
    input: ApplyInput,
): Promise<Result<{ observed: readonly ObservedServer[]; plan: Plan }, ApplyFailure>> {
    const { desired, policies, servers } = input;
    const options = { ...input.options, invites: input.inviter !== undefined };
    const observed = await observeAll(desired, servers);
    if (!observed.ok) return observed;
    const plan = planChanges(desired, observed.value, options, policies);
    if (plan.refusals.length > 0) return err({ kind: "refused", refusals: plan.refusals });
    return ok({ observed: observed.value, plan });
}

async function runRounds(
    input: ApplyInput,
    locks: ReadonlyMap<string, HeldLock>,
    planned: Plan,
): Promise<Result<ApplyReport, ApplyFailure>> {
    const { desired, policies } = input;
    const audit = createAuditor(input);
    const runner = createRunner(input, locks);
    let signatures = input.signatures;
    let before = "";
    for (let round = 1; round <= MAX_ROUNDS; round++) {
        const looked = await lookAndPlan(input);
        if (!looked.ok) return looked;
        const { observed, plan } = looked.value;
        const nowS = Math.floor(Math.max(...observed.map(({ nowMs }) => nowMs)) / 1000);
        const drafted = draftRequests({ plan, desired, observed, file: signatures, nowS, policies });
        signatures = drafted.file;
        const steps = inPhases([...plan.steps, ...drafted.steps]).filter((step) => !runner.hasTrouble(step));
        if (steps.length === 0) {
            // Says who acts, where nothing else was to be done.
            await audit.begin([], observed);
            const invited = await sendInvitations(input, observed, locks, audit);
            if (!invited.ok) return invited;
            const reminded = await sendReminders(input, plan.reminders, observed, locks, audit);
            if (!reminded.ok) return reminded;
            const ended = await finish(input, observed, audit, runner);
            if (!ended.ok) return ended;
            const troubles = runner.troubles();
            const rooms = roomsOf(desired, observed);
            const messages = { invitations: invited.value, reminders: reminded.value };
            const said = { signatures, troubles, rooms, ...messages };
            return ok({ plan: planned, left: plan, steps: runner.done(), ...said });
        }
        const text = JSON.stringify(steps);
        if (text === before) return err({ kind: "not-taken", keys: [...new Set(steps.map(({ key }) => key))] });
        before = text;
        const begun = await audit.begin(steps, observed);
        if (!begun.ok) return begun;
        const ran = await runner.run(steps);
        if (!ran.ok) return ran;
    }
    return err({ kind: "not-taken", keys: [] });
}

const inPhases = (steps: readonly Step[]): Step[] =>
    phases.flatMap((phase) => steps.filter((step) => step.phase === phase));

function roomsOf(desired: Desired, observed: readonly ObservedServer[]): ApplyReport["rooms"] {
    const byMark = new Map(observed.flatMap(({ rooms }) => rooms.map(({ mark, roomId }) => [mark, roomId] as const)));
    return desired.rooms.flatMap(({ key }) => {
        const roomId = byMark.get(markOf(desired.community, key));
        return roomId === undefined ? [] : [{ key, roomId }];
    });
}

/** Writes down which manifest this is, for the day an older one is applied; only once all of it is done, not a part. */
async function finish(
    input: ApplyInput,
    observed: readonly ObservedServer[],
    audit: ReturnType<typeof createAuditor>,
    runner: ReturnType<typeof createRunner>,
): Promise<Result<void, ApplyFailure>> {
    const isPart = input.options.targets.length > 0;
    for (const { agency, register } of isPart ? [] : observed) {
        const applied = register[MANIFEST_RECORD]?.revision;
        const highest = Math.max(typeof applied === "number" ? applied : 0, input.desired.revision ?? 0);
        const value = { revision: highest, digest: input.digest };
        if (input.desired.revision === null || register[MANIFEST_RECORD]?.digest === input.digest) continue;
        const server = input.servers.get(agency);
        const written = await server?.perform({ kind: "record", key: MANIFEST_RECORD, value });
        if (written?.ok === false) return err({ kind: "server", agency, failure: written.error });
    }
    return audit.end(runner.troubles());
}

function createRunner(input: ApplyInput, locks: ReadonlyMap<string, HeldLock>) {
    const troubles = new Map<string, Trouble>();
    const startMs = input.clock.monotonicMs();
    let done = 0;
    const idOf = ({ agency, command }: Step) => JSON.stringify([agency, command]);
    return {
        done: () => done,
        troubles: () => [...troubles.values()],
        hasTrouble: (step: Step) => troubles.has(idOf(step)),
        async run(steps: readonly Step[]): Promise<Result<void, ApplyFailure>> {
            const total = done + steps.length;
            for (const step of steps) {
                if (input.isStopped?.() === true) return err({ kind: "stopped" });
                const { agency, key, command } = step;
                const server = input.servers.get(agency);
                const lock = locks.get(agency);
                if (server === undefined || lock === undefined)
                    throw new Error("a step for a server that is not managed");
                const held = await lock.check();
                if (!held.ok) return err(withAgency(agency, held.error));
                const performed = await server.perform(command);
                if (!performed.ok) {
                    if (!mayFail(step, performed.error)) return err(withAgency(agency, performed.error));
                    troubles.set(idOf(step), { agency, key, failure: performed.error });
                }
                done++;
                const perStepMs = (input.clock.monotonicMs() - startMs) / done;
                input.onProgress({ done, total, key, remainingMs: Math.round(perStepMs * (total - done)) });
            }
            return ok();
        },
    };
}

/**
 * Letting one person in may fail for their server's sake, and a trust room may take no word, which holds nobody's end up;
 * everything else ends the apply, to be run again.
 */
function mayFail({ command }: Step, failure: ServerFailure): boolean {
    return failure.kind === "refused" && ["invite", "join", "bring-in", "say-ended"].includes(command.kind);
}
