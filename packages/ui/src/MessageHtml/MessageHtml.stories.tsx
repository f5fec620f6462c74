import { noop, type Story } from "../../stories/story.ts";
import { MessageHtml, MessageText } from "./MessageHtml.tsx";

export const Plain: Story = {
    render: () => (
        <MessageText body={"Two lines,\nhttps://mfa.example/page and javascript:alert(1)."} onOpenLink={noop} />
    ),
};

export const Mention: Story = {
    render: () => (
        <MessageHtml
            html='<a href="https://matrix.to/#/@claire.morvan:mfa.example">Claire Morvan</a>, see <a href="https://mfa.example">here</a>.'
            body="Claire Morvan, see here."
            onOpenLink={noop}
        />
    ),
};

export const NothingLeft: Story = {
    render: () => (
        <MessageHtml html="<script>alert(1)</script>" body="The plain text of the message" onOpenLink={noop} />
    ),
};
