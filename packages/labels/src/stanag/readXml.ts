import { err, ok, type Result } from "@valise/base";

/** An element of the closed subset: either children or text, attributes without a prefix. */
export interface XmlElement {
    readonly namespace: string;
    readonly name: string;
    readonly attributes: ReadonlyMap<string, string>;
    readonly children: readonly XmlElement[];
    readonly text: string;
}

/** `offset` counts UTF-16 units from 0. */
export type XmlRefusal = { readonly kind: "xml-refused"; readonly problem: XmlProblem; readonly offset: number };
export type XmlProblem =
    | "too-large"
    | "too-deep"
    | "character"
    | "markup"
    | "reference"
    | "attribute"
    | "prefix"
    | "mixed-content"
    | "mismatched-tag"
    | "not-one-root";

const MAX_LENGTH = 65_536;
const MAX_DEPTH = 16;
const NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
const QNAME = `${NAME}(?::${NAME})?`;
const DECLARATION =
    /^<\?xml version=(?:"1\.0"|'1\.0')(?: +encoding=(?:"utf-8"|"UTF-8"|'utf-8'|'UTF-8'))?(?: +standalone=(?:"yes"|"no"))? *\?>/;
const OPEN = new RegExp(`<(${QNAME})((?:[ \\t\\r\\n]+${QNAME} *= *(?:"[^"<]*"|'[^'<]*'))*)[ \\t\\r\\n]*(/?)>`, "y");
const CLOSE = new RegExp(`</(${QNAME})[ \\t\\r\\n]*>`, "y");
const ATTRIBUTE = new RegExp(`(${QNAME}) *= *(?:"([^"]*)"|'([^']*)')`, "g");
const TEXT = /[^<]*/y;
const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const XSI = "http://www.w3.org/2001/XMLSchema-instance";

class Refused extends Error {
    readonly refusal: XmlRefusal;
    constructor(problem: XmlProblem, offset: number) {
        super(problem);
        this.refusal = { kind: "xml-refused", problem, offset };
    }
}

/**
 * Reads the closed subset of XML 1.0 with namespaces that confidentiality labels need (SPEC 8.2): elements, attributes,
 * text, the five named references and character references. Comments, CDATA, processing instructions and document
 * types are refused, since each is a way to make two readers see two labels.
 */
export function readXml(xml: string): Result<XmlElement, XmlRefusal> {
    try {
        return ok(readDocument(xml));
    } catch (cause) {
        if (cause instanceof Refused) return err(cause.refusal);
        throw cause;
    }
}

type Scope = ReadonlyMap<string, string>;

function readDocument(xml: string): XmlElement {
    if (xml.length > MAX_LENGTH) throw new Refused("too-large", MAX_LENGTH);
    const strange = xml.search(NOT_XML);
    if (strange >= 0) throw new Refused("character", strange);
    const start = skipSpace(xml, DECLARATION.exec(xml)?.[0].length ?? 0);
    const { element, end } = readElement(xml, start, new Map([["", ""]]), 1);
    if (skipSpace(xml, end) !== xml.length) throw new Refused("not-one-root", end);
    return element;
}

function readElement(xml: string, at: number, outer: Scope, depth: number): { element: XmlElement; end: number } {
    if (depth > MAX_DEPTH) throw new Refused("too-deep", at);
    const open = match(OPEN, xml, at);
    if (!open) throw new Refused("markup", at);
    const [all, qname = "", attributeText = "", selfClosed] = open;
    const { scope, attributes } = readAttributes(attributeText, outer, at);
    const named = { ...resolve(qname, scope, at), attributes };
    let end = at + all.length;
    if (selfClosed) return { element: { ...named, children: [], text: "" }, end };
    const children: XmlElement[] = [];
    let text = "";
    for (;;) {
        const chunk = match(TEXT, xml, end)?.[0] ?? "";
        if (chunk.includes("]]>")) throw new Refused("markup", end);
        text += decode(chunk, end);
        end += chunk.length;
        const close = match(CLOSE, xml, end);
        if (close) {
            if (close[1] !== qname) throw new Refused("mismatched-tag", end);
            if (children.length > 0 && trimSpace(text) !== "") throw new Refused("mixed-content", at);
            return { element: { ...named, children, text: trimSpace(text) }, end: end + close[0].length };
        }
        const child = readElement(xml, end, scope, depth + 1);
        children.push(child.element);
        end = child.end;
    }
}

function readAttributes(text: string, outer: Scope, at: number): { scope: Scope; attributes: Map<string, string> } {
    const scope = new Map(outer);
    const plain: [name: string, value: string][] = [];
    const seen = new Set<string>();
    for (const [, name = "", double, single] of text.matchAll(ATTRIBUTE)) {
        const value = decode(double ?? single ?? "", at);
        if (seen.has(name) || /[\t\n\r]/.test(value)) throw new Refused("attribute", at);
        seen.add(name);
        if (name === "xmlns") scope.set("", value);
        else if (/^xmlns:(?!xml)/i.test(name) && value !== "") scope.set(name.slice("xmlns:".length), value);
        else plain.push([name, value]);
    }
    const attributes = new Map<string, string>();
    for (const [name, value] of plain) {
        if (!name.includes(":")) attributes.set(name, value);
        else if (!isSchemaLocation(name, scope)) throw new Refused("attribute", at);
    }
    return { scope, attributes };
}

/** A hint where a schema may be found: passed over, never followed. */
function isSchemaLocation(name: string, scope: Scope): boolean {
    const [prefix = "", local] = name.split(":");
    return scope.get(prefix) === XSI && local === "schemaLocation";
}

function resolve(qname: string, scope: Scope, at: number): { namespace: string; name: string } {
    const [first = "", second] = qname.split(":");
    const namespace = scope.get(second === undefined ? "" : first);
    if (namespace === undefined) throw new Refused("prefix", at);
    return { namespace, name: second ?? first };
}

function decode(text: string, at: number): string {
    return text.replace(/&([^;&]{0,12});?/g, (reference, name: string) => {
        const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
        const point = code ? Number.parseInt(code[1] ?? code[2] ?? "", code[1] ? 16 : 10) : -1;
        const plain =
            code && point <= 0x10ffff ? String.fromCodePoint(point) : Object.hasOwn(NAMED, name) ? NAMED[name] : "";
        if (!plain || !reference.endsWith(";") || NOT_XML.test(plain)) throw new Refused("reference", at);
        return plain;
    });
}

function match(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(xml);
}

const trimSpace = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

function skipSpace(xml: string, at: number): number {
    return at + (/^[ \t\r\n]*/.exec(xml.slice(at))?.[0].length ?? 0);
}
