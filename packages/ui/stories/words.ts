import type { ComposerWords } from "../src/Composer/Composer.tsx";
import type { DeviceWords } from "../src/Devices/DeviceList.tsx";
import type { FileWords } from "../src/File/FileTile.tsx";
import type { MemberWords } from "../src/People/MemberList.tsx";
import type { RecoveryCodeWords } from "../src/Recovery/RecoveryCodeCard.tsx";
import type { RoomCreateWords } from "../src/Room/RoomCreateForm.tsx";
import type { RoomListWords } from "../src/RoomList/RoomList.tsx";
import type { TimelineWords } from "../src/Timeline/Timeline.tsx";
import type { VerificationWords } from "../src/Verification/EmojiVerification.tsx";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;

export const fileWords: FileWords = {
    formatSize: kilobytes,
    onDevice: "· on this device",
    progress: (done, size) => `${kilobytes(done)} of ${kilobytes(size)}`,
    transfer: (kind, name) => (kind === "uploading" ? `Sending ${name}` : `Fetching ${name}`),
    failed: (code) => (code === "TOO-LARGE" ? "Too large for your server" : "Upload stopped: no connection"),
    open: "Open",
    cancel: "Cancel",
    retry: "Try again",
    picture: (name) => `Picture: ${name}`,
};

export const timelineWords: TimelineWords = {
    name: "Messages",
    formatTime: (atMs) => time.format(atMs),
    formatMoment: (atMs) => moment.format(atMs),
    formatDay: (atMs) => day.format(atMs),
    edited: (atMs) => `Edited ${time.format(atMs)}`,
    redacted: "Deleted by its author",
    quoteOf: "In reply to",
    quoteMissing: "An earlier message",
    undecryptable: (code) =>
        code === "KEY-NOT-YET"
            ? {
                  title: "The key of this message is still on its way.",
                  explanation: "It appears here by itself as soon as the sender's device has sent the key.",
              }
            : {
                  title: "You cannot read this message: it was sent before you signed in on this device.",
                  explanation: "Your recovery code brings old messages back.",
                  remedy: "Enter recovery code",
              },
    withheldContent: () => ({
        title: "This message is kept from view: its sender was not cleared when it was sent.",
        explanation: "Nothing is wrong with your device. Ask the sender to write to their security officer.",
        remedy: "Ask for it to be sent again",
    }),
    handle: "Handle as",
    unencrypted: {
        title: "This message was not encrypted.",
        explanation: "Anyone on the way could have read or written it. Do not act on it before you have checked.",
    },
    showAnyway: "Show it anyway",
    malformed: () => "This message was written in a form this version does not know.",
    trust: (code) =>
        code === "DEVICE-NOT-SIGNED" ? "Sent from a device its owner has not verified" : "The identity has changed",
    queued: "Waiting for connection",
    queuedUntil: (atMs) => `Waiting to be sent, next try at ${time.format(atMs)}`,
    sending: "Sending",
    sent: "Sent",
    sendFailed: () => "Not sent: your server refused it",
    withheld: () => "Kept back: a member is not cleared",
    retry: "Send again",
    discard: "Discard",
    tools: "Message actions",
    reply: "Reply",
    edit: "Edit",
    copy: "Copy text",
    forward: "Forward",
    replyElsewhere: "Reply elsewhere",
    showReaders: "Who can read this?",
    remove: "Delete",
    file: fileWords,
    unreadLine: "New",
    newMessages: (count) => `${count} new`,
    toLatest: "To the latest",
    loadingOlder: "Loading older messages",
    olderFailed: "Older messages could not be loaded.",
    retryOlder: "Try again",
    beginning: "This is the beginning of the room",
};

export const composerWords: ComposerWords = {
    name: "Message",
    placeholder: "Message Evacuation flights",
    attach: "Attach a file",
    send: "Send",
    save: "Save",
    sendKey: "Enter",
    replyingTo: (name) => `Reply to ${name}`,
    editing: "Edit your message",
    cancelContext: "Cancel",
    limitNear: (used, max) => `${kilobytes(used)} of ${kilobytes(max)}`,
    limitOver: (used, max) => `Too long by ${kilobytes(used - max)}: send it as a file`,
};

export const roomListWords: RoomListWords = {
    name: "Rooms",
    filterName: "Show",
    filterAll: "All",
    filterUnread: "Unread 11",
    filterMentions: "Mentions 2",
    row: {
        formatActivity: (atMs) => time.format(atMs),
        unread: (count) => `${count} unread`,
        mentions: (count) => `${count} mentions`,
        invitation: "You are invited",
        failed: "A message was not sent",
    },
};

export const memberWords: MemberWords = {
    you: "You",
    invited: "Invited",
    trust: { verified: "Verified", unverified: "Not verified", changed: "Identity changed" },
};

export const deviceWords: DeviceWords = {
    name: "Devices",
    current: "This device",
    signed: "Verified",
    unsigned: "Not verified",
    unsignedDetail: "It receives no messages until you verify it or enter your recovery code on it.",
    lastSeen: (atMs) => `last seen ${moment.format(atMs)}`,
    fingerprint: "Key",
};

export const recoveryWords: RecoveryCodeWords = {
    title: (number) => `Recovery code no. ${number}`,
    madeAt: (atMs) => `made ${moment.format(atMs)}`,
    highestWorks: "The highest number is the one that works",
    codeName: "Recovery code, eight groups of four",
    reading: "Capitals and spaces do not matter. No letter O or I is used.",
    print: "Print",
    save: "Save as file",
};

export const verificationWords: VerificationWords = {
    asked: (name) => `${name} asks to compare symbols with you.`,
    waiting: (name) => `Waiting for ${name}`,
    compare: (name) => `Does ${name} see the same seven symbols, in the same order?`,
    compareHow: "Compare by voice or face to face, never by message.",
    emojiName: "Seven symbols",
    confirming: "Waiting for the other side to confirm",
    done: (name) => `${name} is verified.`,
    cancelled: () => "The symbols did not match, so nothing was verified. Tell your service desk.",
    accept: "Begin",
    match: "They match",
    mismatch: "They do not match",
    cancel: "Cancel",
    close: "Close",
};

export const roomCreateWords: RoomCreateWords = {
    name: "Name",
    nameHint: "Encrypted: servers never see it.",
    topic: "Topic (optional)",
    people: "People",
    peopleHint: "A name, or an address such as @name:mod.example",
    searching: "Searching",
    nobody: "Nobody found under this name.",
    found: "People found",
    chosen: "People to invite",
    add: "Add",
    addPerson: (name) => `Add ${name}`,
    removePerson: (name) => `Remove ${name}`,
    create: "Create room",
    enterKey: "Enter",
    cancel: "Cancel",
};

export const labelPickerWords = {
    name: "Label of this message",
    why: "Why these?",
    whyHide: "Hide reasons",
    more: (count: number): string => `${count} more`,
} as const;
