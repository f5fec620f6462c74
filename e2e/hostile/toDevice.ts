import type { Tap } from "../support/tap.ts";

/** `user device` of every Olm ciphertext that left through the tap, from the `from`th request on. */
export function sealedFor(tap: Tap, from = 0): readonly string[] {
    return tap.requests.slice(from).flatMap(({ method, url, body }) => {
        if (method !== "PUT" || !url.includes("/sendToDevice/m.room.encrypted/")) return [];
        const { messages } = JSON.parse(body) as { messages: Record<string, Record<string, object>> };
        return Object.entries(messages).flatMap(([userId, devices]) =>
            Object.keys(devices).map((deviceId) => `${userId} ${deviceId}`),
        );
    });
}
