import { noop, type Story } from "../../stories/story.ts";
import { verificationWords } from "../../stories/words.ts";
import { EmojiVerification, type VerificationSnapshot } from "./EmojiVerification.tsx";

const emoji = ["🐶 Dog", "🔑 Key", "✈️ Aeroplane", "🐟 Fish", "⚓ Anchor", "📌 Pin", "🎩 Hat"].map((line) => {
    const [symbol = "", name = ""] = line.split(" ");
    return { symbol, name };
});

const step = (verification: VerificationSnapshot) => (
    <EmojiVerification
        verification={verification}
        actions={{ accept: noop, match: noop, mismatch: noop, cancel: noop, close: noop }}
        words={verificationWords}
    />
);

const otherName = "Paul Estève";

export const Compare: Story = { render: () => step({ kind: "compare", otherName, emoji }) };
export const Confirming: Story = { render: () => step({ kind: "confirming", otherName, emoji }) };
export const BeforeAndAfter: Story = {
    render: () => (
        <div className="stack">
            {step({ kind: "asked", otherName })}
            {step({ kind: "waiting", otherName })}
            {step({ kind: "done", otherName })}
            {step({ kind: "cancelled", code: "SAS-MISMATCH" })}
        </div>
    ),
};
