import { frDr, hostileText, intel, longName, mfa, mod } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { TextArea } from "../Field/TextArea.tsx";
import { InlineNotice } from "../Notice/Notice.tsx";
import { AlarmStrip } from "./AlarmStrip.tsx";
import { BroadcastCard, type BroadcastCardSnapshot } from "./BroadcastCard.tsx";
import { Countdown } from "./Countdown.tsx";
import { CoverageTable } from "./CoverageTable.tsx";
import { CrisisFrame } from "./CrisisFrame.tsx";
import { EscalationSteps } from "./EscalationSteps.tsx";
import { LinkList } from "./LinkList.tsx";
import { LinkMatrix } from "./LinkMatrix.tsx";
import { PhaseLine } from "./PhaseLine.tsx";
import { ExerciseMark, PrecedenceMark } from "./Precedence.tsx";

const flash: BroadcastCardSnapshot = {
    id: "7",
    precedence: "FLASH",
    sentText: "sent 10:02 by",
    senderName: "Paul Estève",
    agency: mod,
    noAgencyText: "Agency not attested",
    headline: "Port Lazare airport closes to civil traffic at 12:00Z.",
    text: "Road N4 is open, N2 is blocked at the river. Convoy leads: report departure to the air cell.",
    lang: "en",
    label: frDr,
    portion: "(DR)",
    isOver: false,
};

const answer = (
    <>
        <Countdown digits="02:41" text="left, by 10:12" share={0.28} announcement="" />
        <Button variant="primary" size="big" keyHint="A">
            Acknowledge
        </Button>
        <Button size="s">Cannot comply…</Button>
    </>
);

export const Precedences: Story = {
    render: () => (
        <div className="row wrap">
            <PrecedenceMark precedence="FLASH" />
            <PrecedenceMark precedence="IMMEDIATE" />
            <PrecedenceMark precedence="PRIORITY" />
            <PrecedenceMark precedence="ROUTINE" />
            <ExerciseMark text="EXERCISE – SÉISME 26" />
        </div>
    ),
};

export const Escalation: Story = {
    frame: "panel",
    render: () => (
        <EscalationSteps
            name="Escalation"
            steps={[
                {
                    ...{ id: "1", icon: "check", when: "10:04", title: "Alarm again", detail: "88 people" },
                    ...{ state: "done", stateText: "done" },
                },
                {
                    ...{ id: "2", icon: "x", when: "10:05", title: "Call by gateway", detail: hostileText },
                    ...{ state: "skipped", stateText: "left out" },
                },
                {
                    ...{ id: "3", icon: "clock", when: "in 02:41", title: "Deadline", detail: "They are listed" },
                    ...{ state: "next", stateText: "next", act: <Button size="s">Leave out…</Button> },
                },
                {
                    ...{ id: "4", icon: "pen", when: "10:20", title: "The cell decides", detail: "Send again" },
                    ...{ state: "ahead", stateText: "later" },
                },
            ]}
        />
    ),
};

export const Links: Story = {
    frame: "panel",
    render: () => (
        <nav className="list">
            <LinkList
                title="Links"
                onOpen={noop}
                onBag={noop}
                words={{ bag: "Bag…", bagFor: (agency) => `Bag for ${agency}` }}
                links={[
                    { id: "1", agency: mod, state: "up", text: "heard just now" },
                    { id: "2", agency: mfa, state: "slow", text: "3 min late", waitingText: "2 people wait" },
                    {
                        id: "3",
                        agency: intel,
                        state: "down",
                        text: "silent since 09:56",
                        waitingText: "28 people wait",
                    },
                    { id: "4", agency: { ...intel, code: hostileText }, state: "quiet", text: "last heard Tuesday" },
                    { id: "5", agency: mod, state: "unknown", text: "not known" },
                ]}
            />
        </nav>
    ),
};

const elsewhere = { state: "unknown", text: "not known here" } as const;

