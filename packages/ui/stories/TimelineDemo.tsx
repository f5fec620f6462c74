import { useEffect, useState } from "react";
import { Timeline, type TimelineItem } from "../src/Timeline/Timeline.tsx";
import { message, messageActions } from "./messages.ts";
import { claire } from "./people.ts";
import { noop } from "./story.ts";
import { timelineWords } from "./words.ts";

const numbered = (number: number, isOwn = false): TimelineItem => ({
    kind: "message",
    key: `n${number}`,
    message: message({
        id: `n${number}`,
        isOwn,
        ...(isOwn ? { author: claire, sendState: { state: "queued" } } : {}),
        content: { kind: "text", body: `Message ${number}. ${"Some words that wrap. ".repeat(Math.abs(number) % 23)}` },
    }),
});

const range = (from: number, count: number): readonly TimelineItem[] =>
    Array.from({ length: count }, (_, index) => numbered(from + index));

/** A room whose messages come a moment after it was opened, at its unread line. */
export function LateTimelineDemo() {
    const [items, setItems] = useState<readonly TimelineItem[]>([]);
    useEffect(() => {
        const timer = setTimeout(
            () => setItems([...range(0, 60), { kind: "unread", key: "unread" }, ...range(60, 40)]),
            50,
        );
        return () => clearTimeout(timer);
    }, []);
    return (
        <Timeline
            items={items}
            older="idle"
            onNeedOlder={noop}
            initialKey="unread"
            actions={messageActions}
            words={timelineWords}
        />
    );
}

/** A room that grows at both ends when the test says so by an event on the window. */
export function TimelineDemo({ count = 60 }: { readonly count?: number }) {
    const [items, setItems] = useState(() => range(0, count));
    const [asked, setAsked] = useState(0);
    const [jump, setJump] = useState<{ key: string; serial: number }>();
    useEffect(() => {
        const first = (now: readonly TimelineItem[]) => Number(now[0]?.key.slice(1));
        const grow = {
            prepend: () => setItems((now) => [...range(first(now) - 40, 40), ...now]),
            append: () => setItems((now) => [...now, ...range(first(now) + now.length, 3)]),
            own: () => setItems((now) => [...now, numbered(first(now) + now.length, true)]),
            jump: () => setJump({ key: "n5", serial: 1 }),
        };
        for (const [name, call] of Object.entries(grow)) window.addEventListener(`demo-${name}`, call);
        return () => {
            for (const [name, call] of Object.entries(grow)) window.removeEventListener(`demo-${name}`, call);
        };
    }, []);
    return (
        <>
            <output hidden data-testid="demo-asked">
                {asked}
            </output>
            <Timeline
                items={items}
                older="idle"
                jump={jump}
                onNeedOlder={() => setAsked(asked + 1)}
                actions={messageActions}
                words={timelineWords}
            />
        </>
    );
}
