import { ok, type Result } from "@valise/base";
import type { ServerFailure } from "@valise/provisioning";
import { asArray, asObject, asString, type JsonObject } from "../json.ts";
import { type AdminHttp, failed } from "./createAdminHttp.ts";

const PAGE = 500;

/** A room as the server's list of rooms tells of it. */
export interface ListedRoom {
    readonly roomId: string;
    readonly told: JsonObject;
}

/** Rooms of the server that its steward did not make. */
export async function readOthersRooms(
    admin: AdminHttp,
    stewardId: string,
): Promise<Result<readonly ListedRoom[], ServerFailure>> {
    const rooms: ListedRoom[] = [];
    for (let from: number | null = 0; from !== null; ) {
        const page = await admin.get("/_synapse/admin/v1/rooms", { from: String(from), limit: String(PAGE) });
        if (!page.ok) return failed(page);
        for (const told of asArray(page.value.rooms).map(asObject)) {
            const roomId = asString(told?.room_id);
            if (told !== null && roomId !== null && told.creator !== stewardId) rooms.push({ roomId, told });
        }
        const next: unknown = page.value.next_batch;
        from = typeof next === "number" ? next : null;
    }
    return ok(rooms);
}