export const LinksOfAll: Story = {
    render: () => (
        <LinkMatrix
            name="Links between agencies"
            corner="From, to"
            rows={[
                {
                    ...{ id: "mfa", agency: mfa },
                    cells: [null, { state: "up", text: "arrives" }, { state: "failing", text: "fails since 09:56" }],
                },
                { id: "mod", agency: mod, cells: [{ state: "up", text: "heard 1 min ago" }, null, elsewhere] },
                {
                    ...{ id: "intel", agency: { ...intel, code: hostileText } },
                    cells: [{ state: "quiet", text: "last heard 09:41" }, elsewhere, null],
                },
            ]}
        />
    ),
};

export const Flash: Story = {
    render: () => <BroadcastCard broadcast={flash} aside={answer} tools={<Button size="s">Read-back words</Button>} />,
};

export const FlashOfAnExercise: Story = {
    render: () => (
        <>
            <CrisisFrame kind="exercise" />
            <BroadcastCard broadcast={{ ...flash, exerciseText: "EXERCISE" }} aside={answer} />
        </>
    ),
};

export const RefusedAndLong: Story = {
    render: () => (
        <div className="stack">
            <BroadcastCard
                broadcast={{ ...flash, agency: undefined, isOver: true, kindText: "Update" }}
                notice={
                    <InlineNotice tone="bad" title="This broadcast counts for nothing." code="CRS_NOT_BROADCASTER" />
                }
            />
            <BroadcastCard
                broadcast={{ ...flash, senderName: longName.displayName, headline: undefined, text: hostileText }}
                aside={answer}
            />
        </div>
    ),
};

export const Strip: Story = {
    render: () => (
        <>
            <CrisisFrame kind="actual" />
            <AlarmStrip
                name="Alarm"
                precedence="FLASH"
                exerciseText="EXERCISE"
                text={`${longName.displayName}: answer by 10:12`}
                alert="FLASH from Paul Estève"
                moreText="and 2 more"
                actions={
                    <>
                        <Button size="s">Silence</Button>
                        <Button size="s" variant="primary">
                            Read and answer
                        </Button>
                    </>
                }
            />
        </>
    ),
};

const counts = (acknowledged: number, seen: number, delivered: number, waiting: number, noKey: number) => ({
    acknowledged,
    "cannot-comply": acknowledged > 100 ? 3 : 0,
    seen,
    delivered,
    waiting,
    "no-key": noKey,
});

const coverageWords = {
    share: "Share",
    rungs: {
        acknowledged: "Acknowledged",
        "cannot-comply": "Cannot comply",
        seen: "Seen",
        delivered: "Delivered",
        waiting: "Not delivered",
        "no-key": "No key",
    },
    number: String,
};

export const Coverage: Story = {
    render: () => (
        <CoverageTable
            name="Coverage per agency"
            rows={[
                { id: "mfa", of: { agency: mfa }, addressed: "148", counts: counts(121, 12, 9, 4, 2) },
                {
                    id: "mod",
                    of: { agency: mod },
                    addressed: "96",
                    counts: counts(71, 14, 8, 1, 2),
                    asOfText: "as of 10:08",
                },
                {
                    id: "intel",
                    of: { agency: intel },
                    addressed: "41",
                    counts: counts(6, 4, 3, 28, 0),
                    asOfText: "as of 09:56",
                },
            ]}
            total={{ text: "All", addressed: "285", summary: "70% acknowledged", counts: counts(198, 30, 20, 33, 4) }}
            words={{ ...coverageWords, of: "Agency" }}
        />
    ),
};

export const CoverageOfPosts: Story = {
    render: () => (
        <CoverageTable
            name="Coverage by post"
            rows={[{ id: "visa", of: { text: hostileText }, addressed: "1", counts: counts(1, 0, 0, 0, 0) }]}
            total={{ text: "All", addressed: "1", summary: "100% acknowledged", counts: counts(1, 0, 0, 0, 0) }}
            words={{ ...coverageWords, of: "Post" }}
        />
    ),
};

export const Reason: Story = {
    render: () => <TextArea label="Why" hint="Your cell reads it." value="No vehicle" onChange={noop} />,
};

const phases = ["Alert", "Response", "Recovery", "Closed"].map((text) => ({ id: text, text }));

export const Phases: Story = {
    render: () => (
        <div className="stack">
            <PhaseLine name="Phase" phases={phases} currentId="Response" />
            <PhaseLine name="Phase" phases={[...phases, { id: "long", text: longName.displayName }]} currentId="long" />
        </div>
    ),
};
