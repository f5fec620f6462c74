import { err, type Result } from "@valise/base";
import type { AdminCode, AdminSnapshot, EngineFailure, EngineHandlers } from "@valise/bridge";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import type { Platform } from "../session/Platform.ts";
import type { AdminDesk } from "./createAdminDesk.ts";

type AdminCommands = Pick<
    EngineHandlers,
    | "openManifest"
    | "planManifest"
    | "applyManifest"
    | "stopApply"
    | "takeLetters"
    | "simulatePerson"
    | "findAccounts"
    | "createAccount"
    | "changeAccount"
    | "readLinks"
    | "retryLink"
    | "findOrphans"
    | "readAudit"
    | "exportAudit"
>;

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
    let open: { readonly of: Account; readonly desk: Promise<AdminDesk> } | null = null;
    const report = (next: Partial<AdminSnapshot>) => {
        progress = { ...progress, ...next };
        parts.changed();
    };
    const load = async (of: Account, adminUrl: string): Promise<AdminDesk> => {
        const { openAdminDesk } = await import("./openAdminDesk.ts");
        return openAdminDesk({ account: of, adminUrl, fetch: parts.platform.fetch, report });
    };
    const withDesk = async <T>(
        run: (desk: AdminDesk) => Promise<Result<T, EngineFailure>>,
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
    const commands: AdminCommands = {
        openManifest: (input) => withDesk((desk) => desk.open(input)),
        planManifest: ({ allowDestroy }) => withDesk((desk) => desk.plan(allowDestroy)),
        applyManifest: (input) => withDesk((desk) => desk.apply(input)),
        stopApply: () => withDesk((desk) => desk.stop()),
        takeLetters: () => withDesk((desk) => desk.takeLetters()),
        simulatePerson: ({ userId }) => withDesk((desk) => desk.simulate(userId)),
        findAccounts: ({ text }) => withDesk((desk) => desk.accounts.find(text)),
        createAccount: (input) => withDesk((desk) => desk.accounts.create(input)),
        changeAccount: (input) => withDesk((desk) => desk.accounts.change(input)),
        readLinks: () => withDesk((desk) => desk.links()),
        retryLink: ({ serverName }) => withDesk((desk) => desk.retryLink(serverName)),
        findOrphans: () => withDesk((desk) => desk.orphans()),
        readAudit: () => withDesk((desk) => desk.audit()),
        exportAudit: () => withDesk((desk) => desk.exportAudit()),
    };
    return { commands, snapshot: () => progress };
}

function whyNot({ clearances }: Account, adminUrl: string | null): AdminCode | null {
    if (clearances.holder.credential()?.disclosures.has("role:ADMIN") !== true) return "ADMIN_NOT_ATTESTED";
    return adminUrl === null ? "ADMIN_NOT_CONFIGURED" : null;
}
