import { err, type Result } from "@valise/base";
import type { ClearanceCrypto } from "@valise/clearance";
import { canonicalDigest, canonicalJson, utf8Length } from "../encoding/canonicalJson.ts";
import { isPlainJson, parseWire, type WireRefusal } from "../encoding/parseWire.ts";
import { pickLanguage } from "../encoding/pickLanguage.ts";
import {
    type AlarmStepWire,
    alarmStepSchema,
    type BroadcastNoticeWire,
    type BroadcastRef,
    type BroadcastWire,
    broadcastSchema,
    MAX_BROADCAST_BYTES,
    noticeSchema,
} from "./wire.ts";

/** The text under which a broadcast is filed everywhere: id first, since only that has a fixed length. */
export const broadcastKey = ({ sub, id }: BroadcastRef): string => `${id} ${sub}`;

/** Inverse of {@link broadcastKey}. */
export const broadcastRefOf = (key: string): BroadcastRef => ({ id: key.slice(0, 22), sub: key.slice(23) });

/** Reads an `org.valise.broadcast` block strictly (SPEC 3). */
export function parseBroadcast(value: unknown): Result<BroadcastWire, WireRefusal> {
    const parsed = parseWire(broadcastSchema, value);
    if (parsed.ok && utf8Length(canonicalJson(parsed.value)) > MAX_BROADCAST_BYTES)
        return err({ kind: "too-large", maxBytes: MAX_BROADCAST_BYTES });
    return parsed;
}

/** Reads a cell's wish to alarm again (SPEC 5.6). */
export const parseAlarmStep = (value: unknown): Result<AlarmStepWire, WireRefusal> => parseWire(alarmStepSchema, value);

/** Reads the notice of an alert one may not read (SPEC 3.9). */
export const parseBroadcastNotice = (value: unknown): Result<BroadcastNoticeWire, WireRefusal> =>
    parseWire(noticeSchema, value);

/**
 * What a sender signs (SPEC 4.2): the block and the label beside it, `null` where the message bears none, `"unreadable"` for
 * what could not be a label. Read-back codes are made from it too.
 */
export const broadcastDigest = (crypto: ClearanceCrypto, block: BroadcastWire, label: unknown): Promise<string> =>
    canonicalDigest(crypto, "broadcast", { block, label: isPlainJson(label) ? (label ?? null) : "unreadable" });

/** When an answer is due, in seconds since 1970; `undefined` when none is asked for or no deadline was set. */
export function deadlineOf({ iat, ask }: BroadcastWire): number | undefined {
    return ask === null || ask.withinS === null ? undefined : iat + ask.withinS;
}

/** The text to show a reader of these languages. */
export function textFor(
    texts: BroadcastWire["texts"],
    languages: readonly string[],
): { readonly language: string; readonly headline?: string | undefined; readonly body: string } | undefined {
    const language = pickLanguage(texts, languages);
    const text = language === undefined ? undefined : texts[language];
    return language === undefined || text === undefined ? undefined : { language, ...text };
}
