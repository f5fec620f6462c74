import { err, type Result } from "@valise/base";
import type { EngineFailure } from "@valise/bridge";
import { foldFailure } from "../http/foldFailure.ts";
import type { Account } from "../session/Account.ts";
import { roomPath } from "./createRoomCommands.ts";

export type Removing = Pick<Account, "admissions" | "http" | "clock" | "book" | "encryptor" | "removals">;

/** Off the roster and out of the room; the next message is under a key that they never had. */
export async function removeMember(
    { admissions, http, clock, book, encryptor, removals }: Removing,
    { roomId, userId, reason }: { readonly roomId: string; readonly userId: string; readonly reason: string | null },
): Promise<Result<void, EngineFailure>> {
    const struck = await admissions.remove(roomId, userId);
    const membership = await removals.membershipOf(roomId, userId);
    const body = { user_id: userId, ...(reason === null ? {} : { reason }) };
    const answer = await http.request("POST", `${roomPath(roomId)}/kick`, { body });
    if (!answer.ok) return err(foldFailure(answer.error, clock));
    if (membership !== null) await removals.tell(roomId, userId, membership);
    const entry = book.get(roomId);
    const member = entry?.members.get(userId);
    if (entry && member) entry.members.set(userId, { ...member, membership: "leave" });
    encryptor.rotate(roomId);
    book.changed(roomId);
    // Out of the room, but still on its roster: whoever may sign must know.
    return struck;
}
