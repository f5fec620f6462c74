import { err, ok, type Result } from "@valise/base";
import type { LockRefusal } from "../apply/holdLock.ts";
import { accountKey } from "../plan/accountKey.ts";
import type { ServerCommand, ServerFailure } from "../ports/AgencyServer.ts";
import { type ActInput, withRecord } from "./withRecord.ts";

/** What an administrator does to one account by hand. Ending it for good is `offboardAccount`. */
export type AccountAct =
    | { readonly kind: "create"; readonly displayName: string }
    | { readonly kind: "lock" | "suspend" | "reactivate" | "end-sessions" };

export type AccountRefusal =
    | { readonly kind: "operator" }
    | { readonly kind: "unknown-account" }
    | { readonly kind: "account-exists" }
    /** Offboarded: only a manifest that readmits them brings them back (SPEC 2.3). */
    | { readonly kind: "offboarded" };

/**
 * Makes, locks, suspends or reactivates one account, or ends its sessions: at once and in the record. What a manifest says of
 * the account stays as it is, so its next plan shows the difference. An account made by hand is kept by no manifest. Nobody
 * locks themselves out, and who was offboarded is not let in again this way.
 */
export async function changeAccount(
    input: ActInput & { readonly userId: string; readonly act: AccountAct },
): Promise<Result<void, ServerFailure | LockRefusal | AccountRefusal>> {
    const { server, userId, act } = input;
    return withRecord<void, AccountRefusal>(input, `${act.kind} ${accountKey(userId)}`, async (begin, operator) => {
        if (operator === userId && act.kind !== "create") return err({ kind: "operator" });
        const seen = await server.observe({ identitiesOf: [], suspensionOf: [] });
        if (!seen.ok) return seen;
        const present = seen.value.accounts.find((each) => each.userId === userId);
        if (seen.value.register[accountKey(userId)]?.state === "removed" || present?.isDeactivated === true)
            return err({ kind: "offboarded" });
        if (act.kind === "create" && present !== undefined) return err({ kind: "account-exists" });
        if (act.kind !== "create" && present === undefined) return err({ kind: "unknown-account" });
        const begun = await begin();
        if (!begun.ok) return begun;
        for (const command of commandsOf(userId, act)) {
            const done = await server.perform(command);
            if (!done.ok) return done;
        }
        return ok();
    });
}

function commandsOf(userId: string, act: AccountAct): readonly ServerCommand[] {
    switch (act.kind) {
        case "create":
            return [{ kind: "create-account", userId, displayName: act.displayName }];
        case "lock":
            return [{ kind: "set-account-state", userId, state: "locked" }];
        case "suspend":
            return [{ kind: "set-account-state", userId, state: "suspended" }];
        case "reactivate":
            return [{ kind: "set-account-state", userId, state: "active" }];
        case "end-sessions":
            return [{ kind: "end-sessions", userId }];
    }
}
