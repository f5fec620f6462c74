import type { ManifestOutline } from "@valise/bridge";
import type { TreeNode } from "@valise/ui";
import { expect, it } from "vitest";
import { createI18n } from "../../i18n/createI18n.ts";
import { buildManifestTree, nameNode, placesOf } from "./manifestTree.ts";

const entry = (kind: ManifestOutline["entries"][number]["kind"], key: string, space: string | null = null) => ({
    ...{ kind, key, space, agency: "mfa", title: key },
});
const outline: ManifestOutline = {
    files: [
        { path: "valise.yaml", kind: "first" },
        { path: "rooms.yaml", kind: "included" },
        { path: "people.csv", kind: "accounts" },
    ],
    agencies: [
        { id: "mfa", name: "Foreign\u202eMinistry", serverName: "mfa.example", isOwn: true, accounts: 2 },
        { id: "mod", name: "Defence", serverName: "mod.example", isOwn: false, accounts: 0 },
    ],
    entries: [
        entry("space", "spaces/mfa"),
        entry("room", "rooms/in", "spaces/mfa"),
        entry("channel", "channels/out"),
        entry("duty", "duties/mfa/operations"),
    ],
};
const change = (kind: string, key: string, file: string | null) => ({ kind, key, file, agency: "mfa" });
const changes = [
    change("space", "spaces/mfa", "valise.yaml"),
    change("room", "rooms/in", "rooms.yaml"),
    change("account", "accounts/@a:mfa.example", "people.csv"),
    change("account", "accounts/@gone:mfa.example", null),
];

const flat = (nodes: readonly TreeNode[], depth = 0): readonly string[] =>
    nodes.flatMap(({ id, text, count, children }) => [
        `${"  ".repeat(depth)}${id} | ${text} | ${count ?? ""}`,
        ...flat(children, depth + 1),
    ]);

it("shows files, then agency by agency spaces with their rooms and all else, each with what changes in it", async () => {
    const i18n = await createI18n("en", "UTC");
    await i18n.loadLater();
    const nodes = buildManifestTree(outline, changes, i18n.getState());
    expect(flat(nodes)).toEqual([
        "all | valise.yaml | 4",
        "  file:rooms.yaml | rooms.yaml | 1",
        "  file:people.csv | people.csv | 1",
        "agency:mfa | Foreign Ministry | 4",
        "  key:spaces/mfa | spaces/mfa | 2",
        "    key:rooms/in | rooms/in | 1",
        "  key:channels/out | channels/out | ",
        "  kind:mfa/duty | Duty roles | ",
        "    key:duties/mfa/operations | duties/mfa/operations | ",
        "  kind:mfa/account | 2 accounts | 2",
        "agency:mod | Defence | ",
    ]);
    expect(nameNode("key:rooms/in", nodes)).toBe("rooms/in");
    expect(nameNode("key:rooms/none", nodes)).toBeNull();
});

it("counts what left the manifest for the whole and its agency, and for no file", () => {
    expect(placesOf(outline)(change("account", "accounts/@gone:mfa.example", null))).toEqual([
        "all",
        "agency:mfa",
        "kind:mfa/account",
        "key:accounts/@gone:mfa.example",
    ]);
});
