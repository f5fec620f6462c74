import { noop, type Story } from "../../stories/story.ts";
import { NavList } from "./NavList.tsx";

export const Security: Story = {
    frame: "panel",
    render: () => (
        <NavList
            title="Security"
            currentId="all"
            onSelect={noop}
            items={[
                { id: "all", text: "Clearances", icon: "id", count: 148, tone: "plain", countName: "148 people" },
                { id: "requests", text: "Requests", icon: "inbox", count: 4, tone: "unread", countName: "4 waiting" },
                { id: "anomalies", text: "Auffälligkeiten", icon: "warning", count: 1, tone: "alarm", countName: "1" },
                { id: "revoked", text: "Revoked", icon: "stop", count: 0, tone: "plain", countName: "none" },
            ]}
            foot="Only security officers sign clearances."
        />
    ),
};
