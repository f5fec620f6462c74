import { ok, type Result } from "@valise/base";
import type { HandMadeRoom, ServerFailure } from "@valise/provisioning";
import { asString } from "../json.ts";
import type { AdminHttp } from "./createAdminHttp.ts";
import { inLanes } from "./inLanes.ts";
import { readKeepers } from "./readKeepers.ts";
import { creatorOf, versionOf } from "./readOrigin.ts";
import { childrenOf, indexState, readSettings, stateOf } from "./readSettings.ts";
import { readState } from "./readState.ts";
import { roomsOfAll } from "./roomsOfAll.ts";

/** Rooms with people of this server that its steward neither made nor took over, with who is in them and who keeps them. */
export async function observeHandMade(
    admin: AdminHttp,
    stewardId: string,
    own: string,
    isAdopted: (roomId: string) => boolean,
): Promise<Result<readonly HandMadeRoom[], ServerFailure>> {
    const all = await roomsOfAll(admin, stewardId);
    if (!all.ok) return all;
    const others = all.value.filter((roomId) => !isAdopted(roomId));
    const rooms = await inLanes(others, async (roomId): Promise<Result<HandMadeRoom | null, ServerFailure>> => {
        const read = await readState(admin, roomId);
        if (!read.ok) return read;
        const events = read.value;
        const { name, people, keepers, isRetired } = readKeepers(events, own);
        if (creatorOf(events) === stewardId || isRetired) return ok(null);
        const state = indexState(events);
        const type = asString(stateOf(state, "m.room.create")?.type);
        return ok({
            ...{ roomId, name, version: versionOf(events), members: people, keepers },
            settings: readSettings(state),
            isSpace: type === "m.space",
            isSpecial: type !== null && type !== "m.space",
            children: childrenOf(state),
        });
    });
    return rooms.ok ? ok(rooms.value.filter((room) => room !== null)) : rooms;
}
