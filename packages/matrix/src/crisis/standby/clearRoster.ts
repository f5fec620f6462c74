import { err, ok, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { isEstablished } from "../../rooms/createRecipients.ts";
import { type Removing, removeMember } from "../../rooms/removeMember.ts";
import type { Account } from "../../session/Account.ts";

/** Who of a room, joined or invited, is not called to it. */
export function surplusIn({ book }: Pick<Account, "book">, roomId: string, called: readonly string[]): string[] {
    const members = [...(book.get(roomId)?.members.values() ?? [])];
    return members
        .filter(({ membership }) => membership === "join" || membership === "invite")
        .flatMap(({ userId }) => (called.includes(userId) ? [] : [userId]));
}

/** Takes them off the roster and out of the room, once it is known who is in it: after a kill nobody is. */
export async function clearRoster(
    current: Removing & Pick<Account, "recipients">,
    roomId: string,
    called: readonly string[],
): Promise<Result<void, EngineFailure>> {
    await current.recipients.establish(roomId);
    const entry = current.book.get(roomId);
    if (entry === null || !isEstablished(entry)) return err({ kind: "server-unreachable" });
    for (const userId of surplusIn(current, roomId, called)) {
        const removed = await removeMember(current, { roomId, userId, reason: null });
        if (!removed.ok) return removed;
    }
    return ok();
}
