import { ComposerDemo } from "../../stories/ComposerDemo.tsx";
import { hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { composerWords } from "../../stories/words.ts";
import { Composer, type ComposerSnapshot } from "./Composer.tsx";

const composer = (change: Partial<ComposerSnapshot>) => (
    <Composer
        composer={{ draft: "", maySend: false, ...change }}
        actions={{ changeDraft: noop, send: noop, attach: noop, cancelContext: noop, editLast: noop }}
        words={composerWords}
    />
);

const draft = "40 seats held on the second flight until 11:15Z. Names and passports by then?";

export const States: Story = {
    render: () => (
        <>
            {composer({})}
            {composer({ draft, maySend: true, audienceText: "To 21 people, 39 devices" })}
            {composer({
                draft,
                maySend: true,
                context: { kind: "reply", authorName: "Lena Brandt", excerpt: hostileText },
            })}
            {composer({ draft, maySend: true, context: { kind: "edit", excerpt: "40 seats" } })}
        </>
    ),
};

export const Notices: Story = {
    render: () => (
        <>
            {composer({ draft, disabledReason: "You have left this room. The draft is kept." })}
            {composer({ draft, maySend: true, waitingReason: "Checking who can read" })}
            {composer({ draft, maySend: true, limit: { usedBytes: 60_000, maxBytes: 62_000 } })}
            {composer({ draft: hostileText.repeat(3), limit: { usedBytes: 70_000, maxBytes: 62_000 } })}
        </>
    ),
};

/** Driven by the browser test: typing, sending, pasting. */
export const Living: Story = { render: () => <ComposerDemo /> };
