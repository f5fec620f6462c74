import { ok, type Result } from "@valise/base";
import { type ServerFailure, serverOf } from "@valise/provisioning";
import { asNumber, asObject, type JsonObject } from "../json.ts";
import { failed } from "./createAdminHttp.ts";
import { asSteward } from "./createRegister.ts";
import type { ServerWork } from "./performOnAccount.ts";
import { readKeepers } from "./readKeepers.ts";
import { creatorsOf } from "./readOrigin.ts";
import { indexState, stateOf } from "./readSettings.ts";
import { readState } from "./readState.ts";

type Done = Promise<Result<void, ServerFailure>>;

const client = "/_matrix/client/v3";
const POWER = "m.room.power_levels";

/**
 * Lets the steward into a room made by hand, as high as whoever of this server stands highest there: by the admin API, and
 * where it is a creator already, invited by one who keeps the room. Nobody else comes or goes.
 */
export async function takeOver({ access, stewardId }: ServerWork, roomId: string): Done {
    const state = await readState(access.admin, roomId);
    if (!state.ok) return state;
    const { keepers } = readKeepers(state.value, serverOf(stewardId));
    if (keepers.includes(stewardId)) return ok();
    const room = encodeURIComponent(roomId);
    const [keeper] = keepers;
    if (keeper !== undefined && creatorsOf(state.value).includes(stewardId)) {
        const invited = await access.as(keeper, async (http) => {
            const answer = await http.send("POST", `${client}/rooms/${room}/invite`, { user_id: stewardId });
            const isThere = !answer.ok && answer.error.kind === "answered" && answer.error.status === 403;
            return answer.ok || isThere ? ok() : failed(answer);
        });
        if (!invited.ok) return invited;
    } else {
        const path = `/_synapse/admin/v1/rooms/${room}/make_room_admin`;
        const made = await access.admin.send("POST", path, { user_id: stewardId });
        if (!made.ok) return failed(made);
    }
    const joined = await asSteward(access, "POST", `${client}/join/${room}`, {});
    return joined.ok ? ok() : joined;
}

/**
 * Everyone of this server who stands as high as its steward and shall not takes themselves down to what `wished` says: Matrix
 * lets nobody lower an equal. Whoever stands as high elsewhere stays.
 */
export async function stepDown({ access, stewardId }: ServerWork, roomId: string, wished: JsonObject): Done {
    const state = await readState(access.admin, roomId);
    if (!state.ok) return state;
    const content = stateOf(indexState(state.value), POWER) ?? {};
    let users = asObject(content.users) ?? {};
    const own = asNumber(users[stewardId]) ?? 0;
    const wishedUsers = asObject(wished.users) ?? {};
    const levelOf = (user: string) => asNumber(wishedUsers[user]) ?? asNumber(wished.users_default) ?? 0;
    for (const [user, level] of Object.entries(users)) {
        if (user === stewardId || serverOf(user) !== serverOf(stewardId)) continue;
        if ((asNumber(level) ?? 0) < own || levelOf(user) >= (asNumber(level) ?? 0)) continue;
        users = { ...users, [user]: levelOf(user) };
        const path = `${client}/rooms/${encodeURIComponent(roomId)}/state/${POWER}/`;
        const stepped = await access.as(user, async (http) => {
            const answer = await http.send("PUT", path, { ...content, users });
            return answer.ok ? ok() : failed(answer);
        });
        if (!stepped.ok) return stepped;
    }
    return ok();
}
