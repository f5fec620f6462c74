import { unwrap } from "@valise/base";
import { createFakeClock } from "@valise/testkit";
import { createFakeAgencyServer } from "@valise/testkit/provisioning";
import { expect, it } from "vitest";
import { createWorld } from "../../test/applyWorld.ts";
import { parseAuditEntry } from "../audit/auditChain.ts";
import { type AccountAct, changeAccount } from "./changeAccount.ts";

const ana = "@ana:mfa.example";

function openServer() {
    const world = createWorld();
    const server = createFakeAgencyServer(world, "mfa.example");
    const claimant = { process: "this", isGone: () => false, breakLock: false };
    const act = (userId: string, kind: AccountAct) =>
        changeAccount({ server, claimant, clock: createFakeClock(), userId, act: kind });
    const create = { kind: "create", displayName: "Ana Lemos" } as const;
    return { world, server, act, create, fake: world.servers.get("mfa.example") };
}

it("makes, suspends, locks and reactivates an account, each begun and done in the record", async () => {
    const { act, create, fake } = openServer();
    unwrap(await act(ana, create));
    expect(fake?.accounts.get(ana)?.displayName).toBe("Ana Lemos");
    unwrap(await act(ana, { kind: "suspend" }));
    expect(fake?.accounts.get(ana)?.isSuspended).toBe(true);
    unwrap(await act(ana, { kind: "lock" }));
    expect(fake?.accounts.get(ana)?.isLocked).toBe(true);
    unwrap(await act(ana, { kind: "reactivate" }));
    expect(fake?.accounts.get(ana)?.isLocked).toBe(false);
    unwrap(await act(ana, { kind: "end-sessions" }));
    expect(fake?.ended).toEqual([ana]);
    const said = fake?.audit.map((entry) => parseAuditEntry(entry)!) ?? [];
    expect(said.slice(0, 4).map(({ event, what }) => [event, ...what])).toEqual([
        ["begun", `create accounts/${ana}`],
        ["done", `create accounts/${ana}`],
        ["begun", `suspend accounts/${ana}`],
        ["done", `suspend accounts/${ana}`],
    ]);
});

it("refuses oneself, who is unknown, who exists already and who was offboarded, and changes nothing then", async () => {
    const { act, create, server, fake } = openServer();
    unwrap(await server.prepare());
    expect(await act("@admin:mfa.example", { kind: "lock" })).toMatchObject({ error: { kind: "operator" } });
    expect(await act(ana, { kind: "lock" })).toMatchObject({ error: { kind: "unknown-account" } });
    unwrap(await act(ana, create));
    expect(await act(ana, create)).toMatchObject({ error: { kind: "account-exists" } });
    fake?.register.set(`accounts/${ana}`, { state: "removed" });
    expect(await act(ana, { kind: "reactivate" })).toMatchObject({ error: { kind: "offboarded" } });
    expect(await act(ana, create)).toMatchObject({ error: { kind: "offboarded" } });
    expect(fake?.audit).toHaveLength(2);
});

it("waits for nobody: whoever finds the lock taken is told by whom", async () => {
    const { act, create, server } = openServer();
    unwrap(await server.claim({ kind: "claim", owner: "@other:mfa.example", process: "elsewhere" }));
    expect(await act(ana, create)).toMatchObject({
        error: { kind: "locked", holder: { owner: "@other:mfa.example" } },
    });
});
