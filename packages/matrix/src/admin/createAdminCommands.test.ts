import { createShippedRegistry } from "@valise/labels";
import { createFakeClock } from "@valise/testkit";
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

it("looks by itself, once an hour, whether partners ask an administrator; of nobody else's server", async () => {
    // What is loaded when it is first needed is there already: on a busy machine that alone may take a second.
    await import("./openAdminDesk.ts");
    const clock = createFakeClock();
    const asked: string[] = [];
    const fetch = async (address: string) => {
        asked.push(new URL(address).pathname);
        return new Response("{}", { status: 200 });
    };
    let account: Account | null = null;
    const told: unknown[] = [];
    const admin = createAdminCommands({
        ...{ account: () => account, platform: { clock, fetch } as unknown as Platform },
        changed: () => void told.push(admin.snapshot()),
    });
    const sync = async (laterMs: number) => {
        clock.advance(laterMs);
        admin.synced();
        const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
        for (let at = 0; at < 60 && asked.length === 0; at++) await pause(5);
        await pause(30);
        return asked.splice(0).length > 0;
    };
    const as = (claims: readonly string[], adminUrl: string | null) => {
        const base = accountWith(claims, adminUrl) as unknown as { clearances: object; session: object };
        const configured = { community: null };
        account = {
            ...{ clock, records: {}, accessToken: () => "token" },
            session: { ...base.session, userId: "@admin:mfa.example", deviceId: "D" },
            clearances: { ...base.clearances, configured, community: { registry: createShippedRegistry() } },
        } as unknown as Account;
    };
    expect(await sync(0)).toBe(false);
    for (const [claims, adminUrl] of [[["lvl:TS"], url] as const, [["role:ADMIN"], null] as const]) {
        as(claims, adminUrl);
        expect(await sync(0)).toBe(false);
    }
    as(["role:ADMIN"], url);
    expect([await sync(0), await sync(3_599_000), await sync(2000)]).toEqual([true, false, true]);
    expect(told.at(-1)).toMatchObject({ state: "idle", asked: 0 });
});
