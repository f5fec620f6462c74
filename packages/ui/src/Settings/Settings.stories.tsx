import { noop, type Story } from "../../stories/story.ts";
import { Switch } from "../Choice/Toggle.tsx";
import { SelectField } from "../Field/SelectField.tsx";
import { SettingsGroup, SettingsLayout } from "./SettingsLayout.tsx";

export const Settings: Story = {
    frame: "page",
    render: () => (
        <SettingsLayout
            name="Settings"
            title="General"
            currentId="general"
            onSelect={noop}
            pages={[
                { id: "general", text: "General", icon: "gear" },
                { id: "devices", text: "Devices and recovery", icon: "laptop" },
                { id: "notifications", text: "Benachrichtigungseinstellungen", icon: "horn" },
            ]}
        >
            <SettingsGroup title="Language" detail="Also of dates and numbers.">
                <SelectField label="Language" value="en" options={[{ value: "en", text: "English" }]} onChange={noop} />
            </SettingsGroup>
            <SettingsGroup title="Keyboard">
                <Switch text="Single-letter keys" detail="R replies, E edits." isOn onChange={noop} />
            </SettingsGroup>
        </SettingsLayout>
    ),
};
