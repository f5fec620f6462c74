import type { Label } from "../label/Label.ts";
import { formatMarking } from "../marking/formatMarking.ts";
import type { PolicyRegistry } from "../policy/createPolicyRegistry.ts";

/** A message's plain text with the portion mark in front, so that any other Matrix client shows it (SPEC 7.4). */
export function formatFallbackBody(text: string, label: Label, registry: PolicyRegistry): string {
    return `${formatMarking(label, { form: "portion" }, registry)} ${text}`;
}

/** The text without exactly that mark, where this client shows the label itself; any other text is left as it is. */
export function stripFallbackMark(body: string, label: Label, registry: PolicyRegistry): string {
    const mark = formatFallbackBody("", label, registry);
    return body.startsWith(mark) ? body.slice(mark.length) : body;
}
