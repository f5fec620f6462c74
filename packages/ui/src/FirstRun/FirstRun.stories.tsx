import type { ReactNode } from "react";
import { intel, mfa, mod, morningMs } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { recoveryWords } from "../../stories/words.ts";
import { AgencyTag } from "../Avatar/Avatar.tsx";
import { Button } from "../Button/Button.tsx";
import { RadioCards } from "../Choice/RadioCards.tsx";
import { SegmentedControl } from "../Choice/SegmentedControl.tsx";
import { PasswordField } from "../Field/PasswordField.tsx";
import { TextField } from "../Field/TextField.tsx";
import { InlineNotice } from "../Notice/Notice.tsx";
import { RecoveryCodeCard } from "../Recovery/RecoveryCodeCard.tsx";
import { RecoveryConfirmField } from "../Recovery/RecoveryConfirmField.tsx";
import { Steps } from "../Steps/Steps.tsx";
import { FirstRunLayout } from "./FirstRunLayout.tsx";

const titles = ["Choose your agency", "Sign in", "Keep your recovery code", "This device"];
const details = ["From the list your IT installed", "Name and password", "Two minutes, once", "Checked by your agency"];

function FirstRun({ at, title, lead, children }: { at: number; title: string; lead: string; children: ReactNode }) {
    const steps = titles.map((text, index) => ({
        id: text,
        title: text,
        detail: details[index],
        state: index < at ? ("done" as const) : index === at ? ("current" as const) : ("ahead" as const),
    }));
    return (
        <FirstRunLayout
            productName="Valise"
            steps={<Steps name="Steps" steps={steps} doneWord="done" />}
            title={title}
            lead={lead}
            foot={
                <>
                    <SegmentedControl
                        name="Language"
                        value="en"
                        onChange={noop}
                        options={[
                            { value: "en", text: "English" },
                            { value: "fr", text: "Français", lang: "fr" },
                            { value: "de", text: "Deutsch", lang: "de" },
                        ]}
                    />
                    <p>Stuck? Your service desk: 4520. They never need your code, and must not ask for it.</p>
                </>
            }
        >
            {children}
        </FirstRunLayout>
    );
}

export const Agency: Story = {
    frame: "page",
    render: () => (
        <FirstRun
            at={0}
            title="Which agency are you with?"
            lead="Your messages live on your own agency’s server; you reach the others from there."
        >
            <RadioCards
                name="Agency"
                selectedId="MFA"
                onSelect={noop}
                testId="agency-option"
                cards={[mfa, mod, intel].map((agency) => ({
                    id: agency.code,
                    title: agency.name,
                    detail: `${agency.code.toLowerCase()}.example`,
                    after: <AgencyTag agency={agency} />,
                }))}
            />
            <div className="actions">
                <Button variant="primary" size="big" keyHint="Enter">
                    Continue
                </Button>
            </div>
            <InlineNotice icon="shieldCheck">
                This list was installed by your IT. An agency that is missing cannot be added here.
            </InlineNotice>
        </FirstRun>
    ),
};

export const SignIn: Story = {
    frame: "page",
    render: () => (
        <FirstRun at={1} title="Sign in to Foreign Ministry" lead="With the name and password of your agency account.">
            <TextField
                label="User name"
                value="claire.morvan"
                onChange={noop}
                autoComplete="username"
                testId="username"
            />
            <PasswordField
                label="Password"
                value=""
                onChange={noop}
                words={{ show: "Show password", hide: "Hide password" }}
                testId="password"
            />
            <InlineNotice tone="bad" role="alert" title="Name or password is wrong." code="LOGIN-FORBIDDEN">
                After five tries your server makes you wait.
            </InlineNotice>
            <div className="actions">
                <Button variant="primary" size="big" keyHint="Enter" testId="sign-in">
                    Sign in
                </Button>
                <Button variant="quiet">Another agency</Button>
            </div>
        </FirstRun>
    ),
};

export const RecoveryCode: Story = {
    frame: "page",
    render: () => (
        <FirstRun
            at={2}
            title="Keep your recovery code"
            lead="If you lose this laptop, this code brings your old messages back; without it they are gone, and no one can look it up for you."
        >
            <RecoveryCodeCard
                code={{
                    groups: ["K7QD", "2MWX", "94TB", "HF3N", "RV6P", "C8JE", "YA5L", "ZG3S"],
                    number: 1,
                    createdAtMs: morningMs,
                }}
                onPrint={noop}
                onSave={noop}
                words={recoveryWords}
            />
            <RecoveryConfirmField
                value="94TB"
                onChange={noop}
                isMatch
                words={{
                    label: "Type the third group, to be sure you have it",
                    hint: "You can make a new code later in Settings; it becomes no. 2, and no. 1 stops working.",
                    match: "Matches code no. 1",
                    mismatch: "Not the third group",
                }}
            />
            <div className="actions">
                <Button variant="primary" size="big" keyHint="Enter" testId="open-valise">
                    I have it, open Valise
                </Button>
                <Button variant="quiet">Remind me at the end of my watch</Button>
            </div>
        </FirstRun>
    ),
};
