import { frDr, frS, natoR } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { LabelBadge, MarkingBanner, Portion } from "./Marking.tsx";

export const Markings: Story = {
    render: () => (
        <div className="stack">
            {[frDr, frS, natoR].map((label) => (
                <div key={label.level}>
                    <MarkingBanner label={label} name="Classification of this room" />
                    <p>
                        <LabelBadge label={label} /> <LabelBadge label={label} full /> <Portion text="(DR)" /> text
                    </p>
                </div>
            ))}
            <MarkingBanner
                label={{ ...frDr, text: `${frDr.text} — ${"MENTION DE PROTECTION ".repeat(10)}` }}
                name="A very long marking, never cut"
            />
        </div>
    ),
};
