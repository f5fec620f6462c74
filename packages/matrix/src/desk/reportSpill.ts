import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineParsed, UserId } from "@valise/bridge";
import { failureOf } from "../gate/holder/refusals.ts";
import { spillReach } from "../gate/room/spillReach.ts";
import type { Account } from "../session/Account.ts";
import { outboxFailure } from "../timeline/createTimelineCommands.ts";
import { wire } from "../wire.ts";
import { MAX_READERS } from "./createDeskSpills.ts";

/** By the durable outbox, encrypted to the officers of one's agency: who was given the key of a message, never its words. */
export async function reportSpill(
    account: Account,
    { roomId, eventId, label, note }: EngineParsed<"reportSpill">,
): Promise<Result<void, EngineFailure>> {
    const { clearances, gates, outbox } = account;
    const officers = clearances.configured.own?.officers ?? [];
    if (officers.length === 0) return err(failureOf({ code: "DESK_NO_OFFICER" }));
    const reach = await spillReach(account, roomId, eventId);
    if (!reach.ok) return reach;
    const { known, readers } = reach.value;
    const ruling = gates.ruling(roomId);
    const content = {
        ...{ id: globalThis.crypto.randomUUID(), roomId, eventId, note, known },
        label: label ?? (ruling.kind === "ruled" ? ruling.marking.label : null),
        readers: readers
            .slice(0, MAX_READERS)
            .map(({ userId, deviceIds, sharedAtMs }) => ({ userId, devices: deviceIds.length, sharedAtMs })),
        moreReaders: Math.max(0, readers.length - MAX_READERS),
    };
    const messages = Object.fromEntries(officers.map((officer) => [officer as UserId, { "*": content }]));
    const payload = { kind: "to-device", type: wire.spillReport, messages, encrypt: true } as const;
    const queued = await outbox.enqueue({ payload, priority: "chat" });
    return queued.ok ? ok() : err(outboxFailure(queued.error));
}
