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
type OpenAdminDesk = ReturnType<typeof import("./openAdminDesk.ts").openAdminDesk>;

const idle: AdminSnapshot = { state: "idle", done: 0, total: 0, key: "", remainingMs: 0, asked: 0 };

/** Partners ask without anybody having opened the place: looked for so often. */
const LOOK_EVERY_MS = 3_600_000;
/** After a look that failed. */
const LOOK_AGAIN_MS = 300_000;

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
    let open: { readonly of: Account; readonly desk: Promise<OpenAdminDesk> } | null = null;
    let look: { readonly of: Account; nextMs: number } | null = null;
    const report = (next: Partial<AdminSnapshot>) => {
        progress = { ...progress, ...next };
        parts.changed();
    };
    const load = async (of: Account, adminUrl: string): Promise<OpenAdminDesk> => {
        const { openAdminDesk } = await import("./openAdminDesk.ts");
        return openAdminDesk({ account: of, adminUrl, fetch: parts.platform.fetch, report });
    };
    const withDesk = async <T>(
        run: (desk: OpenAdminDesk) => Promise<Result<T, EngineFailure>>,
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
    return {
        commands,
        snapshot: () => progress,
        /** The homeserver was heard from. Whoever is no administrator asks nothing. */
        synced(): void {
            const current = parts.account();
            const nowMs = parts.platform.clock.monotonicMs();
            if (current === null || progress.state !== "idle") return;
            if (whyNot(current, current.session.agency.adminUrl ?? null) !== null) return;
            if (look?.of === current && nowMs < look.nextMs) return;
            const mine = { of: current, nextMs: nowMs + LOOK_EVERY_MS };
            look = mine;
            const counted = withDesk((desk) => desk.countAsked());
            void counted.then(
                (done) => {
                    if (!done.ok) mine.nextMs = nowMs + LOOK_AGAIN_MS;
                },
                () => {},
            );
        },
    };
}

function whyNot({ clearances }: Account, adminUrl: string | null): AdminCode | null {
    if (clearances.holder.credential()?.disclosures.has("role:ADMIN") !== true) return "ADMIN_NOT_ATTESTED";
    return adminUrl === null ? "ADMIN_NOT_CONFIGURED" : null;
}
