import { hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { InlineNotice } from "./Notice.tsx";
import { ToastList } from "./ToastList.tsx";

export const Tones: Story = {
    render: () => (
        <div className="stack">
            <InlineNotice>
                This list was installed by your IT. An agency that is missing cannot be added here.
            </InlineNotice>
            <InlineNotice tone="ok" title="This device is verified" />
            <InlineNotice tone="warn" title="Your clock is 7 minutes off" code="CLOCK-SKEW">
                Set it, or others cannot read you.
            </InlineNotice>
            <InlineNotice
                tone="bad"
                role="alert"
                title="Sign-in refused"
                code="LOGIN-FORBIDDEN"
                action={<Button size="s">Try again</Button>}
            >
                The name or the password is wrong.
            </InlineNotice>
            <InlineNotice tone="bad" title="Long" code={"C".repeat(80)}>
                {hostileText}
            </InlineNotice>
        </div>
    ),
};

export const ToastAtTheEnd: Story = {
    render: () => (
        <ToastList
            toasts={[{ id: "1", tone: "ok", text: "FLASH queued: it leaves before everything else." }]}
            place="end"
            onAction={noop}
            onDismiss={noop}
            words={{ region: "Notices", dismiss: "Dismiss" }}
        />
    ),
};

export const Toasts: Story = {
    render: () => (
        <ToastList
            toasts={[
                { id: "1", tone: "ok", text: "Message discarded", actionText: "Undo" },
                { id: "2", tone: "bad", text: hostileText },
            ]}
            onAction={noop}
            onDismiss={noop}
            words={{ region: "Notices", dismiss: "Dismiss" }}
        />
    ),
};
