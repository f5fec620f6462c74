import type { Story } from "../../stories/story.ts";
import { Badge, Tag } from "./Badge.tsx";

export const Counts: Story = {
    render: () => (
        <div className="row">
            <Badge count={3} name="3 unread" />
            <Badge count={1} kind="mention" name="1 mention" />
            <Badge count={2} kind="mention" hasSign={false} name="2 mentions" />
            <Badge count={1_200} kind="alarm" name="1200 to acknowledge" />
        </div>
    ),
};

export const Tags: Story = {
    render: () => (
        <div className="row wrap">
            <Tag>Steward</Tag>
            <Tag tone="ok">attested</Tag>
            <Tag tone="warn">late</Tag>
            <Tag tone="bad">refused</Tag>
            <Tag>Verbindungsbeamtin des Bundesministeriums der Verteidigung im gemeinsamen Krisenstab</Tag>
        </div>
    ),
};
