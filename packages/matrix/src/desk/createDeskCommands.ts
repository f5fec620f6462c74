import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, EngineOutput, EngineParsed } from "@valise/bridge";
import { liveAttestations, type RegisterEvent } from "@valise/clearance/desk";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import { StoreRefused } from "../session/SessionRecords.ts";
import type { OpenDesk } from "./OpenDesk.ts";
import { readIdentities } from "./readIdentities.ts";

type DeskCommands = Pick<
    EngineHandlers,
    | "readIdentities"
    | "deliverClearance"
    | "openDesk"
    | "unlockDesk"
    | "lockDesk"
    | "issueClearance"
    | "readWishes"
    | "issueClearances"
    | "changeStanding"
    | "checkIdentities"
    | "declineRequest"
    | "reportSpill"
    | "closeSpill"
    | "askSignature"
    | "readTrust"
    | "listRegister"
    | "readSignatures"
    | "signRequest"
    | "readRegister"
>;
type IssueInput = Parameters<DeskCommands["issueClearance"]>[0];

/** What a security officer does: look at identities, issue, revoke, answer requests; all of it into the register first. */
export function createDeskCommands(account: () => Account | null): DeskCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        if (current === null) return err<EngineFailure>({ kind: "not-signed-in" });
        return run(current).catch((error: unknown): Result<T, EngineFailure> => {
            if (error instanceof StoreRefused) return err({ kind: "store-full" });
            throw error;
        });
    };
    const withDesk = <T>(run: (account: Account, desk: OpenDesk) => Promise<Result<T, EngineFailure>>) =>
        withAccount(async (current) => {
            const open = current.officerDesk.open();
            return open === null ? err(failureOf({ code: "DESK_LOCKED" })) : run(current, open);
        });
    return {
        readIdentities: ({ userIds }) => withAccount((current) => readIdentities(current, userIds)),
        deliverClearance: ({ text }) =>
            withAccount(async (current) => (await import("./deliverClearance.ts")).deliverClearance(current, text)),
        openDesk: (input) => withAccount(({ officerDesk }) => officerDesk.install(input)),
        unlockDesk: ({ passphrase }) => withAccount(({ officerDesk }) => officerDesk.unlock(passphrase)),
        lockDesk: () =>
            withAccount(async ({ officerDesk }) => {
                officerDesk.lock();
                return ok();
            }),
        issueClearance: (input) => withDesk((current, open) => issueOne(current, open, input)),
        readWishes: async ({ text }) => ok((await import("./readWishes.ts")).readWishes(text)),
        issueClearances: (input) => withDesk((current, open) => issueMany(current, open, input)),
        changeStanding: ({ userId, act, reason }) =>
            withDesk(async (current, open) => {
                const nowS = Math.floor(current.clock.nowMs() / 1000);
                const live = liveAttestations(open.register(), userId, nowS);
                if (live.length === 0) return err({ kind: "not-found" });
                await open.append(live.map(({ uri, idx }): RegisterEvent => ({ kind: act, userId, uri, idx, reason })));
                await current.officerDesk.acts.changed();
                return ok();
            }),
        checkIdentities: () =>
            withDesk(async ({ officerDesk }) => {
                const checked = await officerDesk.identities.check();
                return checked.ok ? ok({ changed: checked.value }) : checked;
            }),
        declineRequest: ({ id }) =>
            withAccount(async ({ officerDesk }) =>
                (await officerDesk.requests.close(id)) ? ok() : err({ kind: "not-found" }),
            ),
        reportSpill: (input) =>
            withAccount(async (current) => (await import("./reportSpill.ts")).reportSpill(current, input)),
        closeSpill: ({ id }) =>
            withAccount(async ({ officerDesk }) =>
                (await officerDesk.spills.close(id)) ? ok() : err({ kind: "not-found" }),
            ),
        readTrust: () =>
            withAccount(async ({ clearances }) => (await import("../gate/trust/readTrust.ts")).readTrust(clearances)),
        listRegister: ({ before, limit }) =>
            withDesk(async (_current, open) =>
                ok((await import("./listRegister.ts")).listRegister(open.register(), before, limit)),
            ),
        readSignatures: ({ text }) =>
            withAccount(async (current) =>
                ok(await (await import("./signatureRequests.ts")).readSignatures(current, text)),
            ),
        signRequest: ({ text, id }) =>
            withAccount(async (current) => (await import("./signatureRequests.ts")).signRequest(current, text, id)),
        askSignature: (input) =>
            withAccount(async (current) => (await import("./askSignature.ts")).askSignature(current, input)),
        readRegister: () =>
            withDesk(async ({ officerDesk }, open) => {
                return ok({ text: await officerDesk.registerText(), head: open.register().digests.at(-1) ?? null });
            }),
    };
}

async function issueOne(
    account: Account,
    open: OpenDesk,
    input: IssueInput,
): Promise<Result<EngineOutput<"issueClearance">, EngineFailure>> {
    const { issueRows } = await import("./issueRows.ts");
    const made = await issueRows(account, open, [{ ...input, until: null }], input);
    if (!made.ok) return made;
    const [outcome] = made.value;
    if (outcome === undefined || outcome.code !== null) return err(failureOf({ code: outcome?.code ?? "DESK_NONE" }));
    const { identity, expiresAtMs, gains, loses, deviceIds } = outcome;
    return ok({ identity, expiresAtMs, gains: [...gains], loses: [...loses], deviceIds: [...deviceIds] });
}

const notIssued = { identity: null, expiresAtMs: null, gains: [], loses: [], deviceIds: [] };

async function issueMany(
    account: Account,
    open: OpenDesk,
    { rows, days, dryRun }: EngineParsed<"issueClearances">,
): Promise<Result<EngineOutput<"issueClearances">, EngineFailure>> {
    const { issueRows } = await import("./issueRows.ts");
    const made = await issueRows(account, open, rows, { days, dryRun });
    if (!made.ok) return made;
    return ok(
        made.value.map((outcome) =>
            outcome.code === null
                ? {
                      ...outcome,
                      gains: [...outcome.gains],
                      loses: [...outcome.loses],
                      deviceIds: [...outcome.deviceIds],
                  }
                : { ...notIssued, ...outcome },
        ),
    );
}
