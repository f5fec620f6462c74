import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import type { Label } from "@valise/labels";
import { asObject, asString, type JsonObject } from "../../json.ts";
import type { Account } from "../../session/Account.ts";
import { editedContent } from "../../timeline/buildItem.ts";
import { isQuoting, readMessage, withoutFallback } from "../../timeline/messageContent.ts";
import type { TimelineEvent } from "../../timeline/TimelineEvent.ts";
import { wire } from "../../wire.ts";
import { newestOf } from "./labelOutgoing.ts";
import type { QuotedWords } from "./quotedWords.ts";

/** A message on its way into another room. */
export interface TakenOut {
    readonly event: TimelineEvent;
    /** As it stands now, without the mark for other clients. */
    readonly content: JsonObject;
    /** What it counts as; null in an unlabelled room. */
    readonly label: Label | null;
}

/** What leaves a room of a message, by forwarding or quoting; refused where it cannot be read or is not judged yet. */
export function takeOut(account: Account, roomId: string, eventId: string): Result<TakenOut, EngineFailure> {
    const entry = account.book.get(roomId);
    const event = entry?.timeline.get(eventId) ?? null;
    if (entry === null || event === null || event.type !== "m.room.message") return err({ kind: "not-found" });
    const read = event.body === "decrypted" || (event.body === "clear" && entry.record.encryption === null);
    if (!read || event.redactedBy !== null) return err({ kind: "refused", code: "LBL_NOT_READABLE" });
    const shown = newestOf(entry, event);
    const content = editedContent(event, shown === event ? null : shown);
    const { judge } = entry;
    const judgement = judge?.judge(shown) ?? null;
    if (judge !== null && judgement?.label == null) return err({ kind: "refused", code: "VRD-CHECKING" });
    if (judgement?.verdict.kind === "refuse") return err({ kind: "refused", code: "LBL_NOT_READABLE" });
    const bare = judge === null || judgement === null ? content : judge.shown(content, judgement);
    return ok({ event, content: bare, label: judgement?.label ?? null });
}

/** What an answer in another room quotes: the message's own words, or its file's name. Its room may be closed by now. */
export async function quotedFrom(
    account: Account,
    roomId: string,
    eventId: string,
): Promise<Result<QuotedWords, EngineFailure>> {
    await account.messages.prepare(roomId);
    await account.roomStore.loadRoom(roomId);
    const taken = takeOut(account, roomId, eventId);
    if (!taken.ok) return taken;
    const { event, content, label } = taken.value;
    const { body, file } = readMessage(content, event.relation?.kind === "reply");
    const said = [file?.name, body].filter(Boolean).join("\n");
    const registry = account.messages.labelsOf(roomId)?.registry ?? null;
    return ok({ senderId: event.senderId, sentAtMs: event.sentAtMs, body: said, label, registry });
}

const copied = ["msgtype", "body", "format", "formatted_body", "filename", "info", "file"] as const;

/** What is sent on of a message: its words or its file, no relation, no mention; and who wrote it when. */
export function copyOf({ event, content }: TakenOut): JsonObject {
    const own = event.relation?.kind === "reply" || isQuoting(content) ? withoutQuote(content) : content;
    const parts = copied.flatMap((member) => (own[member] === undefined ? [] : [[member, own[member]] as const]));
    const before = asObject(content[wire.forwarded]);
    const origin = before ?? { sender: event.senderId, sentAtMs: event.sentAtMs };
    return { ...Object.fromEntries(parts), [wire.forwarded]: origin };
}

/** The message replied to may stand in the answer: another's words, under a label that nobody compared. */
function withoutQuote(content: JsonObject): JsonObject {
    const { formatted_body: html, format, ...rest } = content;
    const quoted = typeof html === "string" && /<mx-reply/i.test(html);
    const body = withoutFallback(asString(content.body) ?? "");
    return html === undefined || quoted ? { ...rest, body } : { ...rest, body, format, formatted_body: html };
}
