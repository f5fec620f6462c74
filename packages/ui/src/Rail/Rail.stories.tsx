import { intel, mfa } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Rail } from "./Rail.tsx";

export const Crisis: Story = {
    frame: "page",
    render: () => (
        <Rail
            name="Agencies and tools"
            currentId="INTEL"
            onSelect={noop}
            words={{ badge: (count) => `${count} waiting` }}
            top={[
                { id: "crisis", text: "Crisis", icon: "siren", isCrisis: true, badge: { count: 1, kind: "alarm" } },
                { id: "all", text: "Alle", icon: "inbox", badge: { count: 1_200, kind: "unread" } },
                ...[mfa, intel].map((agency) => ({
                    id: agency.code,
                    text: agency.code,
                    tile: { initials: agency.code.slice(0, 2), tone: agency.tone },
                })),
            ]}
            bottom={[{ id: "settings", text: "Ein\u00ADstellungen", icon: "gear" }]}
        />
    ),
};
