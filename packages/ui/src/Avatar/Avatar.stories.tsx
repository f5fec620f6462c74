import { claire, deMfa, intel, mfa, mod } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { AgencyTag, Avatar } from "./Avatar.tsx";

export const Agencies: Story = {
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
        </div>
    ),
};
