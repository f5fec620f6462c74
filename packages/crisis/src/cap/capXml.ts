import { err, ok, type Result } from "@valise/base";
import { parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { CAP_FIELDS, CAP_NAMESPACE, type CapAlert, type CapField, capSchema } from "./capWire.ts";
import { escapeXml, readXml, type XmlElement, type XmlRefusal } from "./readXml.ts";

export type CapRefusal =
    | XmlRefusal
    | WireRefusal
    | { readonly kind: "unexpected-element"; readonly name: string }
    | { readonly kind: "missing-element"; readonly name: string };

/** Reads a CAP 1.2 alert (SPEC 10.4): the schema's elements in the schema's order, and nothing else. */
export function parseCap(xml: string): Result<CapAlert, CapRefusal> {
    const root = readXml(xml);
    if (!root.ok) return root;
    if (root.value.name !== "alert" || root.value.namespace !== CAP_NAMESPACE)
        return err({ kind: "unexpected-element", name: root.value.name });
    const plain = toPlain(root.value, CAP_FIELDS);
    return plain.ok ? parseWire(capSchema, plain.value) : plain;
}

/** Writes a CAP 1.2 alert (SPEC 10.3). What `parseCap` would refuse is refused here. */
export function formatCap(alert: CapAlert): Result<string, CapRefusal> {
    const checked = parseWire(capSchema, alert);
    if (!checked.ok) return checked;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="${CAP_NAMESPACE}">\n${elements(checked.value, CAP_FIELDS, 1)}</alert>\n`;
    const again = parseCap(xml);
    return again.ok ? ok(xml) : again;
}

interface Plain {
    readonly [name: string]: string | Plain | readonly (string | Plain)[] | undefined;
}

const split = (field: CapField) => {
    const [mark, inner] = typeof field === "string" ? [field, undefined] : field;
    const name = mark.replace(/[?*+]$/, "");
    return { name, inner, many: /[*+]$/.test(mark), optional: /[?*]$/.test(mark) };
};

function toPlain(element: XmlElement, fields: readonly CapField[]): Result<Plain, CapRefusal> {
    const plain: Record<string, Plain[string]> = {};
    let at = 0;
    for (const { name, inner, many, optional } of fields.map(split)) {
        const values: (string | Plain)[] = [];
        for (; element.children[at]?.name === name && (many || values.length === 0); at += 1) {
            const value = contentOf(element.children[at], inner);
            if (!value.ok) return value;
            values.push(value.value);
        }
        if (values.length === 0 && !optional) return err({ kind: "missing-element", name });
        const [first] = values;
        if (many) plain[name] = values;
        else if (first !== undefined) plain[name] = first;
    }
    const extra = element.children[at];
    return extra === undefined ? ok(plain) : err({ kind: "unexpected-element", name: extra.name });
}

function contentOf(
    child: XmlElement | undefined,
    inner: readonly CapField[] | undefined,
): Result<string | Plain, CapRefusal> {
    if (child?.namespace !== CAP_NAMESPACE) return err({ kind: "unexpected-element", name: child?.name ?? "" });
    if (inner !== undefined) return toPlain(child, inner);
    const [grandchild] = child.children;
    return grandchild === undefined ? ok(child.text) : err({ kind: "unexpected-element", name: grandchild.name });
}

function elements(plain: Plain, fields: readonly CapField[], depth: number): string {
    const indent = "  ".repeat(depth);
    return fields
        .map(split)
        .flatMap(({ name, inner }) => {
            const member = plain[name];
            const values = Array.isArray(member) ? (member as readonly (string | Plain)[]) : [member as string | Plain];
            return values.flatMap((value) => {
                if (value === undefined) return [];
                if (typeof value === "string") return [`${indent}<${name}>${escapeXml(value)}</${name}>\n`];
                return [`${indent}<${name}>\n${elements(value, inner ?? [], depth + 1)}${indent}</${name}>\n`];
            });
        })
        .join("");
}
