import { err, ok, type Result } from "@valise/base";

/** An element of the closed subset that alerts need: children or text, no attributes but namespaces. */
export interface XmlElement {
    readonly namespace: string;
    readonly name: string;
    readonly children: readonly XmlElement[];
    readonly text: string;
}

export type XmlProblem =
    | "too-large"
    | "too-deep"
    | "character"
    | "markup"
    | "reference"
    | "attribute"
    | "prefix"
    | "content";

/** `offset` counts UTF-16 units from 0. */
export interface XmlRefusal {
    readonly kind: "xml-refused";
    readonly problem: XmlProblem;
    readonly offset: number;
}

const MAX_LENGTH = 262_144;
const MAX_DEPTH = 8;
const NAME = "[A-Za-z_][A-Za-z0-9_.-]*";
const QNAME = `${NAME}(?::${NAME})?`;
const DECLARATION =
    /^<\?xml version=(["'])1\.0\1(?:\s+encoding=(["'])(?:utf|UTF)-8\2)?(?:\s+standalone=(["'])(?:yes|no)\3)?\s*\?>\s*/;
const TOKEN = new RegExp(
    `<(/?)(${QNAME})((?:[ \\t\\r\\n]+${QNAME} *= *(?:"[^"<]*"|'[^'<]*'))*)[ \\t\\r\\n]*(/?)>|([^<]+)`,
    "y",
);
const ATTRIBUTE = new RegExp(`(${QNAME}) *= *(?:"([^"]*)"|'([^']*)')`, "g");
const NOT_XML = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

interface Open {
    readonly qname: string;
    readonly scope: ReadonlyMap<string, string>;
    readonly children: XmlElement[];
    text: string;
}

class Refused extends Error {
    readonly problem: XmlProblem;
    constructor(problem: XmlProblem) {
        super(problem);
        this.problem = problem;
    }
}

/**
 * Reads the closed subset of XML 1.0 with namespaces (SPEC 10.4): elements, text, the five named references, character
 * references. Comments, CDATA, processing instructions, document types, attributes and mixed content are refused, since each
 * is a way to make two readers see two alerts.
 */
export function readXml(xml: string): Result<XmlElement, XmlRefusal> {
    const refused = (problem: XmlProblem, offset: number) => err({ kind: "xml-refused" as const, problem, offset });
    if (xml.length > MAX_LENGTH) return refused("too-large", MAX_LENGTH);
    const strange = xml.search(NOT_XML);
    if (strange >= 0) return refused("character", strange);
    let at = DECLARATION.exec(xml)?.[0].length ?? 0;
    const root: Open = { qname: "", scope: new Map([["", ""]]), children: [], text: "" };
    const stack: Open[] = [root];
    try {
        for (; at < xml.length; at = TOKEN.lastIndex) {
            TOKEN.lastIndex = at;
            const token = TOKEN.exec(xml);
            if (token === null) throw new Refused("markup");
            take(token, stack);
        }
        const [element, second] = root.children;
        if (stack.length !== 1 || element === undefined || second !== undefined || root.text.trim() !== "")
            throw new Refused("content");
        return ok(element);
    } catch (cause) {
        if (cause instanceof Refused) return refused(cause.problem, at);
        throw cause;
    }
}

function take([, closes, qname = "", attributes = "", closesItself, text]: RegExpExecArray, stack: Open[]): void {
    const parent = stack.at(-1);
    if (parent === undefined) throw new Refused("content");
    if (text !== undefined) {
        if (text.includes("]]>")) throw new Refused("markup");
        parent.text += decode(text.replace(/\r\n?/g, "\n"));
        return;
    }
    if (closes === "/") {
        if (attributes !== "" || closesItself === "/" || parent.qname !== qname) throw new Refused("content");
        close(stack);
        return;
    }
    if (stack.length > MAX_DEPTH) throw new Refused("too-deep");
    stack.push({ qname, scope: scopeOf(attributes, parent.scope), children: [], text: "" });
    if (closesItself === "/") close(stack);
}

function close(stack: Open[]): void {
    const done = stack.pop();
    const parent = stack.at(-1);
    if (done === undefined || parent === undefined) throw new Refused("content");
    if (done.children.length > 0 && done.text.trim() !== "") throw new Refused("content");
    const [prefix, local] = done.qname.includes(":") ? done.qname.split(":") : ["", done.qname];
    const namespace = done.scope.get(prefix ?? "");
    if (namespace === undefined) throw new Refused("prefix");
    parent.children.push({ namespace, name: local ?? "", children: done.children, text: done.text.trim() });
}

function scopeOf(text: string, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    const scope = new Map(outer);
    const seen = new Set<string>();
    for (const [, name = "", double, single] of text.matchAll(ATTRIBUTE)) {
        const prefix = name === "xmlns" ? "" : /^xmlns:(?!xml)(.+)$/.exec(name)?.[1];
        const uri = decode(double ?? single ?? "");
        if (prefix === undefined || seen.has(name) || uri === "") throw new Refused("attribute");
        seen.add(name);
        scope.set(prefix, uri);
    }
    return scope;
}

function decode(text: string): string {
    return text.replace(/&([^;&]{0,12});?/g, (reference, name: string) => {
        const code = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
        const point = code ? Number.parseInt(code[1] ?? code[2] ?? "", code[1] ? 16 : 10) : -1;
        const numbered = point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "";
        const plain = Object.hasOwn(NAMED, name) ? (NAMED[name] ?? "") : numbered;
        if (plain === "" || !reference.endsWith(";") || NOT_XML.test(plain)) throw new Refused("reference");
        return plain;
    });
}

/** Text as element content; carriage returns by reference, since a reader turns bare ones into line feeds. */
export const escapeXml = (text: string): string =>
    text.replace(/[&<>\r]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" })[one] ?? one);
