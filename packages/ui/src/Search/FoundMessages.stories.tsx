import { frDr, hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { FoundMessages } from "./FoundMessages.tsx";

export const Several: Story = {
    render: () => (
        <FoundMessages
            name="Results"
            onOpen={noop}
            rows={[
                {
                    ...{ id: "1", sender: "Nadia Roche", place: "Evacuation flights", time: "09:38", label: frDr },
                    excerpt: "Manifest owner is Idris Benali until 14:00, then me.",
                },
                {
                    id: "2",
                    sender: hostileText,
                    time: "Thu",
                    excerpt: hostileText,
                    label: frDr,
                    code: "MSG_UNLABELLED",
                },
                { id: "3", sender: "Lena Brandt", time: "Thu", excerpt: "…Manifest folgt." },
            ]}
        />
    ),
};
