import { longName } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { Steps } from "./Steps.tsx";

export const States: Story = {
    render: () => (
        <Steps
            name="Steps"
            doneWord="done"
            steps={[
                { id: "1", title: "Choose your agency", detail: "Foreign Ministry", state: "done" },
                { id: "2", title: "Sign in", detail: longName.displayName, state: "current" },
                { id: "3", title: "Keep your recovery code", state: "ahead" },
            ]}
        />
    ),
};
