import { err, ok, type Result } from "@valise/base";
import type { LockRefusal } from "../apply/holdLock.ts";
import { sortedUnique } from "../desired/compare.ts";
import { serverOf } from "../desired/serverOf.ts";
import { accountKey } from "../plan/accountKey.ts";
import type { AgencyServer, Leavers, PartnerLeaver, ServerFailure } from "../ports/AgencyServer.ts";
import { type ActInput, withRecord } from "./withRecord.ts";

export interface SettleInput extends ActInput {
    /** People of partners to be taken out of this server's rooms; those whose own server asks for it, and nobody else. */
    readonly remove: readonly string[];
}

export interface Settled {
    /** As it stands now. */
    readonly leavers: Leavers;
    readonly removed: readonly { readonly userId: string; readonly roomId: string }[];
    /** Partners that were answered: somebody they asked for is in no room here any more. */
    readonly answered: readonly string[];
}

/** No server of a partner's has said that this account ended. */
export interface NotAsked {
    readonly kind: "not-asked";
    readonly userId: string;
}

/**
 * What a partner asks at an offboarding (SPEC 4.13): looks who has left at partners and is still in rooms of this server, takes
 * out whom its administrator names, and answers each partner about everybody who is in none any more. Nothing is removed that
 * is not named, and nobody can be named for whom their own server does not ask. Killed anywhere, it is run again.
 */
export async function settleLeavers(
    input: SettleInput,
): Promise<Result<Settled, ServerFailure | LockRefusal | NotAsked>> {
    const { server, remove } = input;
    const before = await server.leavers();
    if (!before.ok) return before;
    const leavers = before.value;
    const stranger = remove.find((user) => !leavers.asked.some(({ userId }) => userId === user));
    if (stranger !== undefined) return err({ kind: "not-asked", userId: stranger });
    const named = leavers.asked.filter(({ userId }) => remove.includes(userId));
    const isNothingToDo = named.length === 0 && (leavers.trustRoomId === null || unanswered(leavers).length === 0);
    if (isNothingToDo) return ok({ leavers, removed: [], answered: [] });
    const what = ["settle leavers", ...named.map(({ userId }) => accountKey(userId))].join(" ");
    const settled = await withRecord<Settled, never>(input, what, async (begin) => {
        const begun = await begin();
        if (!begun.ok) return begun;
        const removed = await takeOut(server, named);
        if (!removed.ok) return removed;
        const after = named.length === 0 ? before : await server.leavers();
        if (!after.ok) return after;
        const answered = await answer(server, after.value);
        if (!answered.ok) return answered;
        return ok({ leavers: after.value, removed: removed.value, answered: answered.value });
    });
    // Whoever only looks is shown what there is, also while somebody else applies: the next look answers.
    const isLook = !settled.ok && settled.error.kind === "locked" && remove.length === 0;
    return isLook ? ok({ leavers, removed: [], answered: [] }) : settled;
}

/** Where one room refuses, the others are emptied all the same: the next look says who is left. */
async function takeOut(
    server: AgencyServer,
    named: readonly PartnerLeaver[],
): Promise<Result<Settled["removed"], ServerFailure>> {
    const removed: { readonly userId: string; readonly roomId: string }[] = [];
    for (const { userId, rooms } of named) {
        for (const { roomId } of rooms) {
            const done = await server.perform({ kind: "remove-leaver", roomId, userId });
            if (done.ok) removed.push({ userId, roomId });
            else if (done.error.kind !== "refused") return done;
        }
    }
    return ok(removed);
}

/** Partners that have not been told yet of somebody who is in no room here. */
const unanswered = ({ asked }: Leavers): string[] => {
    const news = asked.filter(({ isCleared, rooms }) => !isCleared && rooms.length === 0);
    return sortedUnique(news.map(({ userId }) => serverOf(userId)));
};

async function answer(server: AgencyServer, leavers: Leavers): Promise<Result<readonly string[], ServerFailure>> {
    const { trustRoomId: roomId } = leavers;
    if (roomId === null) return ok([]);
    const partners = unanswered(leavers);
    for (const serverName of partners) {
        const cleared = clearedOf(leavers, serverName);
        const done = await server.perform({ kind: "answer-leavers", roomId, serverName, cleared });
        if (!done.ok) return done;
    }
    return ok(partners);
}

/** All of that server's people who are in no room here: each answer takes the place of the one before. */
function clearedOf({ asked }: Leavers, serverName: string): Readonly<Record<string, number>> {
    const gone = asked.filter(({ userId, rooms }) => serverOf(userId) === serverName && rooms.length === 0);
    return Object.fromEntries(gone.map(({ userId, askedAtMs }) => [userId, askedAtMs]));
}
