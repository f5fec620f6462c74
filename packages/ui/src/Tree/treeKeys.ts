/** A row of a tree that is in sight, in the order of the eye. */
export interface VisibleNode {
    readonly id: string;
    readonly text: string;
    /** From 1. */
    readonly level: number;
    readonly parentId: string | null;
    readonly hasChildren: boolean;
    readonly isOpen: boolean;
}

export type TreeMove =
    | { readonly kind: "focus"; readonly id: string }
    | { readonly kind: "toggle"; readonly id: string }
    /** All of these at once. */
    | { readonly kind: "open"; readonly ids: readonly string[] }
    | { readonly kind: "select"; readonly id: string };

/** What a key does in a tree (WAI-ARIA Authoring Practices, tree view); null: it is no key of a tree's. */
export function decideTreeMove(nodes: readonly VisibleNode[], atId: string, key: string): TreeMove | null {
    const at = nodes.findIndex(({ id }) => id === atId);
    const node = nodes[at];
    if (node === undefined) return null;
    const focus = (target: VisibleNode | undefined): TreeMove => ({ kind: "focus", id: (target ?? node).id });
    switch (key) {
        case "ArrowDown":
            return focus(nodes[at + 1]);
        case "ArrowUp":
            return focus(nodes[at - 1]);
        case "Home":
            return focus(nodes[0]);
        case "End":
            return focus(nodes.at(-1));
        case "ArrowRight":
            if (!node.hasChildren) return focus(node);
            return node.isOpen ? focus(nodes[at + 1]) : { kind: "toggle", id: node.id };
        case "ArrowLeft":
            if (node.isOpen) return { kind: "toggle", id: node.id };
            return focus(nodes.find(({ id }) => id === node.parentId));
        case "Enter":
        case " ":
            return { kind: "select", id: node.id };
        case "*":
            return { kind: "open", ids: siblingsOf(nodes, node) };
        default:
            return startsWith(nodes, at, key);
    }
}

const siblingsOf = (nodes: readonly VisibleNode[], { parentId }: VisibleNode): readonly string[] =>
    nodes.filter((each) => each.parentId === parentId && each.hasChildren).map(({ id }) => id);

/** The next row that begins with a letter, round the end. */
function startsWith(nodes: readonly VisibleNode[], at: number, key: string): TreeMove | null {
    if ([...key].length !== 1) return null;
    const letter = key.toLocaleLowerCase();
    const rest = [...nodes.slice(at + 1), ...nodes.slice(0, at)];
    const found = rest.find(({ text }) => text.toLocaleLowerCase().startsWith(letter));
    return found === undefined ? null : { kind: "focus", id: found.id };
}
