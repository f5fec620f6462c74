import { frDr, frNp, frS, natoR } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { labelPickerWords } from "../../stories/words.ts";
import { LabelPicker } from "./LabelPicker.tsx";
import { ExerciseRibbon, ForeignMarking, LabelBadge, MarkingBanner, Portion } from "./Marking.tsx";

export const Markings: Story = {
    render: () => (
        <div className="stack">
            {[frDr, frS, natoR].map((label) => (
                <div key={label.level}>
                    <MarkingBanner label={label} name="Classification of this room" />
                    <MarkingBanner label={label} name="Classification of this room" isEnd />
                    <p>
                        <LabelBadge label={label} /> <LabelBadge label={label} full /> <Portion text="(DR)" /> text
                    </p>
                </div>
            ))}
            <MarkingBanner
                label={{ ...frDr, text: `${frDr.text} — ${"MENTION DE PROTECTION ".repeat(10)}` }}
                name="A very long marking, never cut"
            />
            <ForeignMarking label={natoR} handle="Handle as" />
            <ExerciseRibbon text="EXERCISE" />
        </div>
    ),
};

const options = [frDr, frNp].map((label) => ({ id: label.level, label }));
const withheld = [
    { level: "S", text: "SECRET: not in this room", reason: "SECRET: above the room's label." },
    {
        level: "TS",
        text: "TRÈS SECRET: above your ceiling",
        reason: "TRÈS SECRET: this deployment holds at most SECRET.",
    },
];

export const Picker: Story = {
    render: () => (
        <div className="stack">
            <LabelPicker
                options={options}
                selectedId="FR/DR"
                onSelect={noop}
                withheld={withheld}
                words={labelPickerWords}
            />
            <LabelPicker
                options={[...options, { id: "FR/S", label: frS }, { id: "NATO/NR", label: natoR }]}
                selectedId="FR/S"
                onSelect={noop}
                withheld={[]}
                isPlain
                words={labelPickerWords}
            />
        </div>
    ),
};
