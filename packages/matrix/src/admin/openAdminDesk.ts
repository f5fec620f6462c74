import type { Result } from "@valise/base";
import type { AdminMethod, AdminSnapshot, EngineFailure, EngineHandlers } from "@valise/bridge";
import type { FetchLike } from "../http/createMatrixHttp.ts";
import { createAgencyServer } from "../provisioning/createAgencyServer.ts";
import type { Account } from "../session/Account.ts";
import { createAdminDesk } from "./createAdminDesk.ts";
import type { AuditPin } from "./judgeAudit.ts";

/** An administrator's desk over their own account: its token reaches the admin API from here and nowhere else. */
export function openAdminDesk(parts: {
    readonly account: Account;
    readonly adminUrl: string;
    readonly fetch: FetchLike;
    report(progress: Partial<AdminSnapshot>): void;
}): Pick<EngineHandlers, AdminMethod> & { countAsked(): Promise<Result<void, EngineFailure>> } {
    const { account, adminUrl, fetch, report } = parts;
    const { clock, clearances, session, records } = account;
    const { serverName } = session.agency;
    const desk = createAdminDesk({
        ...{ clock, report, serverName, registry: clearances.community.registry, me: session.userId },
        process: `valise ${session.deviceId} ${crypto.randomUUID()}`,
        community: clearances.configured.community?.community.split(":").at(-1) ?? "",
        auditPin: {
            read: async () => (await records.read("auditPin")) as AuditPin | null,
            write: (pin) => records.write("auditPin", pin),
        },
        openServer: (community, initialPassword) =>
            createAgencyServer({
                ...{ adminUrl, adminToken: account.accessToken(), serverName, community, fetch, clock },
                ...(initialPassword === undefined ? {} : { initialPassword }),
            }),
    });
    return {
        openManifest: (input) => desk.open(input),
        planManifest: (input) => desk.plan(input),
        applyManifest: (input) => desk.apply(input),
        stopApply: () => desk.stop(),
        takeLetters: () => desk.takeLetters(),
        keepDrift: (input) => desk.keep(input),
        simulatePerson: ({ userId }) => desk.simulate(userId),
        findAccounts: ({ text }) => desk.accounts.find(text),
        createAccount: (input) => desk.accounts.create(input),
        changeAccount: (input) => desk.accounts.change(input),
        readLeavers: () => desk.leavers(),
        removeLeaver: (input) => desk.removeLeaver(input),
        countAsked: () => desk.countAsked(),
        readLinks: () => desk.links(),
        retryLink: (input) => desk.retryLink(input.serverName),
        findOrphans: () => desk.orphans(),
        findHandMade: () => desk.handMade(),
        readAudit: () => desk.audit(),
        exportAudit: () => desk.exportAudit(),
    };
}
