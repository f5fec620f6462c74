import { hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { FolderPick } from "./FolderPick.tsx";
import { DiffLines, PlanDiff } from "./PlanDiff.tsx";

const choose = { text: "Only: Tamrin harbour, port liaison", isOn: true, onChange: noop };
const allow = { text: "Allow: Hugo Pauly", isOn: false, onChange: noop };

export const EveryKind: Story = {
    render: () => (
        <PlanDiff
            name="Changes"
            rows={[
                {
                    ...{ id: "1", action: "create", actionName: "create", kind: "room", key: "rooms/port-liaison" },
                    title: "Tamrin harbour, port liaison",
                    ...{ choose, tags: [{ text: "needs their signature", tone: "plain" }] },
                    lines: [
                        { tone: "add", text: "charter.label: FR/S" },
                        { tone: "add", text: "retention: 10y" },
                    ],
                },
                {
                    ...{ id: "2", action: "change", actionName: "change", kind: "room", key: "rooms/east-desk" },
                    title: "Consular desk, East",
                    tags: [{ text: "opens access", tone: "warn" }],
                    lines: [
                        { tone: "del", text: "power.users.@idris.benali:mfa.example: 100" },
                        { tone: "plain", text: "12 more" },
                    ],
                },
                {
                    ...{ id: "3", action: "replace", actionName: "replace", kind: "space", key: hostileText },
                    ...{ title: hostileText, tags: [], lines: [{ tone: "del", text: hostileText }] },
                },
                {
                    ...{
                        id: "4",
                        action: "destroy",
                        actionName: "destroy",
                        kind: "account",
                        key: "accounts/@h.pauly:x",
                    },
                    ...{ title: "Hugo Pauly", tags: [{ text: "held back", tone: "bad" }], lines: [], allow },
                },
            ]}
        />
    ),
};

export const HeldBack: Story = {
    render: () => (
        <PlanDiff
            name="Held back"
            held={{ title: "1 to destroy, held back", text: "Nothing is destroyed unless you say so here." }}
            rows={[
                {
                    ...{ id: "4", action: "destroy", actionName: "destroy", kind: "account" },
                    ...{ key: "accounts/@h.pauly:x", title: "Hugo Pauly", tags: [], lines: [], allow },
                },
            ]}
        />
    ),
};

export const LinesAlone: Story = {
    render: () => (
        <DiffLines
            lines={[
                { tone: "del", text: "    name: Consular desk, East" },
                { tone: "add", text: "    name: East" },
            ]}
            testId="lines"
        />
    ),
};

export const Folder: Story = { render: () => <FolderPick text="Choose folder…" isPrimary onPick={noop} /> };
