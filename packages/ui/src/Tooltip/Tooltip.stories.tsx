import type { Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { Tooltip } from "./Tooltip.tsx";

/** The browser test brings it out by focus. */
export const OnFocus: Story = {
    render: () => (
        <Tooltip text="Everything that this button does, said in one long sentence" keyHint="Ctrl F">
            <Button testId="tooltip-trigger">Focus me</Button>
        </Tooltip>
    ),
};
