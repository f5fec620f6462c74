import {
    type Document,
    isCollection,
    isMap,
    isScalar,
    isSeq,
    parse,
    parseDocument,
    type YAMLMap,
    type YAMLSeq,
} from "yaml";

type Path = readonly (string | number)[];
type Value = string | number | boolean;

/** One thing said otherwise in a YAML text; a list gains or loses one entry. */
export type YamlEdit =
    | { readonly op: "set"; readonly path: Path; readonly value: Value }
    | { readonly op: "add"; readonly path: Path; readonly value: Value }
    | { readonly op: "remove"; readonly path: Path; readonly value: Value };

/**
 * The text with one thing changed and every other byte as it was: comments, order and style are a person's. `null`: it is
 * written in a way that this does not touch.
 */
export function editYaml(text: string, edit: YamlEdit): string | null {
    const document = parse12(text);
    const made = change(text, document, edit);
    return made !== null && isDone(parse12(made), edit) ? made : null;
}

const parse12 = (text: string) => parseDocument(text, { version: "1.2", schema: "core", strict: true });

function change(text: string, document: Document, { op, path, value }: YamlEdit): string | null {
    const node = document.getIn(path, true);
    if (op === "set") {
        if (node === undefined) return insert(text, document, path, scalarText(value));
        const [start, end] = isScalar(node) && !isBlockText(node.type) ? (node.range ?? []) : [];
        return start === undefined || end === undefined ? null : splice(text, start, end, scalarText(value));
    }
    if (op === "add" && node === undefined) return insert(text, document, path, `[${scalarText(value)}]`);
    if (!isSeq(node)) return null;
    return op === "add" ? addItem(text, node, scalarText(value)) : removeItem(text, node, value);
}

const isBlockText = (type: string | undefined): boolean => type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL";

const splice = (text: string, start: number, end: number, by: string): string =>
    text.slice(0, start) + by + text.slice(end);

/** Plain where every reader takes it for the same text, quoted otherwise. */
function scalarText(value: Value): string {
    if (typeof value !== "string") return String(value);
    return /^[A-Za-z0-9][A-Za-z0-9 ._/-]*$/.test(value) && parse(value) === value ? value : JSON.stringify(value);
}

/** A name that a map does not have yet; of a path that ends earlier, the rest in braces. */
function insert(text: string, document: Document, path: Path, value: string): string | null {
    const parent = path.slice(0, -1);
    const name = path.at(-1);
    const map = parent.length === 0 ? document.contents : document.getIn(parent, true);
    if (typeof name !== "string") return null;
    if (map === undefined && parent.length > 0) return insert(text, document, parent, `{ ${name}: ${value} }`);
    return isMap(map) ? insertPair(text, map, `${name}: ${value}`) : null;
}

/** After the first member that is one word or text: where a reader looks next, and where nothing below it moves. */
function insertPair(text: string, map: YAMLMap, pair: string): string | null {
    const first = map.items.find((item) => isScalar(item.value) && !isBlockText(item.value.type));
    const [key, value] = [first?.key, first?.value];
    const [start] = isScalar(key) ? (key.range ?? []) : [];
    const [, end] = isScalar(value) ? (value.range ?? []) : [];
    if (start === undefined || end === undefined) return null;
    if (map.flow === true) return splice(text, end, end, `, ${pair}`);
    const column = start - lineStart(text, start);
    const at = lineEnd(text, end);
    return splice(text, at, at, `${newLine(text)}${" ".repeat(column)}${pair}`);
}

function addItem(text: string, seq: YAMLSeq, item: string): string | null {
    const [start, end] = seq.range ?? [];
    if (start === undefined || end === undefined) return null;
    const [first] = seq.items;
    if (seq.flow === true) {
        if (first === undefined) return splice(text, start, end, `[${item}]`);
        const at = rangeOf(first)?.[0];
        return at === undefined ? null : splice(text, at, at, `${item}, `);
    }
    const indent = " ".repeat(start - lineStart(text, start));
    return splice(text, start, start, `- ${item}${newLine(text)}${indent}`);
}

function removeItem(text: string, seq: YAMLSeq, value: Value): string | null {
    const at = seq.items.findIndex((item) => isScalar(item) && item.value === value);
    const [own, before, after] = [seq.items[at], seq.items[at - 1], seq.items[at + 1]].map(rangeOf);
    const [start, end] = seq.range ?? [];
    if (own === undefined || start === undefined || end === undefined) return null;
    if (seq.items.length === 1) return splice(text, start, seq.flow === true ? end : own[1], "[]");
    if (seq.flow !== true)
        return splice(text, lineStart(text, own[0]), lineEnd(text, own[1]) + newLine(text).length, "");
    if (after !== undefined) return splice(text, own[0], after[0], "");
    return before === undefined ? null : splice(text, before[1], own[1], "");
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
    const range = isScalar(node) || isCollection(node) ? node.range : undefined;
    return range ? [range[0], range[1]] : undefined;
}

const newLine = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;
function lineEnd(text: string, at: number): number {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    return text[end - 1] === "\r" ? end - 1 : end;
}

/** Read again: it says what it shall, in a text that is still one. */
function isDone(document: Document, { op, path, value }: YamlEdit): boolean {
    if (document.errors.length > 0) return false;
    const found = document.getIn(path, true);
    if (op === "set") return isScalar(found) && found.value === value;
    const has = isSeq(found) && found.items.some((item) => isScalar(item) && item.value === value);
    return has === (op === "add");
}
