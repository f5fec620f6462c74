import type { EpochMs } from "@valise/base";
import { isPlainText } from "../marking/plainText.ts";
import { parseDateTime } from "./parseDateTime.ts";
import type { XmlElement, XmlRefusal } from "./readXml.ts";
import { STANAG_4774_NAMESPACE } from "./stanag4774.ts";

export type StanagRefusal =
    | XmlRefusal
    | { readonly kind: "unexpected-element"; readonly name: string }
    | { readonly kind: "unexpected-attribute"; readonly name: string }
    | { readonly kind: "missing"; readonly name: string }
    | { readonly kind: "bad-value"; readonly name: string }
    /** A label that turns into another at a date: not supported, so not half-read. */
    | { readonly kind: "succession-handling" };

/** Thrown by the readers of this file, caught by `parseStanag4774`. */
export class Refused extends Error {
    readonly refusal: StanagRefusal;
    constructor(refusal: StanagRefusal) {
        super(refusal.kind);
        this.refusal = refusal;
    }
}

/** The children by name, each at most once and in this order; `?` marks those that may be missing. */
export function childrenInOrder(
    element: XmlElement,
    names: readonly string[],
): Readonly<Record<string, XmlElement | undefined>> {
    const found: Record<string, XmlElement> = {};
    let at = 0;
    for (const expected of names) {
        const name = expected.replace("?", "");
        const child = element.children[at];
        if (child?.name === name) {
            inNamespace(child);
            found[name] = child;
            at += 1;
        } else if (name === expected) {
            throw new Refused({ kind: "missing", name });
        }
    }
    const extra = element.children[at];
    if (extra?.name === "SuccessionHandling") throw new Refused({ kind: "succession-handling" });
    if (extra) throw new Refused({ kind: "unexpected-element", name: extra.name });
    inNamespace(element);
    return found;
}

export function inNamespace({ namespace, name }: XmlElement): void {
    if (namespace !== STANAG_4774_NAMESPACE) throw new Refused({ kind: "unexpected-element", name });
}

export function allowAttributes({ attributes }: XmlElement, allowed: readonly string[]): void {
    const name = [...attributes.keys()].find((key) => !allowed.includes(key));
    if (name !== undefined) throw new Refused({ kind: "unexpected-attribute", name });
}

export function attribute({ attributes }: XmlElement, name: string): string {
    const value = attributes.get(name);
    if (value === undefined) throw new Refused({ kind: "missing", name });
    if (value === "" || !isPlainText(value)) throw new Refused({ kind: "bad-value", name });
    return value;
}

export function leafText(element: XmlElement, allowed: readonly string[] = []): string {
    allowAttributes(element, allowed);
    const { name, children, text } = element;
    if (children[0]) throw new Refused({ kind: "unexpected-element", name: children[0].name });
    if (text === "" || !isPlainText(text)) throw new Refused({ kind: "bad-value", name });
    return text;
}

export function instant(name: string, text: string): EpochMs {
    const atMs = parseDateTime(text);
    if (atMs === undefined) throw new Refused({ kind: "bad-value", name });
    return atMs;
}
