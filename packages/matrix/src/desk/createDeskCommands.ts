import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers } from "@valise/bridge";
import { issueRow, liveAttestations, type RegisterEvent } from "@valise/clearance/desk";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import { StoreRefused } from "../session/SessionRecords.ts";
import { deliverClearance } from "./deliverClearance.ts";
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
    | "changeStanding"
    | "declineRequest"
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
        deliverClearance: ({ text }) => withAccount((current) => deliverClearance(current, text)),
        openDesk: (input) => withAccount(({ officerDesk }) => officerDesk.install(input)),
        unlockDesk: ({ passphrase }) => withAccount(({ officerDesk }) => officerDesk.unlock(passphrase)),
        lockDesk: () =>
            withAccount(async ({ officerDesk }) => {
                officerDesk.lock();
                return ok();
            }),
        issueClearance: (input) => withDesk((current, open) => issue(current, open, input)),
        changeStanding: ({ userId, act, reason }) =>
            withDesk(async (current, open) => {
                const nowS = Math.floor(current.clock.nowMs() / 1000);
                const live = liveAttestations(open.register(), userId, nowS);
                if (live.length === 0) return err({ kind: "not-found" });
                await open.append(live.map(({ uri, idx }): RegisterEvent => ({ kind: act, userId, uri, idx, reason })));
                await current.officerDesk.acts.changed();
                return ok();
            }),
        declineRequest: ({ id }) =>
            withAccount(async ({ officerDesk }) =>
                (await officerDesk.requests.close(id)) ? ok() : err({ kind: "not-found" }),
            ),
        readRegister: () =>
            withDesk(async ({ officerDesk }, open) => {
                return ok({ text: await officerDesk.registerText(), head: open.register().digests.at(-1) ?? null });
            }),
    };
}

async function issue(account: Account, open: OpenDesk, input: IssueInput) {
    const { clock, clearances, officerDesk } = account;
    const { userId, want, roles, identityCode, days, dryRun } = input;
    const context = clearances.community.context();
    if (context === null) return err(failureOf({ code: "TRUST_MISSING" }));
    const shown = await readIdentities(account, [userId]);
    if (!shown.ok) return shown;
    const nowS = Math.floor(clock.nowMs() / 1000);
    const { officer, limits } = open;
    const random = (length: number) => globalThis.crypto.getRandomValues(new Uint8Array(length));
    const list = context.lists.get(limits.uri);
    // What other officers gave out is unknown here, but what they revoked stands in the list.
    const taken = new Set([limits.statusIdx, ...(list === undefined ? [] : nonZero(list.valueAt))]);
    const parts = { officer, limits, register: open.register(), context: { ...context, nowS }, taken, random };
    const row = { userId, want, roles, identityCode };
    const [first] = shown.value;
    const made = await issueRow(row, first?.masterKey ?? null, days * 86_400, parts, clearances.community.registry);
    if (!dryRun && made.events.length > 0) await open.append(made.events);
    if (made.kind === "refused") return err(failureOf({ code: made.code }));
    const { identity, expiresAtS, gains, loses } = made;
    const told = { identity, expiresAtMs: expiresAtS * 1000, gains: [...gains], loses: [...loses] };
    if (dryRun) return ok({ ...told, deviceIds: [] });
    await officerDesk.requests.closeOf(userId);
    const sent = await deliverClearance(account, made.credential);
    return ok({ ...told, deviceIds: sent.ok ? sent.value.deviceIds : [] });
}

function* nonZero(valueAt: (idx: number) => number | undefined): Generator<number> {
    for (let idx = 0, value = valueAt(0); value !== undefined; idx++, value = valueAt(idx)) if (value !== 0) yield idx;
}
