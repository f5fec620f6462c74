import { findTrustRoom, type Leavers, serverOf } from "@valise/provisioning";
import type { FakeHomeserver, FakeRoom, FakeWorld } from "./FakeWorld.ts";

const trustRoomOf = (world: FakeWorld, serverName: string): FakeRoom | undefined => {
    const own = [...world.rooms.values()].filter(({ creator }) => creator === `@steward:${serverName}`);
    const { roomId = "" } = findTrustRoom({ rooms: own, unmanagedTrust: null }) ?? {};
    return world.rooms.get(roomId);
};

/** Servers whose trust room somebody of this one is in. */
export const fakePartners = (world: FakeWorld, serverName: string): readonly FakeHomeserver[] =>
    [...world.servers.values()].filter((other) => {
        const members = Object.keys(trustRoomOf(world, other.serverName)?.members ?? {});
        return other.serverName !== serverName && members.some((user) => serverOf(user) === serverName);
    });

/** Somebody of the room's own server is in it who made it. */
export const canRemove = ({ creator, members }: FakeRoom, serverName: string): boolean =>
    serverOf(creator) === serverName && members[creator] === "join";

export function fakeLeavers(world: FakeWorld, { serverName, leavers, cleared }: FakeHomeserver): Leavers {
    const trustRoom = trustRoomOf(world, serverName);
    if (trustRoom === undefined) return { trustRoomId: null, partners: [], asked: [], own: [] };
    const partners = fakePartners(world, serverName);
    const roomsWith = (userId: string) =>
        [...world.rooms.values()]
            .filter(({ creator, members }) => serverOf(creator) === serverName && members[userId] !== undefined)
            .map((room) => {
                const { roomId, mark, settings } = room;
                return { roomId, mark, name: settings.name, canRemove: canRemove(room, serverName) };
            });
    const asks = partners.flatMap((partner) =>
        [...partner.leavers]
            .filter(([userId]) => serverOf(userId) === partner.serverName)
            .map(([userId, askedAtMs]) => {
                const isCleared = cleared.get(partner.serverName)?.[userId] === askedAtMs;
                return { userId, askedAtMs, isCleared, rooms: isCleared ? [] : roomsWith(userId) };
            }),
    );
    return {
        trustRoomId: trustRoom.roomId,
        partners: partners.map((partner) => partner.serverName).sort(),
        asked: asks.sort((a, b) => b.askedAtMs - a.askedAtMs),
        own: [...leavers]
            .filter(([userId]) => serverOf(userId) === serverName)
            .map(([userId, askedAtMs]) => ({
                ...{ userId, askedAtMs },
                cleared: partners
                    .filter((partner) => partner.cleared.get(serverName)?.[userId] === askedAtMs)
                    .map((partner) => partner.serverName),
            })),
    };
}
