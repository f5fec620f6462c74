import { resolve } from "node:path";
import { systemClock } from "@valise/base";
import { type AccountRefusal, changeAccount } from "@valise/provisioning";
import { badUsage, CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { findServers, type ServerOptions } from "../provisioning/findServers.ts";
import { createInitialPasswords, letterPath } from "../provisioning/initialPasswords.ts";
import { readManifest } from "../provisioning/readManifest.ts";
import { lockedFailure, serverFailure } from "../provisioning/serverFailure.ts";
import { thisProcess } from "../provisioning/thisProcess.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";

export const accountActs = ["create", "lock", "suspend", "reactivate", "end-sessions"] as const;
export type AccountActName = (typeof accountActs)[number];

export interface AccountActOptions extends ServerOptions {
    readonly name?: string;
    readonly letters?: string;
    readonly breakLock?: boolean;
}

/**
 * `valise account ACT FILE USER`: one act on one account, at once and in the record. What the manifest says stays as it is; its
 * next plan shows the difference.
 */
export async function actOnAccount(
    context: Context,
    kind: AccountActName,
    [path, user]: readonly [string, string],
    options: AccountActOptions,
): Promise<void> {
    const { output } = context;
    const userId = parseUserId(user);
    const { desired } = await readManifest(context, path, "passed-over");
    const agency = desired.agencies.find(({ server }) => userId.endsWith(`:${server}`))?.id ?? "";
    const letters = options.letters === undefined ? undefined : resolve(options.letters);
    const passwords = letters === undefined ? undefined : createInitialPasswords(letters);
    const server = findServers(context, desired, options, passwords).get(agency);
    if (server === undefined) throw badUsage("usage.noManagedServer");
    const claimant = { ...thisProcess(), breakLock: options.breakLock ?? false };
    const act = kind === "create" ? { kind, displayName: options.name ?? "" } : { kind };
    const done = await changeAccount({ server, claimant, clock: systemClock, userId, act });
    if (done.ok) {
        const letter = kind === "create" && letters !== undefined ? letterPath(letters, userId) : null;
        return output.data({ userId, act: kind, letter }, output.words(`account.${kind}`, { user: userId }));
    }
    const { error } = done;
    if (error.kind === "locked") throw lockedFailure(agency, error.holder);
    if (isRefusal(error)) throw refusalFailure(error, userId);
    throw serverFailure(agency, error);
}

const refusals: ReadonlySet<string> = new Set<AccountRefusal["kind"]>([
    "operator",
    "unknown-account",
    "account-exists",
    "offboarded",
]);
const isRefusal = (error: { readonly kind: string }): error is AccountRefusal => refusals.has(error.kind);

function refusalFailure({ kind }: AccountRefusal, user: string): CommandFailure {
    const isRule = kind === "operator" || kind === "offboarded";
    return new CommandFailure(kind, isRule ? exitCodes.refused : exitCodes.failed, `account.refused.${kind}`, { user });
}
