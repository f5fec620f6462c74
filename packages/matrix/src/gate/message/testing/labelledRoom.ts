import { type Clock, epochMs, unwrap } from "@valise/base";
import { createShippedRegistry, type Label, parseLabel } from "@valise/labels";
import type { Decryption } from "../../../crypto/createDecryptor.ts";
import type { JsonObject } from "../../../json.ts";
import { createMemoryBackend } from "../../../store/createMemoryBackend.ts";
import { openRecordStore } from "../../../store/openRecordStore.ts";
import type { RecordStore } from "../../../store/RecordStore.ts";
import { parseEvent, type TimelineEvent } from "../../../timeline/TimelineEvent.ts";
import type { LabelledRoom } from "../decideOutgoing.ts";
import { createKeptVerdicts } from "../KeptVerdicts.ts";
import { labelContent } from "../labelContent.ts";
import { createRoomJudge } from "../RoomJudge.ts";
import type { SenderStanding } from "../RoomLabels.ts";

/** A labelled room for unit tests: no gate, no server; standing and label are what the test says. */
export const roomId = "!room:a.example";
export const me = "@me:a.example";
export const paul = "@paul:b.example";
export const registry = createShippedRegistry();
const parsed = new Map<string, Label>();

/** One object for one label, as the gate gives it. */
export function label(text: string): Label {
    const known = parsed.get(text) ?? unwrap(parseLabel(text, registry));
    parsed.set(text, known);
    return known;
}

export const stands: SenderStanding = { kind: "stands" };

export function labelled(highest: string, more: Partial<LabelledRoom> = {}): LabelledRoom {
    const one = label(highest);
    return { registry, label: one, highest: one, ownPolicy: "FR", ceilingLevel: null, ...more };
}

/** Time stands still; nothing that waits is called. */
export const stillClock: Clock = {
    nowMs: () => epochMs(1_000_000_000),
    monotonicMs: () => 0,
    after: () => ({ [Symbol.dispose]: () => {} }),
};

export async function openMemoryStore(): Promise<RecordStore> {
    const key = new Uint8Array(32).fill(7);
    return unwrap(await openRecordStore(createMemoryBackend(), { kind: "key", key })).store;
}

export async function makeJudge(standing: SenderStanding, store?: RecordStore) {
    const used = store ?? (await openMemoryStore());
    const kept = createKeptVerdicts(used, stillClock, roomId);
    await kept.load();
    const now: { standing: SenderStanding; highest: string | null; letInUntilMs: number } = {
        ...{ standing, highest: "FR/S REL=FRA,DEU", letInUntilMs: 0 },
    };
    const unruled = { registry, label: null, highest: null, ceilingLevel: null, ownPolicy: "FR" };
    const labels = () => (now.highest === null ? unruled : labelled(now.highest));
    const wasLetIn = (_: string, atMs: number) => atMs < now.letInUntilMs;
    const judge = createRoomJudge({ myUserId: me, kept, labels, standingOf: () => now.standing, wasLetIn });
    return { judge, kept, store: used, now };
}

export interface MessageParts {
    readonly sender?: string;
    readonly body?: string;
    readonly content?: JsonObject;
    /** Beside the ciphertext. */
    readonly outer?: JsonObject;
    readonly trust?: "ok" | "from-backup" | "mismatch";
    readonly sentAtMs?: number;
}

let number = 0;

/** A decrypted message under a label, or without one. */
export function message(under: string | null, parts: MessageParts = {}): TimelineEvent {
    const { sender = paul, trust = "ok", body = "words" } = parts;
    const bare = { msgtype: "m.text", body, ...parts.content };
    const content = under === null ? bare : unwrap(labelContent(bare, label(under), registry));
    const decryption: Decryption = { kind: "read", type: "m.room.message", content, stateKey: null, trust };
    number++;
    const event = parseEvent(
        {
            event_id: `$${number}`,
            sender,
            type: "m.room.encrypted",
            content: parts.outer ?? {},
            origin_server_ts: parts.sentAtMs ?? number,
        },
        decryption,
        roomId,
    );
    if (event === null) throw new Error("not an event");
    return event;
}

/** Its content as an edit of another message. */
export function editOf(target: TimelineEvent, body: string): JsonObject {
    return {
        body: `* ${body}`,
        "m.new_content": { msgtype: "m.text", body },
        "m.relates_to": { rel_type: "m.replace", event_id: target.eventId },
    };
}
