import { epochMs, err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineParsed, RoomId } from "@valise/bridge";
import { encodeBase64Url } from "@valise/clearance";
import {
    authorityPayload,
    BROADCAST_AUTHORITY_KEY,
    BROADCAST_KEY,
    BROADCAST_ROLE,
    type BroadcastRef,
    type BroadcastWire,
    broadcastDigest,
    draftBroadcast,
} from "@valise/crisis";
import { LABEL_KEY } from "@valise/labels";
import { labelForQueue } from "../../gate/message/labelOutgoing.ts";
import type { JsonObject } from "../../json.ts";
import { type CrisisParts, nowSOf } from "../CrisisParts.ts";

export type BroadcastWishInput = Omit<EngineParsed<"sendBroadcast">, "files">;
type Reference = BroadcastRef & { readonly iat: number };

/** What one broadcast replaces or ends. */
export interface BroadcastRefs {
    readonly supersedes: readonly Reference[];
    readonly cancels: readonly Reference[];
}

/** Completes the wish to a block of the own agency (crisis SPEC 3.5). */
export function draftWish(
    wish: BroadcastWishInput,
    refs: BroadcastRefs,
    { agency, clock }: Pick<CrisisParts, "agency" | "clock">,
    attachments: BroadcastWire["attachments"] = [],
): Result<BroadcastWire, EngineFailure> {
    const { ask, headlines } = wish;
    const drafted = draftBroadcast(
        {
            status: wish.status,
            precedence: wish.precedence,
            texts: Object.fromEntries(
                Object.entries(wish.texts).map(([lang, body]) => {
                    const headline = headlines[lang];
                    return [lang, { body, ...(headline !== undefined && { headline }) }];
                }),
            ),
            lead: agency ?? "",
            audience: wish.audience,
            ask: ask === null ? null : askOf(ask),
            ...{ ...refs, attachments },
            ...(wish.plan !== null && ask !== null && { plan: planOf(wish.plan) }),
            ...(wish.exerciseName !== null && { exerciseName: wish.exerciseName }),
            ...(wish.expiresInMs !== null && { expiresInS: Math.ceil(wish.expiresInMs / 1000) }),
        },
        encodeBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(16))),
        nowSOf(clock),
    );
    if (drafted.ok) return drafted;
    return err({ kind: "invalid-input", path: drafted.error.kind === "malformed" ? drafted.error.path : "texts" });
}

const planOf = (plan: NonNullable<BroadcastWishInput["plan"]>) =>
    plan
        .toSorted((a, b) => a.afterMs - b.afterMs)
        .map(({ afterMs, do: act }, at) => ({ step: at + 1, afterS: Math.ceil(afterMs / 1000), do: act }));

function askOf({ withinMs, options, text, rollCall }: NonNullable<BroadcastWishInput["ask"]>) {
    return {
        options: [...options],
        text,
        ...(withinMs !== null && { withinS: Math.ceil(withinMs / 1000) }),
        ...(rollCall !== null && { rollCall }),
    };
}

/** Labels, signs as `role:BROADCAST`, and queues it before all chat. The broadcast's own id is the answer. */
export async function sendBlock(
    block: BroadcastWire,
    roomId: RoomId,
    wanted: string | null,
    parts: CrisisParts,
): Promise<Result<{ broadcastId: string; key: never }, EngineFailure>> {
    const { messages, community, desk, outbox } = parts;
    const content: JsonObject = { msgtype: "m.text", body: fallbackOf(block), [BROADCAST_KEY]: block };
    const labelled = labelForQueue(messages, roomId, { content, wanted, replaces: null });
    if (!labelled.ok) return err({ kind: "refused", code: labelled.error });
    const context = community.context();
    const label = labelled.value[LABEL_KEY];
    // What is signed names the label, so it has to be decided now.
    if (context === null || typeof label === "string" || label === undefined)
        return err({ kind: "encryption-not-ready" });
    const digest = await broadcastDigest(context.crypto, block, label);
    const authority = authorityPayload(block, digest, roomId);
    const signed = await desk.sign("broadcast-authority", authority, BROADCAST_ROLE, roomId);
    if (!signed.ok) return signed;
    const whole = { ...labelled.value, [BROADCAST_AUTHORITY_KEY]: signed.value };
    const payload = { kind: "event", roomId, type: "m.room.message", content: whole as never } as const;
    const queued = await outbox.enqueue({ payload, priority: "crisis", untilMs: epochMs(block.expires * 1000) });
    if (!queued.ok) return err({ kind: "store-full" });
    return ok({ broadcastId: block.id, key: queued.value as never });
}

/** What any other Matrix client shows. */
function fallbackOf({ precedence, status, msgType, texts }: BroadcastWire): string {
    const mark = status === "actual" ? precedence : `${precedence} – ${status.toUpperCase()}`;
    const said = Object.values(texts).map((text) => [text?.headline, text?.body].filter(Boolean).join(": "));
    return `[${mark}${msgType === "alert" ? "" : ` – ${msgType.toUpperCase()}`}] ${said.join(" / ")}`;
}
