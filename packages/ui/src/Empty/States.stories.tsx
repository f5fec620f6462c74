import { hostileText } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { EmptyState, ErrorState, RoomListSkeleton, TimelineSkeleton } from "./States.tsx";

export const Empty: Story = {
    render: () => <EmptyState title="No unread rooms" action={<Button>Show all</Button>} />,
};

export const Failed: Story = {
    render: () => (
        <ErrorState title="Your rooms could not be read" code="STORE-CORRUPT" action={<Button>Load again</Button>}>
            {hostileText}
        </ErrorState>
    ),
};

export const Skeletons: Story = {
    render: () => (
        <div className="stack">
            <RoomListSkeleton name="Loading rooms" rowCount={3} />
            <TimelineSkeleton name="Loading messages" rowCount={3} />
        </div>
    ),
};
