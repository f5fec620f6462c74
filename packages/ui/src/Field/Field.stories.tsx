import { noop, type Story } from "../../stories/story.ts";
import { PasswordField } from "./PasswordField.tsx";
import { SelectField } from "./SelectField.tsx";
import { TextField } from "./TextField.tsx";

const words = { show: "Show password", hide: "Hide password" };

export const Filled: Story = {
    render: () => (
        <div className="stack">
            <TextField label="User name" value="claire.morvan" onChange={noop} hint="As on your badge" />
            <PasswordField label="Password" value="correct horse" onChange={noop} words={words} />
            <SelectField
                label="Language"
                value="fr"
                onChange={noop}
                hint="Takes effect at once"
                options={[
                    { value: "en", text: "English" },
                    { value: "fr", text: "Français" },
                ]}
            />
        </div>
    ),
};

export const EmptyAndErrors: Story = {
    render: () => (
        <div className="stack">
            <TextField label="Name" value="" onChange={noop} placeholder="Evacuation flights" />
            <TextField
                label="Group"
                value="94TA"
                onChange={noop}
                isMono
                error="Not what the code says. Look at group 3."
            />
            <TextField label="Group" value="94TB" onChange={noop} isMono success="Matches code no. 1" />
            <PasswordField
                label="Password"
                value="x"
                onChange={noop}
                words={words}
                error="Name or password is wrong."
            />
        </div>
    ),
};

export const Disabled: Story = {
    render: () => (
        <div className="stack">
            <TextField label="User name" value="claire.morvan" onChange={noop} isDisabled />
            <PasswordField label="Password" value="secret" onChange={noop} words={words} isDisabled />
            <SelectField
                label="Language"
                value="en"
                onChange={noop}
                isDisabled
                options={[{ value: "en", text: "English" }]}
            />
        </div>
    ),
};
