import { err, type Result } from "@valise/base";
import {
    type AdminCode,
    type AdminMethod,
    type AdminSnapshot,
    adminMethods,
    type EngineFailure,
    type EngineHandlers,
} from "@valise/bridge";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import type { Platform } from "../session/Platform.ts";

type AdminCommands = Pick<EngineHandlers, AdminMethod>;

const idle: AdminSnapshot = { state: "idle", done: 0, total: 0, key: "", remainingMs: 0 };

/**
 * The administrator's place. Every command is refused, with its code, unless this person's own clearance in force holds the
 * role ADMIN and this machine is configured with the admin API's address; the homeserver then decides by itself whether the
 * account is one of its administrators. The code behind it is loaded when it is first used.
 */
export function createAdminCommands(parts: {
    account(): Account | null;
    readonly platform: Platform;
    changed(): void;
}) {
    let progress = idle;
    let open: { readonly of: Account; readonly desk: Promise<AdminCommands> } | null = null;
    const report = (next: Partial<AdminSnapshot>) => {
        progress = { ...progress, ...next };
        parts.changed();
    };
    const load = async (of: Account, adminUrl: string): Promise<AdminCommands> => {
        const { openAdminDesk } = await import("./openAdminDesk.ts");
        return openAdminDesk({ account: of, adminUrl, fetch: parts.platform.fetch, report });
    };
    const withDesk = async <T>(
        run: (desk: AdminCommands) => Promise<Result<T, EngineFailure>>,
    ): Promise<Result<T, EngineFailure>> => {
        const current = parts.account();
        if (current === null) return err({ kind: "not-signed-in" });
        const adminUrl = current.session.agency.adminUrl ?? null;
        const code = whyNot(current, adminUrl);
        if (code !== null || adminUrl === null) return err(failureOf({ code: code ?? "ADMIN_NOT_CONFIGURED" }));
        if (open?.of !== current) {
            progress = idle;
            open = { of: current, desk: load(current, adminUrl) };
        }
        return run(await open.desk);
    };
    const call = (name: AdminMethod) => (input: never) =>
        withDesk((desk) => (desk[name] as (input: never) => Promise<Result<never, EngineFailure>>)(input));
    const names = Object.keys(adminMethods) as AdminMethod[];
    const commands = Object.fromEntries(names.map((name) => [name, call(name)])) as unknown as AdminCommands;
    return { commands, snapshot: () => progress };
}

function whyNot({ clearances }: Account, adminUrl: string | null): AdminCode | null {
    if (clearances.holder.credential()?.disclosures.has("role:ADMIN") !== true) return "ADMIN_NOT_ATTESTED";
    return adminUrl === null ? "ADMIN_NOT_CONFIGURED" : null;
}
