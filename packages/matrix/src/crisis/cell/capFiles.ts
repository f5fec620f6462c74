import { err, ok, type Result } from "@valise/base";
import type { EngineFailure, EngineOutput } from "@valise/bridge";
import {
    type BroadcastWish,
    capOfBroadcast,
    formatCap,
    parseCap,
    type ReceivedBroadcast,
    wishOfCap,
} from "@valise/crisis";

const refused = (kind: string) =>
    err<EngineFailure>({ kind: "refused", code: `CAP_${kind.replaceAll("-", "_").toUpperCase()}` });

/** A broadcast as CAP 1.2 XML (crisis SPEC 10). */
export function writeAlert(received: ReceivedBroadcast, marking: string): Result<string, EngineFailure> {
    const xml = formatCap(capOfBroadcast(received, { marking }));
    return xml.ok ? xml : refused(xml.error.kind);
}

/** A CAP 1.2 alert as a draft for a broadcaster; nothing is sent. */
export function readAlert(
    bytes: Uint8Array,
    { lead, nowS }: { readonly lead: string; readonly nowS: number },
): Result<EngineOutput<"readCap">, EngineFailure> {
    const alert = parseCap(new TextDecoder().decode(bytes));
    if (!alert.ok) return refused(alert.error.kind);
    const wish = wishOfCap(alert.value, { lead, nowS, known: () => undefined });
    return wish.ok ? ok(draftOf(wish.value)) : refused(wish.error.kind);
}

function draftOf({ precedence, texts }: BroadcastWish) {
    const entries = Object.entries(texts);
    return {
        precedence,
        texts: Object.fromEntries(entries.map(([lang, text]) => [lang, text?.body ?? ""])),
        headlines: Object.fromEntries(
            entries.flatMap(([lang, text]) => (text?.headline === undefined ? [] : [[lang, text.headline]])),
        ),
    };
}
