import type { ReactNode } from "react";
import { message, messageActions } from "../../stories/messages.ts";
import { claire, frDr, hostileText, longName, morningMs, natoR } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { timelineWords } from "../../stories/words.ts";
import { MessageTile } from "./MessageTile.tsx";
import type { MessageSnapshot } from "./messageSnapshot.ts";
import { Divider, SystemLine } from "./SystemLine.tsx";

const tiles = (...shown: readonly Partial<MessageSnapshot>[]): ReactNode =>
    shown.map((change) => {
        const value = message(change);
        return <MessageTile key={value.id} message={value} actions={messageActions} words={timelineWords} isTabStop />;
    });

const own = { author: claire, isOwn: true } as const;

export const Texts: Story = {
    render: () =>
        tiles(
            {},
            { continuesPrevious: true, content: { kind: "text", body: "Two lines,\nand https://mfa.example/page." } },
            { ...own, editedAtMs: morningMs, sendState: { state: "sent" } },
            { portionText: "(DR)", label: frDr },
            { portionText: "(NR)", label: natoR },
            { quote: { messageId: "$1", authorName: "Paul Estève", excerpt: undefined } },
            { forwardedText: "Forwarded: written by @idris:mfa.example, 09:12", portionText: "(DR)", label: frDr },
            {
                portionText: "(DR)",
                label: frDr,
                quotedElsewhere: {
                    text: "From another room: @idris:mfa.example, 09:12",
                    portionText: "(NR)",
                    body: "Two coaches at gate B.\nDrivers are briefed.",
                },
            },
            { content: { kind: "redacted" } },
        ),
};

export const SendStates: Story = {
    render: () =>
        tiles(
            { ...own, sendState: { state: "queued" } },
            { ...own, sendState: { state: "queued", retryAtMs: morningMs } },
            { ...own, sendState: { state: "sending" } },
            { ...own, sendState: { state: "sent" } },
            { ...own, sendState: { state: "failed", code: "M-TOO-LARGE", mayRetry: true } },
            { ...own, sendState: { state: "withheld", code: "NOT-CLEARED" } },
        ),
};

export const NotReadable: Story = {
    render: () =>
        tiles(
            { content: { kind: "undecryptable", code: "KEY-BEFORE-DEVICE" } },
            { content: { kind: "undecryptable", code: "KEY-NOT-YET" } },
            { content: { kind: "withheld", code: "ATT_REVOKED" } },
            { content: { kind: "unencrypted", body: "Come to gate 4", code: "NOT-ENCRYPTED" } },
            { content: { kind: "malformed", code: "UNKNOWN-TYPE" } },
            { trust: { state: "warn", code: "DEVICE-NOT-SIGNED" } },
            { trust: { state: "refuse", code: "IDENTITY-CHANGED" } },
        ),
};

export const Html: Story = {
    render: () =>
        tiles({
            content: {
                kind: "html",
                body: "",
                html: `<mx-reply>never shown</mx-reply><h1>Heading</h1><p>Some <b>bold</b>, <code>code</code>, <a href="https://mfa.example">link</a>,
                    <a href="javascript:alert(1)">no link</a> and <img src="https://evil.example/x.png" alt="picture">.</p><ul><li>one</li><li>two</li></ul>
                    <blockquote>quoted</blockquote><pre><code>const a = 1;</code></pre><table><tr><th>Seat</th><td>40</td></tr></table>`,
            },
        }),
};

export const Hostile: Story = {
    render: () =>
        tiles(
            { author: longName, roleText: hostileText, content: { kind: "text", body: hostileText } },
            {
                content: {
                    kind: "html",
                    body: "Too deep to show as it was formatted",
                    html: "<div>".repeat(400) + hostileText,
                },
            },
            { author: { ...longName, displayName: hostileText } },
            { quote: { messageId: "$1", authorName: hostileText, excerpt: hostileText } },
        ),
};

export const Lines: Story = {
    render: () => (
        <>
            <Divider text="Saturday 21 November" />
            <SystemLine text="10:00 · Jonas Richter left the room." icon="user" />
            <Divider text="New" isNew />
            <SystemLine text={hostileText} />
        </>
    ),
};
