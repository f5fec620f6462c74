import { frDr, hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { NavList } from "./NavList.tsx";
import { NavRooms } from "./NavRooms.tsx";

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
                {
                    ...{ id: "bundle", text: "Vertrauensdaten", icon: "shieldCheck", count: null, tone: "plain" },
                    ...{ countName: "no. 41", note: "no. 41", group: "Trust" },
                },
            ]}
            foot="Only security officers sign clearances."
        />
    ),
};

export const WithRooms: Story = {
    frame: "panel",
    render: () => (
        <NavList
            title="Kessara earthquake"
            currentId="log"
            onSelect={noop}
            items={[
                { id: "overview", text: "Overview", icon: "siren", count: 1, tone: "alarm", countName: "1 to answer" },
                { id: "log", text: "Log", icon: "file", count: 46, tone: "plain", countName: "46 entries" },
            ]}
            foot="Watch: Claire Morvan"
        >
            <NavRooms
                title="Emergency rooms"
                onOpen={noop}
                rooms={[
                    { id: "1", name: "Crisis cell", label: frDr, unread: { count: 3, name: "3 unread" } },
                    { id: "2", name: hostileText, detail: "Response" },
                ]}
            />
        </NavList>
    ),
};
