import type { Story } from "../../stories/story.ts";
import { TimelineSkeleton } from "../Empty/States.tsx";
import { Sliced } from "./Sliced.tsx";

export const OneInAnother: Story = {
    render: () => (
        <Sliced instead={<TimelineSkeleton name="Loading messages" rowCount={2} />}>
            <p>What is large</p>
            <Sliced instead={<TimelineSkeleton name="Loading messages" rowCount={1} />}>
                <p>What comes after it</p>
            </Sliced>
        </Sliced>
    ),
};
