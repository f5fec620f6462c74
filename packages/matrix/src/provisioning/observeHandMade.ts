import { ok, type Result } from "@valise/base";
import type { HandMadeRoom, ServerFailure } from "@valise/provisioning";
import { asArray, asObject, asString } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";

const PAGE = 500;

/** Rooms of the server that its steward did not make, with who is in them. */
export async function observeHandMade(
    admin: AdminHttp,
    stewardId: string,
): Promise<Result<readonly HandMadeRoom[], ServerFailure>> {
    const rooms: HandMadeRoom[] = [];
    for (let from: number | null = 0; from !== null; ) {
        const page = await admin.get("/_synapse/admin/v1/rooms", { from: String(from), limit: String(PAGE) });
        if (!page.ok) return failed(page);
        for (const room of asArray(page.value.rooms).map(asObject)) {
            const roomId = asString(room?.room_id);
            if (room === null || roomId === null || room.creator === stewardId) continue;
            const inside = await admin.get(`/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}/members`);
            if (!inside.ok) return failed(inside);
            const members = asArray(inside.value.members).filter((member) => typeof member === "string");
            const isEncrypted = asString(room.encryption) !== null;
            rooms.push({ roomId, name: asString(room.name), version: asString(room.version), isEncrypted, members });
        }
        const next: unknown = page.value.next_batch;
        from = typeof next === "number" ? next : null;
    }
    return ok(rooms);
}
