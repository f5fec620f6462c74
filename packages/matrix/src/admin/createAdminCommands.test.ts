import { expect, it } from "vitest";
import type { Account } from "../session/Account.ts";
import type { Platform } from "../session/Platform.ts";
import { createAdminCommands } from "./createAdminCommands.ts";

/** As far as the door looks: what is attested, and what this machine is configured with. */
function accountWith(claims: readonly string[] | null, adminUrl: string | null): Account {
    const disclosures = new Map((claims ?? []).map((claim) => [claim, ""]));
    const holder = { credential: () => (claims === null ? null : { disclosures }) };
    return { clearances: { holder }, session: { agency: { adminUrl } } } as unknown as Account;
}
const platform = {
    fetch: () => Promise.reject(new Error("nothing may be asked of any server")),
} as unknown as Platform;
const open = (account: Account | null) =>
    createAdminCommands({ account: () => account, platform, changed: () => undefined }).commands;

const url = "http://127.0.0.1:1";
it.each([
    ["who is not signed in", null, { kind: "not-signed-in" }],
    ["who holds no clearance in force", accountWith(null, url), { code: "ADMIN_NOT_ATTESTED" }],
    ["who holds other roles", accountWith(["lvl:TS", "role:CHARTER"], url), { code: "ADMIN_NOT_ATTESTED" }],
    ["whose machine is no administrator's", accountWith(["role:ADMIN"], null), { code: "ADMIN_NOT_CONFIGURED" }],
])("every command is refused to %s", async (_who, account, error) => {
    const commands = open(account);
    const userId = "@a:mfa.example" as never;
    const answers = await Promise.all([
        commands.openManifest({ files: [], main: null }),
        commands.planManifest({ allowDestroy: [], targets: [] }),
        commands.applyManifest({ allowDestroy: [], targets: [], breakLock: false }),
        commands.stopApply({}),
        commands.takeLetters({}),
        commands.keepDrift({ key: "rooms/a", name: "name" }),
        commands.simulatePerson({ userId }),
        commands.findAccounts({ text: "" }),
        commands.createAccount({ localpart: "a", name: "A", breakLock: false }),
        commands.changeAccount({ userId, act: "lock", breakLock: false }),
        commands.readLinks({}),
        commands.retryLink({ serverName: "mod.example" }),
        commands.findOrphans({}),
        commands.findHandMade({}),
        commands.readAudit({}),
        commands.exportAudit({}),
        commands.readLeavers({}),
        commands.removeLeaver({ userId, breakLock: false }),
    ]);
    expect(answers).toHaveLength(Object.keys(commands).length);
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, error });
});
