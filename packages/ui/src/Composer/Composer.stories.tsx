import { ComposerDemo } from "../../stories/ComposerDemo.tsx";
import { frDr, hostileText, jonas, longName } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { composerWords, labelPickerWords } from "../../stories/words.ts";
import { LabelPicker } from "../Marking/LabelPicker.tsx";
import { ReaderRow } from "../Readers/ReaderList.tsx";
import { Composer, type ComposerSnapshot } from "./Composer.tsx";
import { ComposerCheck } from "./ComposerCheck.tsx";

const composer = (change: Partial<ComposerSnapshot>) => (
    <Composer
        composer={{ draft: "", maySend: false, ...change }}
        actions={{ changeDraft: noop, send: noop, attach: noop, cancelContext: noop, editLast: noop }}
        words={composerWords}
    />
);

const picker = (
    <LabelPicker
        options={[{ id: "FR/DR", label: frDr }]}
        selectedId="FR/DR"
        onSelect={noop}
        withheld={[{ level: "S", text: "SECRET: not in this room", reason: "SECRET: above the room's label." }]}
        words={labelPickerWords}
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

/** With its label, and with those who will not read what is sent. */
export const Labelled: Story = {
    render: () => (
        <Composer
            composer={{ draft, maySend: false, audienceText: "To 21 people" }}
            actions={{ changeDraft: noop, send: noop, attach: noop, cancelContext: noop, editLast: noop }}
            head={
                <>
                    {picker}
                    <ComposerCheck
                        title="2 people will not read what you send now"
                        confirm="Send to the others"
                        confirmKey="Ctrl Enter"
                        onConfirm={noop}
                    >
                        {[jonas, longName].map((person) => (
                            <ReaderRow
                                key={person.userId}
                                reader={{
                                    person,
                                    state: "refused",
                                    headline: "Clearance ended 10:00",
                                    detail: "Only a security officer of MOD can renew it.",
                                    code: "ATT_EXPIRED",
                                }}
                            />
                        ))}
                    </ComposerCheck>
                </>
            }
            words={composerWords}
        />
    ),
};

/** Driven by the browser test: typing, sending, pasting. */
export const Living: Story = { render: () => <ComposerDemo /> };
