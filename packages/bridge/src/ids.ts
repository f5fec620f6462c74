import type { Branded } from "@valise/base";

/** `!opaque` (room version 12) or `!opaque:server`. */
export type RoomId = Branded<string, "RoomId">;
/** `@local:server`. */
export type UserId = Branded<string, "UserId">;
/** `$hash`. */
export type EventId = Branded<string, "EventId">;
export type DeviceId = Branded<string, "DeviceId">;
/** Names one entry of the outbox; it is also the transaction id on the wire and never changes across restarts. */
export type SendKey = Branded<string, "SendKey">;
