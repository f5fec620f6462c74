import { epochMs } from "@valise/base";
import type {
    AgencySnapshot,
    DeviceId,
    DeviceSnapshot,
    EventId,
    MemberSnapshot,
    RoomId,
    RoomRowSnapshot,
    SessionSnapshot,
    TimelineItemSnapshot,
    TimelineSnapshot,
    UserId,
} from "@valise/bridge";

/** Saturday 21 November 2026, 10:08 UTC: the moment of the pictures. */
export const demoNowMs = epochMs(Date.UTC(2026, 10, 21, 10, 8));

const trustOf = (id: string) => ({
    roomId: `!trust:${id}.example`,
    agencyUrn: `urn:valise:agency:${id}`,
    officers: [`@officer:${id}.example`],
});

export const demoAgencies: readonly AgencySnapshot[] = [
    {
        id: "mfa",
        name: "Foreign Ministry",
        serverName: "mfa.example",
        clientUrl: "http://127.0.0.1:8008",
        adminUrl: "http://127.0.0.1:8108",
        trust: trustOf("mfa"),
    },
    {
        id: "mod",
        name: "Ministry of Defence",
        serverName: "mod.example",
        clientUrl: "http://127.0.0.1:8009",
        trust: trustOf("mod"),
    },
    {
        id: "intel",
        name: "Intelligence Service",
        serverName: "intel.example",
        clientUrl: "http://127.0.0.1:8010",
        trust: trustOf("intel"),
    },
];

/** Upper case, as on the recovery card of the pictures. */
export const demoRecoveryGroups = ["K7QD", "2MWX", "94TB", "HF3N", "RV6P", "C8JE", "YA5K", "ZG3V"] as const;

export const userIdOf = (text: string): UserId => text as UserId;
export const roomIdOf = (text: string): RoomId => text as RoomId;
export const eventIdOf = (text: string): EventId => text as EventId;

export function buildSession(values: Partial<SessionSnapshot> = {}): SessionSnapshot {
    return {
        phase: "signed-out",
        userId: null,
        deviceId: null,
        displayName: null,
        agency: null,
        connection: { state: "idle", sinceMs: demoNowMs, lastHeardMs: null, retryAtMs: null },
        recoveryCode: null,
        recoveryInfo: null,
        keyBackup: "unknown",
        clockDifferenceMs: null,
        proofAddress: null,
        failure: null,
        ...values,
    };
}

export function buildRoom(roomId: string, values: Partial<RoomRowSnapshot> = {}): RoomRowSnapshot {
    return {
        roomId: roomIdOf(roomId),
        kind: "room",
        membership: "join",
        name: "Evacuation flights",
        topic: null,
        memberNames: [],
        directUserId: null,
        inviterId: null,
        inviterName: null,
        serverNames: ["mfa.example"],
        memberCount: 2,
        encrypted: true,
        marking: null,
        exercise: false,
        unreadCount: 0,
        mentionCount: 0,
        lastActivityMs: demoNowMs,
        preview: null,
        spaceIds: [],
        ...values,
    };
}

export function buildMember(userId: string, name: string, values: Partial<MemberSnapshot> = {}): MemberSnapshot {
    return {
        userId: userIdOf(userId),
        name,
        serverName: userId.slice(userId.indexOf(":") + 1),
        membership: "join",
        power: 0,
        isMe: false,
        trust: "ok",
        ...values,
    };
}

export function buildTimeline(roomId: string, values: Partial<TimelineSnapshot> = {}): TimelineSnapshot {
    return {
        roomId: roomIdOf(roomId),
        loaded: "live",
        backward: "start-reached",
        readUpToEventId: null,
        composer: "ready",
        rows: [],
        ...values,
    };
}

export function buildMessage(
    eventId: string,
    senderId: string,
    senderName: string,
    body: string,
    values: Partial<TimelineItemSnapshot> = {},
): TimelineItemSnapshot {
    return {
        key: eventId,
        eventId: eventIdOf(eventId),
        kind: "text",
        senderId: userIdOf(senderId),
        senderName,
        senderServerName: senderId.slice(senderId.indexOf(":") + 1),
        own: false,
        sentAtMs: demoNowMs,
        body,
        html: null,
        mentionsMe: false,
        replyTo: null,
        forwardedFrom: null,
        quoted: null,
        noDuff: false,
        editedAtMs: null,
        redactedBy: null,
        file: null,
        system: null,
        undecryptable: null,
        trust: "ok",
        marking: null,
        labelled: null,
        verdict: { kind: "ok", code: null },
        send: null,
        mayEdit: false,
        mayDelete: false,
        ...values,
    };
}

export function buildDevice(deviceId: string, values: Partial<DeviceSnapshot> = {}): DeviceSnapshot {
    return {
        deviceId: deviceId as DeviceId,
        name: "Valise on Linux",
        isThis: false,
        signed: true,
        lastSeenMs: demoNowMs,
        fingerprint: "91C4 0B7E 55FA 12AB",
        ...values,
    };
}
