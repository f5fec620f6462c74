import { noop, type Story } from "../../stories/story.ts";
import { Button } from "./Button.tsx";
import { IconButton } from "./IconButton.tsx";

export const Variants: Story = {
    render: () => (
        <div className="actions">
            <Button onPress={noop}>Default</Button>
            <Button variant="primary" keyHint="Enter">
                Primary
            </Button>
            <Button variant="danger">Destructive</Button>
            <Button variant="alarm">Alarm</Button>
            <Button variant="quiet">Quiet</Button>
            <Button variant="link">Link</Button>
            <Button isPressed>Pressed</Button>
            <IconButton icon="search" name="Search" keyHint="Ctrl F" />
            <Button size="s" icon="print">
                Small
            </Button>
            <Button size="big" variant="primary" keyHint="Enter">
                The one big action
            </Button>
        </div>
    ),
};

export const Disabled: Story = {
    render: () => (
        <div className="actions">
            <Button isDisabled>Default</Button>
            <Button isDisabled variant="primary" keyHint="Enter">
                Primary
            </Button>
            <Button isDisabled variant="quiet">
                Quiet
            </Button>
            <Button isBusy variant="primary">
                Signing in
            </Button>
            <IconButton isDisabled icon="search" name="Search" />
        </div>
    ),
};

export const LongGerman: Story = {
    render: () => (
        <Button variant="primary" keyHint="Strg Enter">
            Benachrichtigung der Sicherheitsbeauftragten des Bundesministeriums bestätigen
        </Button>
    ),
};
