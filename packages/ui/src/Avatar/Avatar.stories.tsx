import { claire, deMfa, intel, mfa, mod } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { Badge, Tag } from "../Badge/Badge.tsx";
import { AgencyTag, Avatar } from "./Avatar.tsx";

export const Identity: Story = {
    render: () => (
        <div className="stack">
            {[mfa, mod, intel, deMfa, { code: "MSS", name: "Health Ministry", tone: "plain" as const }].map(
                (agency) => (
                    <div key={agency.code} className="row">
                        <Avatar initials={claire.initials} tone={agency.tone} />
                        <Avatar initials={claire.initials} tone={agency.tone} size="s" />
                        <AgencyTag agency={agency} />
                    </div>
                ),
            )}
            <div className="row">
                <Badge count={3} name="3 unread" />
                <Badge count={1} kind="mention" name="1 mention" />
                <Badge count={1_200} kind="alarm" name="1200 to acknowledge" />
                <Tag>Steward</Tag>
                <Tag tone="ok">attested</Tag>
                <Tag tone="warn">late</Tag>
                <Tag tone="bad">refused</Tag>
            </div>
        </div>
    ),
};
