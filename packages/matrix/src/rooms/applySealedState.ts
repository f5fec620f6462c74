import { PHASE_TYPE } from "@valise/crisis";
import type { Decryption } from "../crypto/createDecryptor.ts";
import { asNumber, asString, clip, type JsonObject } from "../json.ts";
import type { EncryptedStateRecord, RoomRecord } from "./RoomRecord.ts";

/** The types that may be encrypted state here (protocol 5). Every other encrypted one is refused. */
export const sealedTypes = ["m.room.name", "m.room.topic", PHASE_TYPE] as const;

const MAX_UNREAD = 8;
const MAX_PHASE = 30_000;

/** Takes an encrypted state event as it came: what cannot be read yet is kept for when its key arrives. */
export function takeSealedState(record: RoomRecord, event: JsonObject, decrypted: Decryption): boolean {
    const packed = asString(event.state_key) ?? "";
    const { [packed]: _before, ...others } = record.unreadState;
    const known = sealedTypes.some((type) => packed === `${type}:`);
    const kept = decrypted.kind === "unreadable" && known && Object.keys(others).length < MAX_UNREAD;
    record.unreadState = kept ? { ...others, [packed]: event } : others;
    return applySealedState(record, event, decrypted);
}

/** Takes a decrypted state event into the room's own table. A lower `seq` than the pinned one changes nothing. */
export function applySealedState(record: RoomRecord, event: JsonObject, decrypted: Decryption): boolean {
    if (decrypted.kind !== "read") return false;
    if (decrypted.trust !== "ok" && decrypted.trust !== "from-backup") return false;
    const { type, content } = decrypted;
    const packed = asString(event.state_key);
    if (packed !== `${type}:${decrypted.stateKey ?? ""}` || decrypted.stateKey !== "") return false;
    const room = asString(content["org.valise.room"]);
    if (room !== null && room !== record.roomId) return false;
    const next = (value: unknown, limit: number): EncryptedStateRecord => ({
        seq: asNumber(content.seq) ?? 0,
        iatMs: (asNumber(content.iat) ?? 0) * 1000,
        value: clip(asString(value)?.trim() ?? "", limit) || null,
    });
    if (type === "m.room.name") {
        const name = next(content.name, 255);
        if (record.sealedName !== null && record.sealedName.seq > name.seq) return false;
        record.sealedName = name;
        return true;
    }
    if (type === "m.room.topic") {
        const topic = next(content.topic, 1000);
        if (record.sealedTopic !== null && record.sealedTopic.seq > topic.seq) return false;
        record.sealedTopic = topic;
        return true;
    }
    if (type === PHASE_TYPE) {
        const phase = next(content.statement, MAX_PHASE);
        if ((record.sealedPhase?.seq ?? 0) > phase.seq) return false;
        record.sealedPhase = phase;
        return true;
    }
    return false;
}
