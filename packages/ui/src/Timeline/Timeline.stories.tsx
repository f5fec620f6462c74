import { conversation, item, message, messageActions } from "../../stories/messages.ts";
import { noop, type Story } from "../../stories/story.ts";
import { LateTimelineDemo, TimelineDemo } from "../../stories/TimelineDemo.tsx";
import { timelineWords } from "../../stories/words.ts";
import { Button } from "../Button/Button.tsx";
import { EmptyState, ErrorState, TimelineSkeleton } from "../Empty/States.tsx";
import { Timeline, type TimelineProps } from "./Timeline.tsx";

const timeline = (change: Partial<TimelineProps>) => (
    <Timeline
        items={conversation}
        older="none"
        onNeedOlder={noop}
        actions={messageActions}
        words={timelineWords}
        {...change}
    />
);

export const Conversation: Story = { frame: "page", render: () => timeline({}) };

const thousand = Array.from({ length: 1_000 }, (_, index) =>
    item(message({ content: { kind: "text", body: `Message ${index} ${"word ".repeat(index % 40)}` } })),
);

export const ThousandLoadingOlder: Story = {
    frame: "page",
    render: () => timeline({ items: thousand, older: "loading" }),
};

export const OlderFailed: Story = { frame: "page", render: () => timeline({ older: "failed" }) };

export const Loading: Story = {
    frame: "page",
    render: () => timeline({ instead: <TimelineSkeleton name="Loading messages" /> }),
};

export const Empty: Story = {
    frame: "page",
    render: () => timeline({ instead: <EmptyState icon="send" title="Nothing has been said here yet" /> }),
};

export const Failed: Story = {
    frame: "page",
    render: () =>
        timeline({
            instead: (
                <ErrorState
                    title="This room could not be read"
                    code="STORE-CORRUPT"
                    action={<Button>Load again</Button>}
                >
                    The store on this device is damaged.
                </ErrorState>
            ),
        }),
};

/** Driven by the browser test: messages come before and after. */
export const Living: Story = { frame: "page", render: () => <TimelineDemo /> };

/** Shorter than the window; the browser test fills it. */
export const Short: Story = { frame: "page", render: () => <TimelineDemo count={3} /> };

/** Opened before its messages are there. */
export const Late: Story = { frame: "page", render: () => <LateTimelineDemo /> };
