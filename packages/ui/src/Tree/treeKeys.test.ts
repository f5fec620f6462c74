import { describe, expect, it } from "vitest";
import { decideTreeMove, type VisibleNode } from "./treeKeys.ts";

const row = (id: string, level: number, parentId: string | null, values: Partial<VisibleNode> = {}): VisibleNode => ({
    ...{ id, level, parentId, text: id, hasChildren: false, isOpen: false, ...values },
});
const nodes = [
    row("agency", 1, null, { hasChildren: true, isOpen: true }),
    row("space", 2, "agency", { hasChildren: true }),
    row("room", 2, "agency"),
    row("other", 1, null, { hasChildren: true }),
];

describe("keys in a tree", () => {
    it.each<[string, string, ReturnType<typeof decideTreeMove>]>([
        ["agency", "ArrowDown", { kind: "focus", id: "space" }],
        ["other", "ArrowDown", { kind: "focus", id: "other" }],
        ["agency", "ArrowUp", { kind: "focus", id: "agency" }],
        ["room", "Home", { kind: "focus", id: "agency" }],
        ["agency", "End", { kind: "focus", id: "other" }],
        ["agency", "ArrowRight", { kind: "focus", id: "space" }],
        ["space", "ArrowRight", { kind: "toggle", id: "space" }],
        ["room", "ArrowRight", { kind: "focus", id: "room" }],
        ["agency", "ArrowLeft", { kind: "toggle", id: "agency" }],
        ["room", "ArrowLeft", { kind: "focus", id: "agency" }],
        ["other", "ArrowLeft", { kind: "focus", id: "other" }],
        ["room", "Enter", { kind: "select", id: "room" }],
        ["room", " ", { kind: "select", id: "room" }],
        ["room", "*", { kind: "open", ids: ["space"] }],
        ["other", "R", { kind: "focus", id: "room" }],
        ["room", "x", null],
        ["room", "Tab", null],
        ["gone", "Home", null],
    ])("at %s, %s", (at, key, move) => {
        expect(decideTreeMove(nodes, at, key)).toEqual(move);
    });
});
