import { useState } from "react";
import { Composer } from "../src/Composer/Composer.tsx";
import { noop } from "./story.ts";
import { composerWords } from "./words.ts";

/** A composer that works, with what it sent and what was attached beside it. */
export function ComposerDemo() {
    const [draft, setDraft] = useState("");
    const [sent, setSent] = useState<readonly string[]>([]);
    const [attached, setAttached] = useState<readonly string[]>([]);
    const send = () => {
        setSent([...sent, draft]);
        setDraft("");
    };
    return (
        <>
            <output data-testid="demo-sent">{JSON.stringify(sent)}</output>
            <output data-testid="demo-attached">{attached.join()}</output>
            <Composer
                composer={{ draft, maySend: draft.trim() !== "" }}
                actions={{
                    changeDraft: setDraft,
                    send,
                    attach: (files) => setAttached(files.map((file) => file.name)),
                    cancelContext: noop,
                    editLast: () => setDraft(sent.at(-1) ?? ""),
                }}
                words={composerWords}
            />
        </>
    );
}
