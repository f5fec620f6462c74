import { type GateEvents, takeGateEvent } from "../gate/room/GateEvents.ts";
import { asArray, asNumber, asObject, asString, clip, type JsonObject } from "../json.ts";
import { wire } from "../wire.ts";
import type { MemberRecord, RoomRecord } from "./RoomRecord.ts";

const MAX_NAME = 255;
const MAX_TOPIC = 1000;
const memberships = new Set(["join", "invite", "leave", "ban", "knock"]);

/** Everything known of a room that is open or was: its record, and those members that were told of. */
export interface RoomState {
    readonly record: RoomRecord;
    readonly members: Map<string, MemberRecord>;
    /** The server has told of all members, and tells of every change: recipients are established (protocol 6). */
    membersComplete: boolean;
    membersChanged: boolean;
    readonly gate: GateEvents;
}

/** What a state event changed that somebody else must act on. */
export type StateEffect = { readonly kind: "left" | "joined"; readonly userId: string } | null;

/** Takes one clear state event into the room. Malformed ones change nothing. */
export function applyState(room: RoomState, event: JsonObject, myUserId: string): StateEffect {
    const type = asString(event.type);
    const stateKey = asString(event.state_key);
    const content = asObject(event.content);
    if (type === null || stateKey === null || content === null) return null;
    if (type === "m.room.member") return applyMember(room, stateKey, content, event, myUserId);
    if (type === "m.space.child") {
        applyChild(room.record, stateKey, content);
        return null;
    }
    if (takeGateEvent(room.gate, type, stateKey, content, asString(event.sender))) {
        room.record.charterTold = room.record.charterTold || room.gate.charter !== null;
        return null;
    }
    if (stateKey === "") applyRoomWide(room.record, type, content, event);
    return null;
}

function applyRoomWide(record: RoomRecord, type: string, content: JsonObject, event: JsonObject): void {
    switch (type) {
        case "m.room.create": {
            record.isSpace = content.type === "m.space";
            record.type = asString(content.type);
            record.version = asString(content.room_version);
            record.opening = asString(content[wire.opening]);
            const more = asArray(content.additional_creators).filter((id) => typeof id === "string");
            record.creators = [asString(event.sender) ?? "", ...more];
            return;
        }
        case "m.room.name":
            record.clearName = named(content.name, MAX_NAME);
            return;
        case "m.room.topic":
            record.clearTopic = named(content.topic, MAX_TOPIC);
            return;
        case "m.room.canonical_alias":
            record.alias = named(content.alias, MAX_NAME);
            return;
        case "m.room.encryption":
            if (content.algorithm === "m.megolm.v1.aes-sha2") record.encryption ??= content;
            return;
        case "m.room.history_visibility":
            record.historyVisibility = asString(content.history_visibility);
            return;
        case "m.room.power_levels":
            record.powerLevels = content;
            return;
        case "m.room.retention":
            record.serverMaxAgeMs = asNumber(content.max_lifetime);
    }
}

function applyMember(
    room: RoomState,
    userId: string,
    content: JsonObject,
    event: JsonObject,
    myUserId: string,
): StateEffect {
    const membership = asString(content.membership) ?? "";
    if (!memberships.has(membership)) return null;
    const name = named(content.displayname, MAX_NAME);
    const before = room.members.get(userId);
    const sender = asString(event.sender);
    room.members.set(userId, { userId, membership: membership as MemberRecord["membership"], name, sender });
    room.membersChanged = true;
    room.gate.changed = true;
    if (userId === myUserId && (membership === "join" || membership === "invite" || membership === "leave")) {
        room.record.membership = membership;
        if (membership === "invite") room.record.inviterId = sender;
    }
    if (userId === myUserId && membership === "ban") room.record.membership = "leave";
    const gone = membership === "leave" || membership === "ban";
    if (before?.membership === membership || userId === myUserId) return null;
    if (membership === "join") return { kind: "joined", userId };
    return gone ? { kind: "left", userId } : null;
}

function applyChild(record: RoomRecord, roomId: string, content: JsonObject): void {
    const others = record.children.filter((child) => child !== roomId);
    record.children = asArray(content.via).length > 0 ? [...others, roomId] : others;
}

function named(value: unknown, limit: number): string | null {
    const text = asString(value)?.trim() ?? "";
    return text === "" ? null : clip(text, limit);
}

/** A person's power by the room's own rules; version 12 creators stand above all. */
export function powerOf(record: RoomRecord, userId: string): number {
    if (record.version === "12" && record.creators.includes(userId)) return Number.MAX_SAFE_INTEGER;
    const users = asObject(record.powerLevels?.users);
    return asNumber(users?.[userId]) ?? asNumber(record.powerLevels?.users_default) ?? 0;
}

/** 0: of those joined nobody stands above this person. Ties go to the lowest user id. */
export function powerRank({ record, members }: RoomState, ofUserId: string): number {
    const mine = powerOf(record, ofUserId);
    let above = 0;
    for (const { userId, membership } of members.values()) {
        if (membership !== "join" || userId === ofUserId) continue;
        const power = powerOf(record, userId);
        if (power > mine || (power === mine && userId < ofUserId)) above++;
    }
    return above;
}

/** The power a room asks for state of this type. */
export function statePower(record: RoomRecord, type: string): number {
    const { powerLevels } = record;
    return asNumber(asObject(powerLevels?.events)?.[type]) ?? asNumber(powerLevels?.state_default) ?? 50;
}

/** The power a room asks for an action; Matrix's own defaults where it says nothing. */
export function powerNeeded(record: RoomRecord, action: "invite" | "kick" | "redact"): number {
    return asNumber(record.powerLevels?.[action]) ?? (action === "invite" ? 0 : 50);
}
