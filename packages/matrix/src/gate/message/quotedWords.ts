import { err, ok, type Result } from "@valise/base";
import type { QuotedSnapshot } from "@valise/bridge";
import { formatLabelWire, formatMarking, LABEL_KEY, type Label, type PolicyRegistry } from "@valise/labels";
import { asObject, asString, clip, type JsonObject } from "../../json.ts";
import { originOf } from "../../timeline/messageContent.ts";
import { wire } from "../../wire.ts";
import type { RoomJudge } from "./RoomJudge.ts";

/** What an answer takes along of a message of another room. */
export interface QuotedWords {
    readonly senderId: string;
    readonly sentAtMs: number;
    readonly body: string;
    /** What the message counts as in its own room; null in an unlabelled one. */
    readonly label: Label | null;
    /** The policies that label is spelled by. */
    readonly registry: PolicyRegistry | null;
}

/** An answer needs what it is about, not a whole document under another's name. */
const MAX_QUOTED = 2_000;

/**
 * An answer with what it answers in front (SPEC 9): as a block with its own label for ours, and as quoted lines under the
 * portion mark for every other client. Room and event stay behind: they are no business of the other room's servers.
 * Refused where the label cannot be spelled: nothing labelled leaves without it.
 */
export function withQuoted(content: JsonObject, quoted: QuotedWords): Result<JsonObject, "LBL_UNKNOWN"> {
    const { senderId, sentAtMs, label, registry } = quoted;
    const body = clip(quoted.body, MAX_QUOTED);
    const marked = label === null ? ok(null) : markOf(label, registry);
    if (!marked.ok) return marked;
    const lines = [`${marked.value?.portion ?? ""}${senderId}:`, ...body.split(/\r\n|[\r\n\u2028\u2029]/)];
    const said = asString(content.body) ?? "";
    return ok({
        ...content,
        body: `${lines.map((line) => `> ${line}`).join("\n")}\n\n${said}`,
        [wire.quoted]: {
            sender: senderId,
            sentAtMs,
            body,
            ...(marked.value !== null && { [LABEL_KEY]: marked.value.wire }),
        },
    });
}

function markOf(label: Label, registry: PolicyRegistry | null) {
    const spelled = registry === null ? null : formatLabelWire(label, registry);
    if (registry === null || spelled?.ok !== true) return err("LBL_UNKNOWN" as const);
    return ok({ wire: spelled.value, portion: `${formatMarking(label, { form: "portion" }, registry)} ` });
}

/** What stands in a content as the label of the words it quotes. */
export function quotedFieldOf(content: JsonObject): unknown {
    return asObject(content[wire.quoted])?.[LABEL_KEY];
}

/** The quoted words of a message for its row; null where there are none. A label that cannot be read counts as the highest. */
export function quotedOf(content: JsonObject, judge: RoomJudge | null): QuotedSnapshot | null {
    const quoted = asObject(content[wire.quoted]);
    const [origin, body] = [originOf(quoted), asString(quoted?.body)];
    if (quoted === null || origin === null || body === null) return null;
    const marking = judge === null || quoted[LABEL_KEY] === undefined ? null : judge.read(quoted).marking;
    return { ...origin, body: clip(body, MAX_QUOTED), marking };
}
