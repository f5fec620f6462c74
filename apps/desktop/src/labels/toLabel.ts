import type { MarkingSnapshot } from "@valise/bridge";
import type { LabelSnapshot } from "@valise/ui";

const made = new WeakMap<MarkingSnapshot, LabelSnapshot>();

/** An engine's marking as the views draw it; one and the same for one marking, so that rows stay as they are. */
export function toLabel(marking: MarkingSnapshot): LabelSnapshot {
    const known = made.get(marking);
    if (known !== undefined) return known;
    const label: LabelSnapshot = {
        level: marking.label?.split(" ")[0] ?? "unknown",
        text: marking.text,
        shortText: shortTextOf(marking),
        fieldColor: marking.field,
        inkColor: marking.ink,
        handlingText: marking.handling ?? undefined,
    };
    made.set(marking, label);
    return label;
}

/** `FR DR`: the policy and the portion mark, the policy's name once. Words of a stranger stay as they are. */
function shortTextOf({ label, portion, text }: MarkingSnapshot): string {
    if (label === null) return text;
    const policy = label.slice(0, label.indexOf("/"));
    const words = portion.replace(/^\((.*)\)$/u, "$1");
    return words.startsWith(policy) ? words : `${policy} ${words}`;
}
