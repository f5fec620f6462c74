import { claire, jonas, lena, longName, paul } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { memberWords } from "../../stories/words.ts";
import { Button } from "../Button/Button.tsx";
import { SidePanel } from "../Frame/SidePanel.tsx";
import { MemberGroup, MemberRow, type MemberSnapshot } from "./MemberList.tsx";

const member = (change: Partial<MemberSnapshot>): MemberSnapshot => ({
    person: paul,
    isSelf: false,
    membership: "joined",
    trust: "verified",
    ...change,
});

export const Members: Story = {
    frame: "panel",
    render: () => (
        <SidePanel title="Members" closeName="Close" onClose={noop} foot="Servers see who is here, never the text.">
            <MemberGroup title="Cannot read" count={1} countName="1 person">
                <MemberRow
                    member={member({
                        person: jonas,
                        trust: "changed",
                        detailText: "It may be a new laptop, or someone else.",
                        clearance: { state: "refused", text: "Identity changed 09:47" },
                    })}
                    words={memberWords}
                    actions={<Button size="s">Verify again</Button>}
                />
            </MemberGroup>
            <MemberGroup title="Can read" count={4} countName="4 people">
                <MemberRow member={member({ person: claire, isSelf: true, roleText: "Steward" })} words={memberWords} />
                <MemberRow
                    member={member({ clearance: { state: "reads", text: "Reads" }, detailText: "3 devices" })}
                    words={memberWords}
                />
                <MemberRow
                    member={member({ person: lena, membership: "invited", trust: "unverified" })}
                    words={memberWords}
                    actions={<Button size="s">Verify</Button>}
                />
                <MemberRow member={member({ person: longName, detailText: "x".repeat(100) })} words={memberWords} />
            </MemberGroup>
        </SidePanel>
    ),
};
