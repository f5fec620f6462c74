import { noop, type Story } from "../../stories/story.ts";
import { RecoveryCodeField, type RecoveryInputCheck } from "./RecoveryCodeField.tsx";

const words = {
    label: "Recovery code",
    hint: "Eight groups of four. Capitals and spaces do not matter.",
    placeholder: "K7QD 2MWX …",
    good: "This is a whole code",
    typedOf: (typedCount: number) => `${typedCount} of 32 characters`,
    wrongCharacter: (character: string) => `“${character}” is in no code`,
    checkFailed: "One character is wrong: the check at the end does not fit",
    refused: "This code is not the newest: use the one with the highest number",
};

const field = (value: string, check: RecoveryInputCheck, isDisabled = false) => (
    <RecoveryCodeField value={value} onChange={noop} check={check} isDisabled={isDisabled} words={words} />
);

export const WhileTyping: Story = {
    render: () => (
        <div className="stack">
            {field("", { kind: "incomplete", typedCount: 0 })}
            {field("K7QD 2MW", { kind: "incomplete", typedCount: 7 })}
            {field("K7QD 2MÜ", { kind: "wrong-character", character: "Ü" })}
            {field("K7QD 2MWX 94TB HF3N RV6P C8JE YA5L ZG3T", { kind: "check-failed" })}
            {field("K7QD 2MWX 94TB HF3N RV6P C8JE YA5L ZG3S", { kind: "good" })}
            {field("K7QD 2MWX 94TB HF3N RV6P C8JE YA5L ZG3S", { kind: "refused" })}
            {field("K7QD 2MWX 94TB HF3N RV6P C8JE YA5L ZG3S", { kind: "good" }, true)}
        </div>
    ),
};
