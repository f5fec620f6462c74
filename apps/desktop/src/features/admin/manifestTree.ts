import type { ManifestOutline, PlanChangeSnapshot } from "@valise/bridge";
import type { TreeNode } from "@valise/ui";
import type { Translator } from "../../i18n/createI18n.ts";
import { cleanName } from "../../people/createAgencyDirectory.ts";

/** A place of the manifest that the plan is narrowed to: `all`, `file:PATH`, `agency:ID`, `kind:ID/KIND` or `key:KEY`. */
export type ManifestNodeId = string;
export const WHOLE: ManifestNodeId = "all";

type Change = Pick<PlanChangeSnapshot, "key" | "kind" | "agency" | "file">;
type Entry = ManifestOutline["entries"][number];

/**
 * Tells of which places a change is: itself and what it stands in. What is in no file any more is the whole's and its agency's
 * alone.
 */
export function placesOf({ entries }: ManifestOutline): (change: Change) => readonly ManifestNodeId[] {
    const spaces = new Map(entries.map(({ key, space }) => [key, space]));
    return ({ key, kind, agency, file }) => {
        const space = spaces.get(key) ?? null;
        return [
            ...[WHOLE, `agency:${agency}`, `kind:${agency}/${kind}`, `key:${key}`],
            ...(file === null ? [] : [`file:${file}`]),
            ...(space === null ? [] : [`key:${space}`]),
        ];
    };
}

/** What a place is called. */
export function nameNode(node: ManifestNodeId, nodes: readonly TreeNode[]): string | null {
    for (const { id, text, children } of nodes) {
        const found = id === node ? text : nameNode(node, children);
        if (found !== null) return found;
    }
    return null;
}

/** The manifest as a tree: its files, then agency by agency its spaces, rooms and all else, each with how much changes there. */
export function buildManifestTree(
    outline: ManifestOutline,
    changes: readonly Change[] | null,
    translator: Translator,
): readonly TreeNode[] {
    const { t, formats } = translator;
    const places = placesOf(outline);
    const counts = Map.groupBy((changes ?? []).flatMap(places), (id) => id);
    const node = (
        id: ManifestNodeId,
        text: string,
        icon: TreeNode["icon"],
        children: readonly TreeNode[] = [],
    ): TreeNode => {
        const count = counts.get(id)?.length ?? 0;
        const counted = { count: formats.number(count), countName: t("admin.tree.changes", { count }) };
        return { id, text: cleanName(text), icon, children, ...(count > 0 ? counted : {}) };
    };
    const [first, ...others] = outline.files;
    const files = others.map(({ path, kind }) => node(`file:${path}`, path, kind === "accounts" ? "people" : "file"));
    const agencies = outline.agencies.map((agency) => {
        const own = outline.entries.filter((entry) => entry.agency === agency.id);
        return node(`agency:${agency.id}`, agency.name, "server", agencyChildren(agency, own, { node, translator }));
    });
    return [node(WHOLE, first?.path ?? "", "file", files), ...agencies];
}

interface Tools {
    readonly node: (id: string, text: string, icon: TreeNode["icon"], children?: readonly TreeNode[]) => TreeNode;
    readonly translator: Translator;
}

const icons = {
    ...{ space: "grid", room: "hash", channel: "horn", trust: "shield" },
    ...{ group: "people", duty: "id", template: "siren", directory: "file" },
} as const satisfies Record<Entry["kind"], TreeNode["icon"]>;

/** Spaces with their rooms, rooms in none, then what is no place, by kind. */
function agencyChildren(
    { id, accounts }: ManifestOutline["agencies"][number],
    entries: readonly Entry[],
    { node, translator: { t } }: Tools,
): readonly TreeNode[] {
    const leaf = ({ key, title, kind }: Entry, children: readonly TreeNode[] = []) =>
        node(`key:${key}`, title, icons[kind], children);
    const isRoom = ({ kind }: Entry) => kind === "room" || kind === "channel" || kind === "trust";
    const spaces = entries.filter(({ kind }) => kind === "space");
    const isPlaced = ({ space }: Entry) => spaces.some(({ key }) => key === space);
    const branch = (kind: "group" | "duty" | "template" | "directory") => {
        const these = entries.filter((entry) => entry.kind === kind);
        const children = these.map((entry) => leaf(entry));
        return these.length === 0 ? [] : [node(`kind:${id}/${kind}`, t(`admin.tree.${kind}`), icons[kind], children)];
    };
    return [
        ...spaces.map((space) =>
            leaf(
                space,
                entries.filter((entry) => isRoom(entry) && entry.space === space.key).map((room) => leaf(room)),
            ),
        ),
        ...entries.filter((entry) => isRoom(entry) && !isPlaced(entry)).map((room) => leaf(room)),
        ...branch("group"),
        ...branch("duty"),
        ...(accounts === 0 ? [] : [node(`kind:${id}/account`, t("admin.tree.accounts", { count: accounts }), "user")]),
        ...branch("template"),
        ...branch("directory"),
    ];
}
