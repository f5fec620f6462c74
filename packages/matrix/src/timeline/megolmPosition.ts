import { asString, type JsonObject } from "../json.ts";

/**
 * Session and message index of a Megolm ciphertext (olm's megolm.md, "Message format"): one place in a session carries one
 * message, so a second event with the same one is a replay. Null where the content is of another shape.
 */
export function megolmPosition(content: JsonObject): string | null {
    const place = megolmPlace(content);
    return place === null ? null : `${place.sessionId} ${place.index}`;
}

export interface MegolmPlace {
    readonly sessionId: string;
    readonly index: number;
}

/** What such a position names. */
export function placeOf(position: string | null | undefined): MegolmPlace | null {
    const space = position?.lastIndexOf(" ") ?? -1;
    if (position == null || space < 0) return null;
    return { sessionId: position.slice(0, space), index: Number(position.slice(space + 1)) };
}

export function megolmPlace(content: JsonObject): MegolmPlace | null {
    const sessionId = asString(content.session_id);
    const index = messageIndex(asString(content.ciphertext) ?? "");
    return sessionId === null || index === null ? null : { sessionId, index };
}

const INDEX_TAG = 0x08;

/** Version byte, then the index as a tagged variable-length integer; the ciphertext that follows is not read. */
function messageIndex(ciphertext: string): number | null {
    const bytes = decodeStart(ciphertext);
    if (bytes === null || bytes.charCodeAt(1) !== INDEX_TAG) return null;
    let index = 0;
    for (let at = 2; at < Math.min(bytes.length, 7); at++) {
        const byte = bytes.charCodeAt(at);
        index += (byte & 0x7f) * 2 ** (7 * (at - 2));
        if (byte < 0x80) return index;
    }
    return null;
}

function decodeStart(base64: string): string | null {
    try {
        return atob(base64.slice(0, 12));
    } catch {
        return null;
    }
}
