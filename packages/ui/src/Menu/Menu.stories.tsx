import { noop, type Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { Menu } from "./Menu.tsx";

/** The browser test opens it. */
export const RoomMenu: Story = {
    render: () => (
        <Menu
            name="Room"
            onAction={noop}
            testId="menu"
            trigger={<Button testId="menu-trigger">More</Button>}
            entries={[
                { id: "members", text: "Members", icon: "people", keyHint: "Ctrl I" },
                { id: "mute", text: "Benachrichtigungen stummschalten", icon: "horn" },
                { id: "none", text: "Not possible here", isDisabled: true },
                { id: "leave", text: "Leave room", icon: "x", isDestructive: true },
            ]}
        />
    ),
};
