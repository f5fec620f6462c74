import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineParsed } from "@valise/bridge";
import { failureOf } from "../gate/holder/refusals.ts";
import type { Account } from "../session/Account.ts";
import { outboxFailure } from "../timeline/createTimelineCommands.ts";
import { wire } from "../wire.ts";
import { readAsk } from "./createSignatureAsks.ts";

/** What oneself has signed goes encrypted to another officer's devices; refused when it would be too late for their signature. */
export async function askSignature(
    { session, outbox, clock }: Account,
    { userId, text }: EngineParsed<"askSignature">,
): Promise<Result<void, EngineFailure>> {
    const ask = readAsk(session.userId, text);
    if (ask === null) return err({ kind: "not-found" });
    if (ask.shown.untilMs <= clock.nowMs()) return err(failureOf({ code: "STM_TIME" }));
    const messages = { [userId]: { "*": { text } } };
    const payload = { kind: "to-device", type: wire.signatureAsk, messages, encrypt: true } as const;
    // Signed later it counts for nothing: not sent then, and said (`OutboxSnapshot.expired`).
    const queued = await outbox.enqueue({ payload, priority: "chat", untilMs: ask.shown.untilMs });
    return queued.ok ? ok() : err(outboxFailure(queued.error));
}
