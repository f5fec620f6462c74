import { epochMs, err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineHandlers, UserId } from "@valise/bridge";
import { STATEMENT_KINDS } from "@valise/clearance";
import { parseClearance } from "@valise/labels";
import type { Account } from "../../session/Account.ts";
import { outboxFailure } from "../../timeline/createTimelineCommands.ts";
import { wire } from "../../wire.ts";
import { failureOf } from "./refusals.ts";

type HolderCommands = Pick<
    EngineHandlers,
    "answerPresentation" | "requestClearance" | "installClearance" | "signStatement"
>;

type RequestInput = Parameters<HolderCommands["requestClearance"]>[0];

/** What a person does with the own clearance: ask for it, take it, allow that it is shown, sign with it. */
export function createHolderCommands(account: () => Account | null): HolderCommands {
    const withAccount = async <T>(run: (account: Account) => Promise<Result<T, EngineFailure>>) => {
        const current = account();
        return current === null ? err<EngineFailure>({ kind: "not-signed-in" }) : run(current);
    };
    return {
        answerPresentation: ({ roomId, allow }) =>
            withAccount(async ({ clearances }) => {
                return (await clearances.leave.answer(roomId, allow)) ? ok() : err({ kind: "not-found" });
            }),
        requestClearance: (input) => withAccount((current) => requestClearance(current, input)),
        installClearance: ({ text }) =>
            withAccount(async ({ clearances }) => {
                const taken = await clearances.holder.install(text.trim());
                if (!taken.ok) return err(failureOf(taken.error));
                void clearances.share.settle();
                return ok();
            }),
        signStatement: ({ kind, audience, payload, role }) =>
            withAccount(async ({ clearances }) => {
                const known = STATEMENT_KINDS.find((each) => each === kind);
                if (known === undefined) return err({ kind: "refused", code: "STM_KIND" });
                const signed = await clearances.holder.signStatement({ kind: known, audience, payload }, role);
                return signed.ok ? ok({ presentation: signed.value }) : err(failureOf(signed.error));
            }),
    };
}

/** By the durable outbox, encrypted to every signed device of each officer that the managed configuration names. */
async function requestClearance(
    account: Account,
    { want, roles, note }: RequestInput,
): Promise<Result<void, EngineFailure>> {
    const { clearances, outbox, clock } = account;
    const { community, holder, requests, configured } = clearances;
    if (configured.own === null || community.snapshot().state === "none") return err(failureOf({ code: "TRUST_NONE" }));
    if (community.context() === null) return err(failureOf({ code: "TRUST_MISSING" }));
    if (configured.own.officers.length === 0) return err(failureOf({ code: "DESK_NO_OFFICER" }));
    const mxk = holder.masterKey();
    if (mxk === null) return err(failureOf({ code: "HOLDER_NO_MASTER_KEY" }));
    if (!parseClearance(want, community.registry).ok) return err({ kind: "invalid-input", path: "want" });
    const id = globalThis.crypto.randomUUID();
    const content = { id, want, roles: [...roles], note, mxk };
    const messages = Object.fromEntries(
        configured.own.officers.map((officer) => [officer as UserId, { "*": content }]),
    );
    const payload = { kind: "to-device", type: wire.clearanceRequest, messages, encrypt: true } as const;
    const queued = await outbox.enqueue({ payload, priority: "chat" });
    if (!queued.ok) return err(outboxFailure(queued.error));
    await requests.asked({ id, atMs: epochMs(clock.nowMs()), before: holder.text() });
    return ok();
}
