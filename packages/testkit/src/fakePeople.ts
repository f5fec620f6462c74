import { ok } from "@valise/base";
import type { EngineHandlers, RoomId } from "@valise/bridge";
import { buildMember, buildRoom, buildTimeline, roomIdOf } from "./builders.ts";
import { demoPlainGate } from "./demoGates.ts";
import { demoMarkings } from "./demoMarkings.ts";
import { buildGate } from "./fakeGate.ts";
import type { FakeTopics } from "./fakeTopics.ts";

type PeopleMethod = "createRoom" | "openDirect" | "invite" | "joinRoom" | "leaveRoom" | "removeMember" | "searchPeople";

/** Who can be found in the fake's directory. */
export const fakePeople = [
    { userId: "@idris:mfa.example", name: "Idris Benali", serverName: "mfa.example" },
    { userId: "@paul:mod.example", name: "Paul Estève", serverName: "mod.example" },
    { userId: "@lena:intel.example", name: "Lena Brandt", serverName: "intel.example" },
] as const;

/** Rooms and members of the fake. */
export function createFakePeople(topics: FakeTopics): Pick<EngineHandlers, PeopleMethod> {
    let lastNumber = 0;
    const rooms = { topic: "rooms" } as const;
    const addRoom = (name: string, values: Parameters<typeof buildRoom>[1]): RoomId => {
        lastNumber += 1;
        const roomId = roomIdOf(`!made-${lastNumber}`);
        topics.publish({ topic: "timeline", roomId }, buildTimeline(roomId));
        topics.publish({ topic: "members", roomId }, { roomId, loaded: true, mayInvite: true, rows: [] });
        const marking = values?.marking ?? null;
        const gate = marking === null ? buildGate(roomId) : demoPlainGate(roomId, marking);
        topics.publish({ topic: "gate", roomId }, gate);
        topics.change(rooms, (snapshot) => ({
            ...snapshot,
            rows: [buildRoom(roomId, { name, ...values }), ...snapshot.rows],
        }));
        return roomId;
    };
    return {
        createRoom: async ({ name, topic, invite, label }) => {
            const known = Object.values(demoMarkings).find((marking) => marking.label === label);
            const marking = label === null ? null : (known ?? { ...demoMarkings.frDr, label, text: label });
            return ok({ roomId: addRoom(name, { topic, memberCount: 1 + invite.length, marking }) });
        },
        openDirect: async ({ userId }) => {
            const known = topics.read(rooms)?.rows.find((row) => row.directUserId === userId);
            if (known !== undefined) return ok({ roomId: known.roomId });
            const name = fakePeople.find((person) => person.userId === userId)?.name ?? userId;
            return ok({ roomId: addRoom(name, { kind: "direct", directUserId: userId }) });
        },
        invite: async ({ roomId, userIds }) => {
            topics.change({ topic: "members", roomId }, (snapshot) => ({
                ...snapshot,
                rows: [...snapshot.rows, ...userIds.map((id) => buildMember(id, id, { membership: "invite" }))],
            }));
            return ok({ notInvited: [] });
        },
        joinRoom: async ({ roomId }) => {
            topics.change(rooms, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.map((row) =>
                    row.roomId === roomId ? { ...row, membership: "join" as const } : row,
                ),
            }));
            return ok();
        },
        leaveRoom: async ({ roomId }) => {
            topics.change(rooms, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.filter((row) => row.roomId !== roomId),
            }));
            return ok();
        },
        removeMember: async ({ roomId, userId }) => {
            topics.change({ topic: "members", roomId }, (snapshot) => ({
                ...snapshot,
                rows: snapshot.rows.filter((row) => row.userId !== userId),
            }));
            return ok();
        },
        searchPeople: async ({ text }) => {
            const wanted = text.toLowerCase();
            return ok(
                fakePeople.filter(({ name, userId }) => `${name} ${userId}`.toLowerCase().includes(wanted)) as never,
            );
        },
    };
}
