import type { ExpiredSendSnapshot, UserId } from "@valise/bridge";
import { CALL_TYPE } from "@valise/crisis";
import { WATCH_OFFER_TYPE } from "../crisis/wire.ts";
import type { Outbox } from "../outbox/Outbox.ts";
import { wire } from "../wire.ts";

const kinds = new Map<string, ExpiredSendSnapshot["what"]>([
    [CALL_TYPE, "call"],
    [WATCH_OFFER_TYPE, "watch-offer"],
    [wire.signatureAsk, "signature-ask"],
]);

/** What somebody sent to other people's devices and must know not to have left in time; alarms of a plan stand with its steps. */
export function createExpiredSends(outbox: Pick<Outbox, "onExpired">): () => readonly ExpiredSendSnapshot[] {
    let expired: readonly ExpiredSendSnapshot[] = [];
    outbox.onExpired((payload) => {
        const what = payload.kind === "to-device" ? kinds.get(payload.type) : undefined;
        if (payload.kind !== "to-device" || what === undefined) return;
        expired = [...expired, { what, userIds: Object.keys(payload.messages) as UserId[] }];
    });
    return () => expired;
}
