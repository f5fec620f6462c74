import { claire, jonas, lena, longName, nadia, paul } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { SidePanel } from "../Frame/SidePanel.tsx";
import { MemberGroup } from "../People/MemberList.tsx";
import { CoverageBar } from "./CoverageBar.tsx";
import { ReaderRow } from "./ReaderList.tsx";

export const Readers: Story = {
    frame: "panel",
    render: () => (
        <SidePanel title="Who can read this?" closeName="Close" onClose={noop} foot="Keys cannot be taken back.">
            <MemberGroup title="Cannot read" count={2} countName="2 people">
                <ReaderRow
                    reader={{
                        person: jonas,
                        state: "refused",
                        headline: "Clearance ended 10:00",
                        detail: "Only a security officer of MOD can renew it.",
                        code: "ATT_EXPIRED",
                    }}
                    action={<Button size="s">Tell MOD security officer</Button>}
                />
                <ReaderRow
                    reader={{ person: paul, state: "waits", headline: "Reads when back", code: "ATT_KB_NONCE" }}
                />
            </MemberGroup>
            <MemberGroup title="Can read" count={4} countName="4 people">
                <ReaderRow reader={{ person: claire, state: "reads", headline: "Reads" }} you="You" />
                <ReaderRow
                    reader={{ person: lena, state: "grace", headline: "Reads until 18:30", detail: "VS-NfD, DEU" }}
                />
                <ReaderRow
                    reader={{ person: nadia, state: "glass", headline: "Let in until 23:45", detail: "Break-glass" }}
                />
                <ReaderRow reader={{ person: longName, state: "reads", headline: "Reads", detail: "x".repeat(100) }} />
            </MemberGroup>
        </SidePanel>
    ),
};

export const Coverage: Story = {
    render: () => (
        <div className="stack">
            <CoverageBar
                reads={8}
                waits={3}
                refused={3}
                words={{ reads: "8 at once", waits: "3 when INTEL is back", refused: "3 not cleared" }}
            />
            <CoverageBar reads={1} waits={0} refused={0} words={{ reads: "1 at once", waits: "", refused: "" }} />
        </div>
    ),
};
