import { accessSync, constants } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { systemClock } from "@valise/base";
import type { AgencyCommand } from "@valise/bridge";
import { openRequests, parseSignatureFile, type SignatureFile } from "@valise/clearance/desk";
import {
    type ApplyReport,
    applyManifest,
    hasChanges,
    type Inviter,
    manifestDigest,
    noSignatures,
    observeAll,
    type Plan,
    type PlanOptions,
    planChanges,
    simulateAccess,
    userOfKey,
} from "@valise/provisioning";
import { createDirectories } from "../ldap/createDirectories.ts";
import { directorySecrets } from "../ldap/directorySecrets.ts";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { callCommand, createInviter } from "../provisioning/createInviter.ts";
import { findServers, type ServerOptions } from "../provisioning/findServers.ts";
import { formatPlan, planData } from "../provisioning/formatPlan.ts";
import { createInitialPasswords } from "../provisioning/initialPasswords.ts";
import { type ReadManifest, readManifest, refusalFailure } from "../provisioning/readManifest.ts";
import { applyFailure, serverFailure } from "../provisioning/serverFailure.ts";
import { thisProcess } from "../provisioning/thisProcess.ts";
import { readTextIfThere, writeTextFile } from "../trust/textFiles.ts";
import type { Words } from "../words/words.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";
import { readCommandFile } from "./commandFile.ts";

interface CommonOptions extends ServerOptions {
    readonly allowDestroy?: boolean;
    readonly target?: readonly string[];
    readonly readmit?: readonly string[];
    readonly detailedExitcode?: boolean;
    /** `mfa=/run/secrets/mfa-directory` */
    readonly ldapSecretFile?: readonly string[];
}
export interface PlanCommandOptions extends CommonOptions {
    readonly who?: string;
}
export interface ApplyCommandOptions extends CommonOptions {
    readonly signatures?: string;
    readonly letters?: string;
    readonly invite?: string;
    readonly inviteAgain?: readonly string[];
    readonly remind?: string;
    readonly breakLock?: boolean;
}

/** All that a manifest names, the directories of people included. */
const readWhole = (context: Context, path: string, { ldapSecretFile }: CommonOptions): Promise<ReadManifest> =>
    readManifest(context, path, createDirectories(directorySecrets(context, ldapSecretFile)));

const planOptions = (options: CommonOptions): PlanOptions => ({
    allowDestroy: options.allowDestroy ?? false,
    targets: options.target ?? [],
    readmit: options.readmit ?? [],
});

/** `valise plan FILE`: what apply would do. Changes nothing, on no server. */
export async function plan(context: Context, path: string, options: PlanCommandOptions): Promise<void> {
    const read = await readWhole(context, path, options);
    if (options.who !== undefined) return simulate(context, read, options.who);
    const servers = findServers(context, read.desired, options);
    const observed = await observeAll(read.desired, servers);
    if (!observed.ok) throw serverFailure(observed.error.agency, observed.error.failure);
    const planned = planChanges(read.desired, observed.value, planOptions(options), read.policies);
    const [refusal] = planned.refusals;
    if (refusal !== undefined) throw refusalFailure(refusal, planned.refusals, exitCodes.refused);
    const data = { revision: read.desired.revision, ...planData(planned) };
    context.output.data(data, formatPlan(planned, context.output.words));
    endPlan(planned, options.detailedExitcode ?? false);
}

/** What was opened by hand is worth an exit code of its own, asked for or not. */
function endPlan(planned: Plan, isDetailed: boolean): void {
    const severe = planned.drift.filter(({ severity }) => severity === "security").length;
    if (severe > 0)
        throw new CommandFailure("security-drift", exitCodes.refused, "plan.securityDrift", { count: severe });
    if (isDetailed && hasChanges(planned)) throw changesLeft("plan.hasChanges");
}

const changesLeft = (words: "plan.hasChanges" | "apply.incomplete") =>
    new CommandFailure("changes", exitCodes.changes, words);

/** "What would this person be able to read?", by the manifest alone. */
function simulate({ output }: Context, { desired, registry }: ReadManifest, who: string): void {
    const rooms = simulateAccess(desired, parseUserId(who), registry);
    const lines = rooms.map(({ key, label, membership, reads }) => [key, label ?? "-", membership, reads].join("\t"));
    output.data({ userId: who, rooms }, lines.join("\n"));
}

/** `valise apply FILE`: makes it so, as far as may be done without an officer. Stopped anywhere, it is run again. */
export async function apply(context: Context, path: string, options: ApplyCommandOptions): Promise<void> {
    const { output } = context;
    const read = await readWhole(context, path, options);
    const [inviter, remind] = [inviterOf(options), options.remind === undefined ? undefined : runnable(options.remind)];
    const signaturesPath = options.signatures ?? join(dirname(resolve(path)), "signatures.json");
    const signatures = readSignatures(signaturesPath);
    const passwords = options.letters === undefined ? undefined : createInitialPasswords(resolve(options.letters));
    const servers = findServers(context, read.desired, options, passwords);
    let isStopped = false;
    // The first interrupt ends it between two changes, with the locks given back; a second one kills.
    const stop = () => {
        isStopped = true;
    };
    process.once("SIGINT", stop);
    const applied = await applyManifest({
        desired: read.desired,
        digest: manifestDigest(read.desired),
        servers,
        options: planOptions(options),
        policies: read.policies,
        signatures: signatures ?? noSignatures,
        claimant: { ...thisProcess(), breakLock: options.breakLock ?? false },
        clock: systemClock,
        onProgress: createProgress(context),
        ...(inviter !== undefined && { inviter }),
        ...(remind !== undefined && { reminding: { call: (reminder) => callCommand(remind, reminder) } }),
        isStopped: () => isStopped,
    });
    process.off("SIGINT", stop);
    if (!applied.ok) throw applyFailure(applied.error);
    const report = applied.value;
    if (report.signatures.requests.length > 0 || signatures !== undefined)
        writeTextFile(signaturesPath, `${JSON.stringify(report.signatures, null, 2)}\n`, 0o644);
    output.data(reportData(report, signaturesPath), formatReport(report, signaturesPath, context));
    endApply(report, options.detailedExitcode ?? false);
}

