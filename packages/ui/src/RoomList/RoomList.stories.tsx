import type { ReactNode } from "react";
import { manySections, sections } from "../../stories/rooms.ts";
import { noop, type Story } from "../../stories/story.ts";
import { roomListWords } from "../../stories/words.ts";
import { Button } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { EmptyState, ErrorState, RoomListSkeleton } from "../Empty/States.tsx";
import { RoomList, type RoomSectionSnapshot } from "./RoomList.tsx";

const list = (shown: readonly RoomSectionSnapshot[], instead?: ReactNode, currentRoomId = "!Evacuation-flights") => (
    <RoomList
        title="Foreign Ministry"
        sections={shown}
        currentRoomId={currentRoomId}
        filter="all"
        onFilter={noop}
        onOpen={noop}
        actions={<IconButton icon="pen" name="New room" keyHint="Ctrl N" />}
        instead={instead}
        words={roomListWords}
    />
);

export const Rooms: Story = { frame: "panel", render: () => list(sections) };

export const ThreeHundred: Story = { frame: "panel", render: () => list(manySections) };

/** The current room lies far down and is brought into view. */
export const CurrentFarDown: Story = { frame: "panel", render: () => list(manySections, undefined, "!Room-250") };

export const Loading: Story = { frame: "panel", render: () => list([], <RoomListSkeleton name="Loading rooms" />) };

export const Empty: Story = {
    frame: "panel",
    render: () => list([], <EmptyState title="No unread rooms" action={<Button>Show all</Button>} />),
};

export const Failed: Story = {
    frame: "panel",
    render: () =>
        list(
            [],
            <ErrorState title="Your rooms could not be read" code="STORE-CORRUPT" action={<Button>Load again</Button>}>
                The store on this device is damaged. Your rooms are safe on your server.
            </ErrorState>,
        ),
};
