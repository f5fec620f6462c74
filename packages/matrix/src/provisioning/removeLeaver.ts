import { err, ok, type Result } from "@valise/base";
import { type ServerFailure, serverOf } from "@valise/provisioning";
import { failed } from "./createAdminHttp.ts";
import { asSteward } from "./createRegister.ts";
import type { ServerWork } from "./performOnAccount.ts";
import { indexState } from "./readSettings.ts";
import { readState } from "./readState.ts";
import { removersOf } from "./removersOf.ts";

/** What the room is told; in clear, as every removal. */
const REASON = "The account has ended.";

/**
 * Takes somebody whose account has ended out of a room, as the steward where it can, else in the name of whoever of this server
 * can: nobody comes or goes for it. Who is out already stays so.
 */
export async function removeLeaver(
    { access, stewardId }: ServerWork,
    roomId: string,
    userId: string,
): Promise<Result<void, ServerFailure>> {
    const state = await readState(access.admin, roomId);
    if (!state.ok) return state;
    const membership = indexState(state.value).get("m.room.member")?.get(userId)?.membership;
    if (membership !== "join" && membership !== "invite") return ok();
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/kick`;
    const body = { user_id: userId, reason: REASON };
    for (const remover of removersOf(state.value, serverOf(stewardId), userId)) {
        const done: Result<unknown, ServerFailure> =
            remover === stewardId
                ? await asSteward(access, "POST", path, body)
                : await access.as(remover, async (http) => {
                      const answer = await http.send("POST", path, body);
                      return answer.ok ? ok() : failed(answer);
                  });
        if (done.ok) return ok();
        if (done.error.kind !== "refused") return done;
    }
    return err({ kind: "refused", status: 403, errcode: "M_FORBIDDEN" });
}
