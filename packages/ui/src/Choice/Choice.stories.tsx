import { intel, longName, mfa, mod } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { AgencyTag } from "../Avatar/Avatar.tsx";
import { RadioCards } from "./RadioCards.tsx";
import { SegmentedControl } from "./SegmentedControl.tsx";
import { Checkbox, Switch } from "./Toggle.tsx";

const cards = [mfa, mod, intel].map((agency) => ({
    id: agency.code,
    title: agency.name,
    detail: `${agency.code.toLowerCase()}.example`,
    after: <AgencyTag agency={agency} />,
}));

export const AgencyPicker: Story = {
    render: () => <RadioCards name="Agency" cards={cards} selectedId="MFA" onSelect={noop} testId="agency-option" />,
};

export const AgencyPickerStates: Story = {
    render: () => (
        <div className="stack">
            <RadioCards name="None chosen" cards={cards} selectedId={undefined} onSelect={noop} />
            <RadioCards name="Disabled" cards={cards} selectedId="MOD" onSelect={noop} isDisabled />
            <RadioCards
                name="Long"
                cards={[{ id: "x", title: longName.displayName, detail: "x".repeat(200) }]}
                selectedId="x"
                onSelect={noop}
            />
        </div>
    ),
};

export const Segmented: Story = {
    render: () => (
        <SegmentedControl
            name="Language"
            value="en"
            onChange={noop}
            options={[
                { value: "en", text: "English", lang: "en" },
                { value: "fr", text: "Français", lang: "fr" },
                { value: "de", text: "Deutsch", lang: "de" },
            ]}
        />
    ),
};

export const Toggles: Story = {
    render: () => (
        <div className="stack">
            <Switch text="Notifications" detail="Sender and room, never the text." isOn onChange={noop} />
            <Switch text="Single-letter keys" isOn={false} onChange={noop} />
            <Switch text="Held by your agency" isOn isDisabled onChange={noop} />
            <Checkbox text="I have written it down" isOn onChange={noop} />
            <Checkbox text="Keep me signed in" isOn={false} onChange={noop} />
            <Checkbox text="Not possible here" isOn={false} isDisabled onChange={noop} />
        </div>
    ),
};
