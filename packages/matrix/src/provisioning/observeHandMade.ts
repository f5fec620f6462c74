import { ok, type Result } from "@valise/base";
import type { HandMadeRoom, ServerFailure } from "@valise/provisioning";
import { asArray, asString } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";
import { readOthersRooms } from "./readOthersRooms.ts";

/** Rooms of the server that its steward did not make, with who is in them. */
export async function observeHandMade(
    admin: AdminHttp,
    stewardId: string,
): Promise<Result<readonly HandMadeRoom[], ServerFailure>> {
    const others = await readOthersRooms(admin, stewardId);
    if (!others.ok) return others;
    const rooms: HandMadeRoom[] = [];
    for (const { roomId, told } of others.value) {
        const inside = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/members`);
        if (!inside.ok) return failed(inside);
        const members = asArray(inside.value.members).filter((member) => typeof member === "string");
        const isEncrypted = asString(told.encryption) !== null;
        rooms.push({ roomId, name: asString(told.name), version: asString(told.version), isEncrypted, members });
    }
    return ok(rooms);
}
