import { hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Tree, type TreeNode } from "./Tree.tsx";

const node = (id: string, text: string, icon: TreeNode["icon"], values: Partial<TreeNode> = {}): TreeNode => ({
    ...{ id, text, icon, children: [], ...values },
});

export const Manifest: Story = {
    render: () => (
        <Tree
            name="Manifest"
            selectedId="rooms/east"
            onSelect={noop}
            openIds={["agency", "space"]}
            nodes={[
                node("file", "valise.yaml", "file", { count: "22", countName: "22 changes" }),
                node("agency", "Foreign Ministry", "server", {
                    count: "20",
                    countName: "20 changes",
                    children: [
                        node("space", "Crisis rooms", "grid", {
                            children: [
                                node("rooms/east", "Consular desk, East", "hash", {
                                    count: "2",
                                    countName: "2 changes",
                                }),
                                node("rooms/hostile", hostileText, "hash"),
                            ],
                        }),
                        node("accounts", "412 accounts", "user", { count: "11", countName: "11 changes" }),
                    ],
                }),
                node("partner", "Ministry of Defence", "server", { children: [node("rooms/joint", "Joint", "hash")] }),
            ]}
        />
    ),
};
