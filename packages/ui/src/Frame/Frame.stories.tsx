import type { ReactNode } from "react";
import { conversation, messageActions } from "../../stories/messages.ts";
import { claire, deMfa, frDr, intel, jonas, lena, mfa, mod, paul } from "../../stories/people.ts";
import { sections } from "../../stories/rooms.ts";
import { noop, type Story } from "../../stories/story.ts";
import { composerWords, memberWords, roomListWords, timelineWords } from "../../stories/words.ts";
import { Avatar } from "../Avatar/Avatar.tsx";
import { Button } from "../Button/Button.tsx";
import { IconButton } from "../Button/IconButton.tsx";
import { Composer } from "../Composer/Composer.tsx";
import { EmptyState } from "../Empty/States.tsx";
import { MarkingBanner } from "../Marking/Marking.tsx";
import { MemberGroup, MemberRow } from "../People/MemberList.tsx";
import { Rail } from "../Rail/Rail.tsx";
import { RoomList } from "../RoomList/RoomList.tsx";
import { Timeline } from "../Timeline/Timeline.tsx";
import { AppFrame } from "./AppFrame.tsx";
import { ConnectionStrip } from "./ConnectionStrip.tsx";
import { RoomHead } from "./RoomHead.tsx";
import { SidePanel } from "./SidePanel.tsx";
import { TitleBar } from "./TitleBar.tsx";

const titleBar = (
    <TitleBar
        productName="Valise"
        onCommand={noop}
        onLock={noop}
        identity={<Avatar initials="CM" tone="blue" size="s" />}
        words={{ command: "Search messages, people, rooms", commandKey: "Ctrl K", lock: "Lock now", lockKey: "Ctrl L" }}
    />
);

const rail = (
    <Rail
        name="Agencies and tools"
        currentId="MFA"
        onSelect={noop}
        words={{ badge: (count) => `${count} mentions` }}
        top={[
            { id: "all", text: "All", icon: "inbox" },
            ...[mfa, mod, intel, deMfa].map((agency) => ({
                id: agency.code,
                text: agency.code,
                tile: { initials: agency.code.slice(0, 2), tone: agency.tone },
                ...(agency === mfa ? { badge: { count: 2, kind: "mention" as const } } : {}),
            })),
        ]}
        bottom={[{ id: "settings", text: "Einstellungen", icon: "gear" }]}
    />
);

const list = (
    <RoomList
        title="Foreign Ministry"
        sections={sections}
        currentRoomId="!Evacuation-flights"
        filter="all"
        onFilter={noop}
        onOpen={noop}
        actions={<IconButton icon="pen" name="New room" keyHint="Ctrl N" />}
        words={roomListWords}
    />
);

const room = (strip: ReactNode) => (
    <>
        <RoomHead
            name="Evacuation flights"
            detail="Port Lazare to Tamrin airfield · 23 members from 4 agencies"
            actions={
                <>
                    <IconButton icon="search" name="Search this room" keyHint="Ctrl F" />
                    <Button icon="people" isPressed>
                        23 members
                    </Button>
                    <IconButton icon="dots" name="More" />
                </>
            }
        />
        {strip}
        <Timeline items={conversation} older="none" onNeedOlder={noop} actions={messageActions} words={timelineWords} />
        <Composer
            composer={{ draft: "40 seats held until 11:15Z.", maySend: true, audienceText: "To 21 people, 39 devices" }}
            actions={{ changeDraft: noop, send: noop, attach: noop, cancelContext: noop, editLast: noop }}
            words={composerWords}
        />
    </>
);

const side = (
    <SidePanel title="Members" closeName="Close" onClose={noop} foot="Servers see who is here, never the text.">
        <MemberGroup title="Members" count={4} countName="4 people">
            {[claire, paul, lena, jonas].map((person) => (
                <MemberRow
                    key={person.userId}
                    member={{ person, isSelf: person === claire, membership: "joined", trust: "verified" }}
                    words={memberWords}
                />
            ))}
        </MemberGroup>
    </SidePanel>
);

export const Conversation: Story = {
    frame: "page",
    render: () => (
        <AppFrame
            titleBar={titleBar}
            rail={rail}
            list={list}
            main={room(<ConnectionStrip state="connected" text="Connected" />)}
            side={side}
        />
    ),
};

export const Offline: Story = {
    frame: "page",
    render: () => (
        <AppFrame
            titleBar={titleBar}
            rail={rail}
            list={list}
            banner={<MarkingBanner label={frDr} name="Classification of this room" />}
            main={room(
                <ConnectionStrip
                    state="offline"
                    text="Offline since 09:47, 3 messages waiting"
                    facts={["MOD 09:47", "INTEL 09:45"]}
                    action={<Button size="s">Try now</Button>}
                />,
            )}
        />
    ),
};

export const NoRoom: Story = {
    frame: "page",
    render: () => (
        <AppFrame
            titleBar={titleBar}
            rail={rail}
            list={list}
            main={<EmptyState title="Choose a room" icon="inbox" action={<Button>New room</Button>} />}
        />
    ),
};

export const Strips: Story = {
    render: () => (
        <>
            <ConnectionStrip state="connecting" text="Connecting to mfa.example" />
            <ConnectionStrip state="failed" text="Your server does not answer. Next try at 09:48." />
            <ConnectionStrip state="connected" text="Connected" facts={["MOD 2 s", "INTEL 14 min"]} />
        </>
    ),
};
