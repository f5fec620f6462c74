import { err, ok, type Result } from "@valise/base";
import {
    type Document,
    isNode,
    isPair,
    isScalar,
    Lexer,
    LineCounter,
    parseDocument,
    visit,
    type YAMLError,
} from "yaml";
import { limits } from "./limits.ts";
import type { FormRule, ManifestRefusal, Position } from "./ManifestRefusal.ts";

/** A YAML document as plain data, and where each of its parts stands. */
export interface YamlFile {
    readonly file: string;
    readonly value: unknown;
    /** Lexical tokens it took; the caller keeps the sum. */
    readonly tokens: number;
    /** The position of the value at a path; of its nearest parent when there is none. */
    locate(path: readonly PropertyKey[]): Position;
    /** The position of a member's name. */
    locateKey(path: readonly PropertyKey[]): Position;
}

const start = (file: string): Position => ({ file, line: 1, column: 1 });

/**
 * Reads one document of YAML 1.2, core schema (SPEC 1.1): `no` and `NO` are words, `0o17` is octal. Refused with their place: anchors
 * and aliases (a few lines of which can grow without bound), tags, doubled names, a second document, deep nesting, and
 * numbers that YAML 1.1 reads differently (`0755`). `tokensLeft` bounds the work.
 */
export function readYaml(file: string, text: string, tokensLeft: number): Result<YamlFile, ManifestRefusal> {
    const lines = new LineCounter();
    const tokens = checkTokens(file, text, tokensLeft);
    if (!tokens.ok) return tokens;
    const document = parseDocument(text, {
        version: "1.2",
        schema: "core",
        strict: true,
        uniqueKeys: true,
        merge: false,
        stringKeys: true,
        lineCounter: lines,
        logLevel: "error",
    });
    const at = (offset: number): Position => {
        const { line, col } = lines.linePos(offset);
        return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const [error] = document.errors;
    if (error !== undefined) return err({ ...at(error.pos[0]), rule: ruleOf(error), detail: error.code });
    const odd = findOddity(document);
    if (odd !== undefined) return err({ ...at(odd.offset), rule: odd.rule, detail: odd.source });
    return ok({
        file,
        value: document.toJS(),
        tokens: tokens.value,
        locate: (path) => locate(document, path, at, "value") ?? start(file),
        locateKey: (path) => locate(document, path, at, "key") ?? start(file),
    });
}

/** Counts tokens and looks at those that must not be there, before anything is built from them. */
function checkTokens(file: string, text: string, tokensLeft: number): Result<number, ManifestRefusal> {
    let [count, depth, offset] = [0, 0, 0];
    let isScalarNext = false;
    for (const token of new Lexer().lex(text)) {
        count++;
        let rule: FormRule | undefined = count > tokensLeft ? "file-too-large" : undefined;
        const first = isScalarNext ? "" : token.charAt(0);
        if (first === "[" || first === "{") depth++;
        if (first === "]" || first === "}") depth--;
        if (depth > limits.flowDepth) rule = "yaml-nesting";
        if (first === "&" || first === "*") rule = "yaml-alias";
        if (first === "!") rule = "yaml-tag";
        if (rule !== undefined) return err({ ...positionAt(file, text, offset), rule, detail: token.slice(0, 40) });
        isScalarNext = token === "\u001f";
        if (!isMark(token)) offset += token.length;
    }
    return ok(count);
}

function positionAt(file: string, text: string, offset: number): Position {
    const before = text.slice(0, offset).split("\n");
    return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Marks of the lexer that stand for no text. */
const isMark = (token: string): boolean => token === "\u0002" || token === "\u0018" || token === "\u001f";

function ruleOf({ code }: YAMLError): FormRule {
    if (code === "DUPLICATE_KEY") return "yaml-duplicate-key";
    if (code === "MULTIPLE_DOCS") return "yaml-several-documents";
    if (code === "RESOURCE_EXHAUSTION") return "yaml-nesting";
    return "yaml-syntax";
}

/** Numbers that two readers may take for different ones, and a name that objects give a meaning of their own. */
function findOddity(document: Document): { offset: number; source: string; rule: FormRule } | undefined {
    let found: ReturnType<typeof findOddity>;
    visit(document, {
        Scalar(_key, node) {
            const offset = node.range?.[0] ?? 0;
            const source = typeof node.value === "number" ? (node.source ?? "") : "";
            if (/^[-+]?0[0-9]|^[-+]|^0[xo]|[.eE_]/.test(source)) found = { offset, source, rule: "number-ambiguous" };
            if (node.value === "__proto__") found = { offset, source: "__proto__", rule: "wrong-value" };
            return found === undefined ? undefined : visit.BREAK;
        },
    });
    return found;
}

function locate(
    document: Document,
    path: readonly PropertyKey[],
    at: (offset: number) => Position,
    want: "key" | "value",
): Position | undefined {
    if (want === "key" && path.length > 0) {
        const parent = nodeAt(document, path.slice(0, -1));
        const name = String(path.at(-1));
        for (const pair of mapItems(parent)) {
            if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === name)
                return at(pair.key.range?.[0] ?? 0);
        }
    }
    for (let length = path.length; length > 0; length--) {
        const node = nodeAt(document, path.slice(0, length));
        if (isNode(node) && node.range) return at(node.range[0]);
    }
    return undefined;
}

const nodeAt = (document: Document, path: readonly PropertyKey[]): unknown =>
    path.length === 0 ? document.contents : document.getIn(path, true);

function mapItems(node: unknown): readonly unknown[] {
    return typeof node === "object" && node !== null && "items" in node && Array.isArray(node.items) ? node.items : [];
}
