import { hostileText } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { Button } from "../Button/Button.tsx";
import { Dialog } from "./Dialog.tsx";

export const Question: Story = {
    render: () => (
        <Dialog
            title="Delete this message?"
            role="alertdialog"
            size="s"
            isOpen
            onClose={noop}
            closeName="Close"
            footer={
                <>
                    <Button>Keep it</Button>
                    <Button variant="danger">Delete</Button>
                </>
            }
        >
            <p>People who have read it keep what they know.</p>
        </Dialog>
    ),
};

export const VeryLong: Story = {
    render: () => (
        <Dialog
            title={hostileText}
            isOpen
            onClose={noop}
            closeName="Close"
            footer={<Button variant="primary">Done</Button>}
        >
            {Array.from({ length: 60 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a story's filler
                <p key={index}>Paragraph {index}</p>
            ))}
        </Dialog>
    ),
};
