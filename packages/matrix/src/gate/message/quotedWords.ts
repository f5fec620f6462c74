import { epochMs } from "@valise/base";
import type { QuotedSnapshot, UserId } from "@valise/bridge";
import { formatLabelWire, formatMarking, LABEL_KEY, type Label, type PolicyRegistry } from "@valise/labels";
import { asNumber, asObject, asString, clip, type JsonObject } from "../../json.ts";
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
 */
export function withQuoted(content: JsonObject, quoted: QuotedWords): JsonObject {
    const { senderId, sentAtMs, label, registry } = quoted;
    const body = clip(quoted.body, MAX_QUOTED);
    const spelled = label === null || registry === null ? null : formatLabelWire(label, registry);
    const portion =
        spelled?.ok === true
            ? `${formatMarking(label as Label, { form: "portion" }, registry as PolicyRegistry)} `
            : "";
    const lines = [`${portion}${senderId}:`, ...body.split(/\r\n|[\r\n\u2028\u2029]/)];
    const said = asString(content.body) ?? "";
    return {
        ...content,
        body: `${lines.map((line) => `> ${line}`).join("\n")}\n\n${said}`,
        [wire.quoted]: {
            sender: senderId,
            sentAtMs,
            body,
            ...(spelled?.ok === true && { [LABEL_KEY]: spelled.value }),
        },
    };
}

/** What stands in a content as the label of the words it quotes. */
export function quotedFieldOf(content: JsonObject): unknown {
    return asObject(content[wire.quoted])?.[LABEL_KEY];
}

/** The quoted words of a message for its row; null where there are none. A label that cannot be read counts as the highest. */
export function quotedOf(content: JsonObject, judge: RoomJudge | null): QuotedSnapshot | null {
    const quoted = asObject(content[wire.quoted]);
    const [senderId, sentAtMs, body] = [asString(quoted?.sender), asNumber(quoted?.sentAtMs), asString(quoted?.body)];
    if (quoted === null || senderId === null || sentAtMs === null || sentAtMs < 0 || body === null) return null;
    if (!/^@[^\s:]{0,200}:\S{1,230}$/.test(senderId)) return null;
    const marking = judge === null || quoted[LABEL_KEY] === undefined ? null : judge.read(quoted).marking;
    return { senderId: senderId as UserId, sentAtMs: epochMs(sentAtMs), body: clip(body, MAX_QUOTED), marking };
}
