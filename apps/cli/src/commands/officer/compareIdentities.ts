import type { UserId } from "@valise/bridge";
import { appendEntries, changedIdentities, type Register, watchedHolders } from "@valise/clearance/desk";
import { CommandFailure } from "../../output/CommandFailure.ts";
import type { ClearanceTools } from "../../trust/clearanceTools.ts";
import { type DeskOptions, findDesk, openDesk } from "../../trust/Desk.ts";
import { openRegisterFile } from "../../trust/registerFile.ts";
import { type Context, withReadySession } from "../Context.ts";
import { shownIdentities } from "./issue.ts";

/**
 * The register with an alarm for each holder whose identity has changed. Recorded where the desk opens (passphrase file or
 * keystore); else shown only. Where nobody answers, the register as it is: both are said on stderr.
 */
export async function compareIdentities(
    context: Context,
    options: DeskOptions,
    register: Register,
    tools: ClearanceTools,
): Promise<Register> {
    const { say, words } = context.output;
    const userIds = watchedHolders(register, tools.nowS()) as UserId[];
    if (userIds.length === 0) return register;
    try {
        const shown = await withReadySession(context, (engine) => shownIdentities(userIds, engine));
        const keys = new Map<string, string | null>(shown.map(({ userId, masterKey }) => [userId, masterKey]));
        const alarms = changedIdentities(register, keys, tools.nowS());
        if (alarms.length === 0) return register;
        const recorded = await recordAlarms(context, options, keys, tools);
        if (recorded !== null) return recorded;
        say(words("say.alarmsNotRecorded"));
        const seen = await appendEntries(register, alarms, { atS: tools.nowS(), by: "-" }, tools.crypto);
        return seen.register;
    } catch (error) {
        if (!(error instanceof CommandFailure)) throw error;
        say(words("say.identitiesNotAsked", { code: error.code }));
        return register;
    }
}

async function recordAlarms(
    context: Context,
    options: DeskOptions,
    shown: ReadonlyMap<string, string | null>,
    tools: ClearanceTools,
): Promise<Register | null> {
    const desk = await openDesk(findDesk(context, options), tools).catch((error: unknown) => {
        if (error instanceof CommandFailure) return null;
        throw error;
    });
    if (desk === null) return null;
    using file = await openRegisterFile(desk.folder.register, desk.limits.officer, tools);
    // Another command may have written meanwhile.
    const alarms = changedIdentities(file.register, shown, tools.nowS());
    if (alarms.length > 0) await file.append(alarms);
    return file.register;
}
