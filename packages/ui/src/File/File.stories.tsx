import { messageActions } from "../../stories/messages.ts";
import { frDr, hostileText } from "../../stories/people.ts";
import type { Story } from "../../stories/story.ts";
import { fileWords } from "../../stories/words.ts";
import { type FileSnapshot, FileTile } from "./FileTile.tsx";

const file = (change: Partial<FileSnapshot>) => (
    <FileTile
        messageId="$1"
        actions={messageActions}
        words={fileWords}
        file={{
            name: "Manifest_form_v3.ods",
            mimeType: "application/vnd.oasis.opendocument.spreadsheet",
            sizeBytes: 49_152,
            transfer: { kind: "none", isOnDevice: true },
            mayOpen: true,
            ...change,
        }}
    />
);

export const States: Story = {
    render: () => (
        <div className="stack">
            {file({ label: frDr })}
            {file({ transfer: { kind: "none", isOnDevice: false }, mayOpen: false })}
            {file({ transfer: { kind: "waiting" }, mayOpen: false })}
            {file({ transfer: { kind: "uploading", doneBytes: 20_000 } })}
            {file({ transfer: { kind: "downloading", doneBytes: 0 } })}
            {file({ transfer: { kind: "failed", code: "TOO-LARGE" } })}
            {file({ name: hostileText })}
        </div>
    ),
};
