import type { MemberSnapshot, MembersSnapshot, RoomId, UserId } from "@valise/bridge";
import { powerNeeded, powerOf } from "./applyState.ts";
import { isEstablished } from "./createRecipients.ts";
import type { RoomEntry } from "./RoomBook.ts";
import { type MemberRecord, serverNameOf } from "./RoomRecord.ts";

export type MemberTrust = MemberSnapshot["trust"];

/** The member list of one room; rows keep their identity while nothing about the person changes. */
export function createMembersBuilder(myUserId: string) {
    const rows = new Map<string, MemberSnapshot>();
    return (entry: RoomEntry | null, roomId: RoomId, trustOf: (userId: string) => MemberTrust): MembersSnapshot => {
        if (entry === null) return { roomId, loaded: false, mayInvite: false, rows: [] };
        const shown: MemberSnapshot[] = [];
        for (const member of entry.members.values()) {
            if (member.membership !== "join" && member.membership !== "invite") continue;
            const next = buildMember(entry, member, myUserId, trustOf(member.userId));
            const last = rows.get(member.userId);
            const row = last !== undefined && JSON.stringify(last) === JSON.stringify(next) ? last : next;
            rows.set(member.userId, row);
            shown.push(row);
        }
        shown.sort((a, b) => b.power - a.power || a.name.localeCompare(b.name) || (a.userId < b.userId ? -1 : 1));
        const mayInvite =
            entry.record.membership === "join" &&
            powerOf(entry.record, myUserId) >= powerNeeded(entry.record, "invite");
        return { roomId, loaded: isEstablished(entry), mayInvite, rows: shown };
    };
}

function buildMember(entry: RoomEntry, member: MemberRecord, myUserId: string, trust: MemberTrust): MemberSnapshot {
    return {
        userId: member.userId as UserId,
        name: member.name ?? member.userId,
        serverName: serverNameOf(member.userId),
        membership: member.membership === "invite" ? "invite" : "join",
        power: Math.min(powerOf(entry.record, member.userId), 150),
        isMe: member.userId === myUserId,
        trust,
    };
}
