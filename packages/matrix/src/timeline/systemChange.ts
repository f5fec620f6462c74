import type { SystemChange, UserId } from "@valise/bridge";
import { asString, clip, type JsonObject } from "../json.ts";
import type { TimelineEvent } from "./TimelineEvent.ts";

/** What a state event says in the product's words; null where a person need not be told. */
export function systemChange(event: TimelineEvent, stateHidden: boolean): SystemChange | null {
    switch (event.type) {
        case "m.room.create":
            return { kind: "created" };
        case "m.room.member":
            return memberChange(event);
        case "m.room.encryption":
            return { kind: "encryption-on" };
        case "m.room.name":
            if (stateHidden && event.body === "clear") return { kind: "cleartext-name-ignored" };
            return { kind: "room-name", name: textOf(event.content, "name", 255) };
        case "m.room.topic":
            if (stateHidden && event.body === "clear") return { kind: "cleartext-name-ignored" };
            return { kind: "room-topic", topic: textOf(event.content, "topic", 1000) };
        case "m.room.tombstone":
        case "m.room.server_acl":
            return { kind: "other", type: event.type };
        default:
            return null;
    }
}

function memberChange(event: TimelineEvent): SystemChange | null {
    const userId = (event.stateKey ?? "") as UserId;
    const now = asString(event.content.membership);
    const before = asString(event.previousContent?.membership);
    const name =
        textOf(event.content, "displayname", 255) ?? textOf(event.previousContent, "displayname", 255) ?? userId;
    const byOneself = event.senderId === userId;
    if (now === "join" && before === "join") {
        const from = textOf(event.previousContent, "displayname", 255) ?? userId;
        return from === name ? null : { kind: "renamed", from, to: name };
    }
    if (now === "join") return { kind: "joined", userId, name };
    if (now === "invite") return { kind: "invited", userId, name };
    if (now === "ban") return { kind: "banned", userId, name };
    if (now === "leave" && before === "invite" && byOneself) return { kind: "declined", userId, name };
    if (now === "leave") return byOneself ? { kind: "left", userId, name } : { kind: "removed", userId, name };
    return null;
}

function textOf(content: JsonObject | null, member: string, limit: number): string | null {
    const text = asString(content?.[member])?.trim() ?? "";
    return text === "" ? null : clip(text, limit);
}
