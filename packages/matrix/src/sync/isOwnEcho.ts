import { asObject } from "../json.ts";
import type { RoomUpdate, SyncUpdate } from "./SyncUpdate.ts";

/** Whether all that is new are events that this very device sent: only to those a server adds their transaction id. */
export function isOwnEcho({ rooms, accountData, crypto }: SyncUpdate): boolean {
    const forCrypto = crypto.toDevice.length + crypto.changedUsers.length + crypto.leftUsers.length;
    return rooms.length > 0 && accountData.length + forCrypto === 0 && rooms.every(saysOnlyOwn);
}

function saysOnlyOwn(room: RoomUpdate): boolean {
    if (room.initial || room.limited || room.receipts !== null) return false;
    if (room.state.length + room.strippedState.length + room.accountData.length > 0) return false;
    return room.timeline.every((event) => typeof asObject(event.unsigned)?.transaction_id === "string");
}
