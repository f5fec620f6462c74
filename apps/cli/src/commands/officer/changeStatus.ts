import { STATUS_SLOTS } from "@valise/clearance";
import { liveAttestations, type RegisterEvent } from "@valise/clearance/desk";
import { badUsage, CommandFailure, exitCodes } from "../../output/CommandFailure.ts";
import { createClearanceTools } from "../../trust/clearanceTools.ts";
import { type DeskOptions, findDesk, openDesk } from "../../trust/Desk.ts";
import { openRegisterFile } from "../../trust/registerFile.ts";
import { parseUserId } from "../arguments.ts";
import type { Context } from "../Context.ts";

export interface StatusOptions extends DeskOptions {
    readonly user?: string;
    /** One entry of the agency's list by its number: an officer's own certificate, or what another register knows. */
    readonly index?: number;
    readonly reason: string;
}

type StatusKind = "revoked" | "suspended" | "reinstated";

/**
 * Revokes, suspends or reinstates every clearance of a person that is still to hold. It is in the register at once; the
 * status service publishes it, and clients obey from the list they then see. Needs no account and no network.
 */
export async function changeStatus(context: Context, kind: StatusKind, options: StatusOptions): Promise<void> {
    const { userId, count } = await recordStatus(context, kind, options);
    if (count === 0) {
        throw new CommandFailure("no-clearance", exitCodes.failed, "failure.noClearance", { user: userId });
    }
    context.output.say(context.output.words("say.statusWritten"));
    context.output.data({ userId, status: kind, count }, `${userId}\t${kind}\t${count}`);
}

/** Writes it into the officer's register; how many clearances it concerns, none included. */
export async function recordStatus(
    context: Context,
    kind: StatusKind,
    options: StatusOptions,
): Promise<{ readonly userId: string; readonly count: number }> {
    if ((options.user === undefined) === (options.index === undefined)) throw badUsage("usage.standing");
    const userId = options.user === undefined ? `index ${options.index}` : parseUserId(options.user);
    if (options.reason.length > 1000) throw badUsage("usage.reason");
    const tools = await createClearanceTools(context.env);
    const desk = await openDesk(findDesk(context, options), tools);
    using register = await openRegisterFile(desk.folder.register, desk.limits.officer, tools);
    const live =
        options.index === undefined
            ? liveAttestations(register.register, userId, tools.nowS())
            : [{ uri: desk.limits.uri, idx: parseIndex(options.index) }];
    const { reason } = options;
    if (live.length > 0)
        await register.append(live.map(({ uri, idx }): RegisterEvent => ({ kind, userId, uri, idx, reason })));
    return { userId, count: live.length };
}

function parseIndex(index: number): number {
    if (!Number.isInteger(index) || index < 0 || index >= STATUS_SLOTS) throw badUsage("usage.standing");
    return index;
}
