import type { Leavers } from "../ports/AgencyServer.ts";

/** What an administrator is shown of who has left (SPEC 4.13). */
export interface LeaversReport {
    readonly canAsk: boolean;
    readonly partners: readonly string[];
    /** People of partners who are still in rooms of this server; the others are their own server's matter, which was told. */
    readonly asked: readonly {
        readonly userId: string;
        readonly askedAtMs: number;
        readonly rooms: readonly {
            readonly roomId: string;
            readonly title: string | null;
            readonly canRemove: boolean;
        }[];
    }[];
    readonly own: readonly {
        readonly userId: string;
        readonly askedAtMs: number;
        /** Partners that said: in none of our rooms. */
        readonly cleared: readonly string[];
        /** Those that have not. */
        readonly open: readonly string[];
    }[];
}

/** Rooms are called by the manifest's titles, by mark; else by their name in clear. */
export function describeLeavers(
    { trustRoomId, partners, asked, own }: Leavers,
    titles: ReadonlyMap<string, string>,
): LeaversReport {
    return {
        ...{ canAsk: trustRoomId !== null, partners },
        asked: asked
            .filter(({ rooms }) => rooms.length > 0)
            .map(({ userId, askedAtMs, rooms }) => ({
                ...{ userId, askedAtMs },
                rooms: rooms.map(({ roomId, mark, name, canRemove }) => {
                    const title = (mark === null ? undefined : titles.get(mark)) ?? name;
                    return { roomId, title, canRemove };
                }),
            })),
        own: own.map(({ userId, askedAtMs, cleared }) => {
            const open = partners.filter((partner) => !cleared.includes(partner));
            return { userId, askedAtMs, cleared, open };
        }),
    };
}
