import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import { Icon, type IconName } from "../Icon/Icon.tsx";
import { decideTreeMove, type TreeMove, type VisibleNode } from "./treeKeys.ts";

export interface TreeNode {
    readonly id: string;
    readonly text: string;
    readonly icon: IconName;
    /** How much is in it, for the eye. */
    readonly count?: string | undefined;
    /** The same in words, for the ear: "3 changes". */
    readonly countName?: string | undefined;
    readonly children: readonly TreeNode[];
}

export interface TreeProps {
    readonly name: string;
    readonly nodes: readonly TreeNode[];
    readonly selectedId: string;
    readonly onSelect: (id: string) => void;
    /** Nodes that are open at first, beside those around the chosen one. */
    readonly openIds: readonly string[];
    readonly testId?: string | undefined;
}

type Row = VisibleNode & { readonly node: TreeNode; readonly place: number; readonly of: number };

/** What contains what, one row after another: one tab stop, arrows inside, a row chosen by Enter, Space or a press. */
export function Tree({ name, nodes, selectedId, onSelect, openIds, testId }: TreeProps) {
    const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([...openIds, ...pathTo(nodes, selectedId)]));
    const [focusedId, setFocusedId] = useState<string | null>(null);
    const box = useRef<HTMLDivElement>(null);
    const rows = visibleRows(nodes, open, 1, null);
    const has = (id: string | null) => rows.some((row) => row.id === id);
    const stopId = has(focusedId) ? focusedId : has(selectedId) ? selectedId : (rows[0]?.id ?? null);
    const toggle = (id: string) => setOpen((known) => (known.has(id) ? without(known, id) : new Set([...known, id])));
    const go = (move: TreeMove) => {
        if (move.kind === "toggle") toggle(move.id);
        else if (move.kind === "open") setOpen((known) => new Set([...known, ...move.ids]));
        else if (move.kind === "select") onSelect(move.id);
        else {
            setFocusedId(move.id);
            box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(move.id)}"]`)?.focus();
        }
    };
    const press = (event: KeyboardEvent) => {
        if (stopId === null || event.ctrlKey || event.altKey || event.metaKey) return;
        const move = decideTreeMove(rows, stopId, event.key);
        if (move === null) return;
        // A letter is the tree's here, and no shortcut of the window's.
        event.preventDefault();
        event.stopPropagation();
        go(move);
    };
    const click = (event: MouseEvent, id: string) => {
        setFocusedId(id);
        const isTwisty = event.target instanceof Element && event.target.closest(".tree-twisty") !== null;
        if (isTwisty) toggle(id);
        else onSelect(id);
    };
    return (
        <div className="tree" role="tree" aria-label={name} ref={box} data-testid={testId}>
            {rows.map((row) => (
                <div
                    key={row.id}
                    role="treeitem"
                    className="tree-row"
                    aria-level={row.level}
                    aria-posinset={row.place}
                    aria-setsize={row.of}
                    aria-expanded={row.hasChildren ? row.isOpen : undefined}
                    aria-selected={row.id === selectedId}
                    tabIndex={row.id === stopId ? 0 : -1}
                    onKeyDown={press}
                    onFocus={() => setFocusedId(row.id)}
                    onClick={(event) => click(event, row.id)}
                    data-testid="tree-row"
                    data-id={row.id}
                >
                    <Line row={row} />
                </div>
            ))}
        </div>
    );
}

function Line({ row: { node, hasChildren, isOpen } }: { readonly row: Row }) {
    return (
        <>
            <span className={hasChildren ? "tree-twisty" : "tree-leaf"} data-open={isOpen}>
                {hasChildren && <Icon name="down" size="s" />}
            </span>
            <Icon name={node.icon} size="s" />
            <span className="grow foreign">{node.text}</span>
            {node.count !== undefined && (
                <span className="small muted" aria-hidden={node.countName !== undefined}>
                    {node.count}
                </span>
            )}
            {node.countName !== undefined && <span className="sr">{node.countName}</span>}
        </>
    );
}

function visibleRows(
    nodes: readonly TreeNode[],
    open: ReadonlySet<string>,
    level: number,
    parentId: string | null,
): readonly Row[] {
    return nodes.flatMap((node, at) => {
        const hasChildren = node.children.length > 0;
        const isOpen = hasChildren && open.has(node.id);
        const { id, text } = node;
        const row = { id, text, level, parentId, hasChildren, isOpen, node, place: at + 1, of: nodes.length };
        return isOpen ? [row, ...visibleRows(node.children, open, level + 1, id)] : [row];
    });
}

/** What has to be open for a node to be in sight. */
function pathTo(nodes: readonly TreeNode[], id: string): readonly string[] {
    for (const node of nodes) {
        if (node.children.some((child) => child.id === id)) return [node.id];
        const path = pathTo(node.children, id);
        if (path.length > 0) return [node.id, ...path];
    }
    return [];
}

const without = (known: ReadonlySet<string>, id: string): ReadonlySet<string> =>
    new Set([...known].filter((each) => each !== id));