/** Looked at before anything is changed: without a command that can be run, nobody is made who would wait for it. */
function inviterOf({ invite, letters, inviteAgain = [] }: ApplyCommandOptions): Inviter | undefined {
    if (invite === undefined) {
        if (inviteAgain.length > 0) throw badUsage("usage.inviteAgain");
        return undefined;
    }
    return createInviter(runnable(invite), letters, inviteAgain);
}

function runnable(path: string): AgencyCommand {
    const command = readCommandFile(path);
    if (command === undefined || !isRunnable(command.command[0])) throw badUsage("usage.inviteFile", { path });
    return command;
}

function isRunnable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

function readSignatures(path: string): SignatureFile | undefined {
    const text = readTextIfThere(path);
    if (text === undefined) return undefined;
    const file = parseSignatureFile(text);
    if (!file.ok) throw badUsage("usage.json", { path, at: file.error.path });
    return file.value;
}

const isComplete = ({ left, troubles }: Pick<ApplyReport, "left" | "troubles">): boolean =>
    !hasChanges(left) && troubles.length === 0;

const reportData = (report: ApplyReport, signaturesPath: string) => ({
    complete: isComplete(report),
    steps: report.steps,
    ...planData(report.plan),
    waits: report.left.waits,
    left: planData(report.left),
    signaturesFile: report.signatures.requests.length > 0 ? signaturesPath : null,
    openRequests: openRequests(report.signatures).map(({ id }) => id),
    troubles: report.troubles.map(({ agency, key, failure }) => ({ agency, key, code: `server-${failure.kind}` })),
    rooms: report.rooms,
    invitations: report.invitations,
    reminded: report.reminders,
});

function formatReport(report: ApplyReport, signaturesPath: string, { output: { words } }: Context): string {
    const open = openRequests(report.signatures).length;
    return [
        formatPlan(report.plan, words),
        "",
        words("apply.done", { steps: report.steps }),
        ...invitationLines(report, words),
        ...(open > 0 ? [words("apply.signatures", { count: open, path: signaturesPath })] : []),
        ...(hasChanges(report.left) ? [words("apply.incomplete")] : []),
    ].join("\n");
}

function invitationLines({ invitations, reminders }: ApplyReport, words: Words): string[] {
    const { sent, notSent, unknown, waiting } = invitations;
    return [
        ...(sent.length > 0 ? [words("apply.invited", { count: sent.length })] : []),
        ...(notSent.length > 0 ? [words("apply.notInvited", { users: notSent.join(", ") })] : []),
        ...(unknown.length > 0 ? [words("apply.invitedUnknown", { users: unknown.join(", ") })] : []),
        ...(waiting.length > 0 ? [words("apply.inviteWaiting", { count: waiting.length })] : []),
        ...(reminders.sent.length > 0 ? [words("apply.reminded", { count: reminders.sent.length })] : []),
    ];
}

/** Fails where a part of it was not done. */
export function endApply(
    report: Pick<ApplyReport, "troubles" | "invitations" | "reminders" | "left">,
    isDetailed: boolean,
): void {
    const [trouble] = report.troubles;
    if (trouble !== undefined) {
        const keys = [...new Set(report.troubles.map(({ key }) => key))];
        // What a trust room does not take about an account is not said again (provisioning SPEC 4.6); the rest is tried again.
        const users = keys.flatMap((key) => userOfKey(key) ?? []).join(", ");
        if (users !== "") throw new CommandFailure("partner-trouble", exitCodes.failed, "apply.untold", { users });
        throw new CommandFailure("partner-trouble", exitCodes.failed, "apply.troubles", {
            agency: trouble.agency,
            keys: keys.join(", "),
        });
    }
    const { notSent, unknown } = report.invitations;
    if (notSent.length + unknown.length > 0)
        throw new CommandFailure("invitation-trouble", exitCodes.failed, "apply.invitationTrouble", {
            users: [...notSent, ...unknown].join(", "),
        });
    if (report.reminders.notSent.length > 0)
        throw new CommandFailure("reminder-trouble", exitCodes.failed, "apply.reminderTrouble", {
            users: report.reminders.notSent.join(", "),
        });
    if (isDetailed && !isComplete(report)) throw changesLeft("apply.incomplete");
}

/** A line every few seconds, so that a long apply shows that it goes on, and how long it may take. */
const PROGRESS_EVERY_MS = 3000;

function createProgress({ output }: Context) {
    let saidMs = performance.now();
    return ({ done, total, remainingMs }: { done: number; total: number; remainingMs: number }) => {
        if (performance.now() - saidMs < PROGRESS_EVERY_MS) return;
        saidMs = performance.now();
        output.say(output.words("apply.progress", { done, total, seconds: Math.ceil(remainingMs / 1000) }));
    };
}
