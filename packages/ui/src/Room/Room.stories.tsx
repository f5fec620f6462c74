import { jonas, lena, longName, paul } from "../../stories/people.ts";
import { noop, type Story } from "../../stories/story.ts";
import { roomCreateWords } from "../../stories/words.ts";
import { Dialog } from "../Dialog/Dialog.tsx";
import { InlineNotice } from "../Notice/Notice.tsx";
import { RoomCreateForm, type RoomCreateSnapshot } from "./RoomCreateForm.tsx";

const form = (change: Partial<RoomCreateSnapshot>) => (
    <Dialog title="New room" isOpen onClose={noop} closeName="Close">
        <RoomCreateForm
            form={{
                name: "",
                topic: "",
                query: "",
                isSearching: false,
                found: [],
                chosen: [],
                mayCreate: false,
                isCreating: false,
                ...change,
            }}
            actions={{
                changeName: noop,
                changeTopic: noop,
                search: noop,
                choose: noop,
                unchoose: noop,
                create: noop,
                cancel: noop,
            }}
            words={roomCreateWords}
            notice={
                <InlineNotice>Encrypted from the first message. Servers see who is in it, never its name.</InlineNotice>
            }
        />
    </Dialog>
);

export const Empty: Story = { render: () => form({}) };

export const Filled: Story = {
    render: () =>
        form({
            name: "Evacuation flights",
            query: "r",
            found: [{ person: jonas }, { person: longName, refusedText: "This address does not exist at its server." }],
            chosen: [{ person: paul }, { person: lena }],
            mayCreate: true,
        }),
};

export const Creating: Story = {
    render: () => form({ name: "Evacuation flights", query: "nobody", mayCreate: true, isCreating: true }),
};
