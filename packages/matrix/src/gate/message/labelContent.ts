import { ok, type Result } from "@valise/base";
import {
    formatFallbackBody,
    formatLabelWire,
    LABEL_KEY,
    type Label,
    type LabelRefusal,
    type PolicyRegistry,
    stripFallbackMark,
} from "@valise/labels";
import { asObject, asString, type JsonObject } from "../../json.ts";

/**
 * A message's content under its label: the label for ours, and the portion mark first in every text that another client
 * shows (labels SPEC 7). Content that was labelled before is labelled anew, never twice.
 */
export function labelContent(
    content: JsonObject,
    label: Label,
    registry: PolicyRegistry,
): Result<JsonObject, LabelRefusal> {
    const wire = formatLabelWire(label, registry);
    if (!wire.ok) return wire;
    const replacement = asObject(content["m.new_content"]);
    return ok({
        ...markTexts(content, label, registry),
        ...(replacement === null ? {} : { "m.new_content": markTexts(replacement, label, registry) }),
        [LABEL_KEY]: wire.value,
    });
}

/** The content without exactly the marks of this label, where our own app shows the label itself. */
export function unmarkContent(content: JsonObject, label: Label, registry: PolicyRegistry): JsonObject {
    const body = asString(content.body);
    const html = asString(content.formatted_body);
    const replacement = asObject(content["m.new_content"]);
    const htmlMark = formatHtmlMark(label, registry);
    return {
        ...content,
        ...(body === null ? {} : { body: stripFallbackMark(body, label, registry) }),
        ...(html?.startsWith(htmlMark) === true ? { formatted_body: html.slice(htmlMark.length) } : {}),
        ...(replacement === null ? {} : { "m.new_content": unmarkContent(replacement, label, registry) }),
    };
}

/** What stands in a content as its label; a second one that says otherwise makes both unreadable. */
export function labelFieldOf(content: JsonObject): unknown {
    const field = content[LABEL_KEY];
    const second = asObject(content["m.new_content"])?.[LABEL_KEY];
    return second === undefined || JSON.stringify(second) === JSON.stringify(field) ? field : null;
}

function markTexts(content: JsonObject, label: Label, registry: PolicyRegistry): JsonObject {
    const body = asString(content.body);
    const html = asString(content.formatted_body);
    return {
        ...content,
        ...(body === null ? {} : { body: formatFallbackBody(body, label, registry) }),
        ...(html === null ? {} : { formatted_body: `${formatHtmlMark(label, registry)}${html}` }),
    };
}

/** Portion marks of policies from data may hold any printable character. */
function formatHtmlMark(label: Label, registry: PolicyRegistry): string {
    const mark = formatFallbackBody("", label, registry);
    return mark.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
