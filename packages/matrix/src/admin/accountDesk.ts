import { err, ok, type Result } from "@valise/base";
import type { AccountRowSnapshot, ChangedAccount, EngineFailure, EngineHandlers, EngineOutput } from "@valise/bridge";
import {
    type AccountRefusal,
    type ActInput,
    type AgencyServer,
    changeAccount,
    type FoundAccount,
    type LockHolder,
    offboardAccount,
    type ServerFailure,
} from "@valise/provisioning";
import { buildExpirySnapshot } from "./expirySnapshot.ts";
import { describeHolder, foldServerFailure } from "./foldServerFailure.ts";

export interface AccountDeskParts {
    readonly me: string;
    readonly serverName: string;
    /** A server of its own for each act, which knows the password of an account it makes. */
    openServer(initialPassword?: (userId: string) => string): AgencyServer;
    newPassword(): string;
    act(server: AgencyServer, breakLock: boolean): ActInput;
}

type Input<M extends "createAccount" | "changeAccount"> = Parameters<EngineHandlers[M]>[0];
const nothingLeft = { password: null, rooms: 0, partners: [], asked: [], isRevocationAsked: false, orphans: [] };

/** Accounts of the agency, one at a time: found, made, locked, suspended, reactivated, ended. */
export function createAccountDesk(parts: AccountDeskParts) {
    return {
        async find(text: string): Promise<Result<EngineOutput<"findAccounts">, EngineFailure>> {
            const found = await parts.openServer().findAccounts(text.trim());
            if (!found.ok) return err(foldServerFailure(found.error));
            const { accounts, total, nowMs } = found.value;
            return ok({ rows: accounts.map((account) => describeRow(account, parts.me, nowMs)), total });
        },
        async create({ localpart, name, breakLock }: Input<"createAccount">) {
            const password = parts.newPassword();
            const server = parts.openServer(() => password);
            const userId = `@${localpart}:${parts.serverName}`;
            const act = { kind: "create" as const, displayName: name };
            const done = await changeAccount({ ...parts.act(server, breakLock), userId, act });
            return done.ok ? ok<ChangedAccount>({ kind: "done", ...nothingLeft, password }) : foldAct(done.error);
        },
        async change({ userId, act, breakLock }: Input<"changeAccount">) {
            const input = { ...parts.act(parts.openServer(), breakLock), userId };
            if (act !== "offboard") {
                const done = await changeAccount({ ...input, act: { kind: act } });
                return done.ok ? ok<ChangedAccount>({ kind: "done", ...nothingLeft }) : foldAct(done.error);
            }
            const done = await offboardAccount(input);
            if (!done.ok) return foldAct(done.error);
            const { rooms, partners, asked, isRevocationAsked, roomsWithoutLocalAdmin: orphans } = done.value;
            const left = { rooms: rooms.length, partners, asked, isRevocationAsked, orphans };
            return ok<ChangedAccount>({ kind: "done", password: null, ...left });
        },
    };
}

type ActFailure = ServerFailure | AccountRefusal | { readonly kind: "locked"; readonly holder: LockHolder };

function foldAct(failure: ActFailure): Result<ChangedAccount, EngineFailure> {
    switch (failure.kind) {
        case "locked":
            return ok(describeHolder(failure.holder));
        case "operator":
        case "unknown-account":
        case "account-exists":
        case "offboarded":
            return ok({ kind: "refused", rule: failure.kind });
        default:
            return err(foldServerFailure(failure));
    }
}

function describeRow(account: FoundAccount, me: string, nowMs: number): AccountRowSnapshot {
    const { userId, displayName, isAdmin, isManaged, expires } = account;
    const state = account.isDeactivated
        ? "ended"
        : account.isLocked
          ? "locked"
          : account.isSuspended
            ? "suspended"
            : "active";
    const reached = buildExpirySnapshot(expires, nowMs);
    return { userId, displayName, state, isAdmin, isManaged, expires, reached, isMe: userId === me };
}
