import { resolve } from "node:path";
import { type AccountRefusal, changeAccount } from "@valise/provisioning";
import { CommandFailure, exitCodes } from "../output/CommandFailure.ts";
import { createInitialPasswords, letterPath } from "../provisioning/initialPasswords.ts";
import { type ActOptions, openServerOf } from "../provisioning/openServerOf.ts";
import { lockedFailure, serverFailure } from "../provisioning/serverFailure.ts";
import { parseUserId } from "./arguments.ts";
import type { Context } from "./Context.ts";

export const accountActs = ["create", "lock", "suspend", "reactivate", "end-sessions"] as const;
export type AccountActName = (typeof accountActs)[number];

export interface AccountActOptions extends ActOptions {
    readonly name?: string;
    readonly letters?: string;
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
    const letters = options.letters === undefined ? undefined : resolve(options.letters);
    const passwords = letters === undefined ? undefined : createInitialPasswords(letters);
    const opened = await openServerOf(context, path, userId, options, passwords);
    const { agency } = opened;
    const act = kind === "create" ? { kind, displayName: options.name ?? "" } : { kind };
    const done = await changeAccount({ ...opened.act, userId, act });
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
