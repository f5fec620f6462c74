import { err, ok, type Result } from "@valise/base";
import type { BroadcastWish } from "../broadcast/draftBroadcast.ts";
import { type BroadcastRef, MAX_EXPIRY_S, type Precedence, precedence } from "../broadcast/wire.ts";
import { CAP_PRECEDENCE } from "./capOfBroadcast.ts";
import { type CapAlert, type CapInfo, parseCapTime } from "./capWire.ts";

export type CapImportRefusal =
    /** A draft, a system message, an acknowledgement or an error: nothing to broadcast. */
    | { readonly kind: "not-an-alert"; readonly of: string }
    | { readonly kind: "no-text" }
    | { readonly kind: "expired"; readonly expiredAtS: number }
    | { readonly kind: "unknown-language"; readonly language: string }
    /** It updates or cancels something that was never broadcast here. */
    | { readonly kind: "unknown-reference"; readonly identifier: string };

/** What this agency already made of other alerts, by sender and identifier. */
export type KnownAlerts = (sender: string, identifier: string) => (BroadcastRef & { readonly iat: number }) | undefined;

const statuses = { Actual: "actual", Exercise: "exercise", Test: "test" } as const;

/**
 * An alert from outside as the draft of a broadcast (SPEC 10.5). Nobody has signed it: a broadcaster reads, labels and sends
 * it, or does not. It never alarms by itself, and never asks for FLASH unless it was ours.
 */
export function wishOfCap(
    alert: CapAlert,
    { lead, nowS, known }: { readonly lead: string; readonly nowS: number; readonly known: KnownAlerts },
): Result<BroadcastWish, CapImportRefusal> {
    const { status, msgType } = alert;
    if (status === "System" || status === "Draft") return err({ kind: "not-an-alert", of: status });
    if (msgType === "Ack" || msgType === "Error") return err({ kind: "not-an-alert", of: msgType });
    const texts = textsOf(alert.info);
    if (!texts.ok) return texts;
    const expiry = alert.info.flatMap(({ expires }) => parseCapTime(expires ?? "") ?? []);
    const expiresInS = Math.min(...expiry) - nowS;
    if (expiresInS <= 0) return err({ kind: "expired", expiredAtS: Math.min(...expiry) });
    const refs = referencesOf(alert, known);
    if (!refs.ok) return refs;
    return ok({
        status: statuses[status],
        precedence: precedenceOf(alert.info),
        texts: texts.value,
        lead,
        ...(Number.isFinite(expiresInS) && { expiresInS: Math.min(expiresInS, MAX_EXPIRY_S) }),
        ...(msgType === "Update" && { supersedes: refs.value }),
        ...(msgType === "Cancel" && { cancels: refs.value }),
        ...(status === "Exercise" && alert.note !== undefined && { exerciseName: oneLine(alert.note, 80) }),
    });
}

function textsOf(infos: readonly CapInfo[]): Result<BroadcastWish["texts"], CapImportRefusal> {
    const texts: Record<string, { headline?: string; body: string }> = {};
    for (const info of infos) {
        const language = languageOf(info.language ?? "en-US");
        if (language === undefined) return err({ kind: "unknown-language", language: info.language ?? "" });
        const areas = info.area.map(({ areaDesc }) => areaDesc);
        const parts = [info.description, info.instruction, ...areas, info.contact, info.web];
        const body = parts.flatMap((part) => (part === undefined ? [] : [plain(part)])).join("\n\n");
        const before = texts[language];
        const headline = before?.headline ?? (info.headline === undefined ? undefined : oneLine(info.headline, 160));
        texts[language] = {
            ...(headline !== undefined && { headline }),
            body: [before?.body, body === "" ? oneLine(info.headline ?? info.event, 160) : body]
                .filter((part) => part !== undefined)
                .join("\n\n"),
        };
    }
    return Object.keys(texts).length === 0 ? err({ kind: "no-text" }) : ok(texts);
}

function languageOf(tag: string): string | undefined {
    const match = /^([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}))?$/.exec(tag);
    const [, language, script, region] = match ?? [];
    if (language === undefined) return undefined;
    const written = script && `${script.charAt(0).toUpperCase()}${script.slice(1).toLowerCase()}`;
    return [language.toLowerCase(), written, region?.toUpperCase()].filter((part) => part).join("-");
}

const plain = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, " ").trim();
const oneLine = (text: string, max: number): string =>
    plain(text).replace(/\s+/g, " ").slice(0, max).toWellFormed().trim();

/** Ours, where it says so; else by the gravest severity, and never FLASH, which a person decides. */
function precedenceOf(infos: readonly CapInfo[]): Precedence {
    for (const { parameter } of infos)
        for (const { valueName, value } of parameter) {
            const own = precedence.safeParse(value);
            if (valueName === CAP_PRECEDENCE && own.success) return own.data;
        }
    if (infos.some(({ severity, urgency }) => severity === "Extreme" && urgency === "Immediate")) return "IMMEDIATE";
    return infos.some(({ severity }) => severity === "Extreme" || severity === "Severe") ? "PRIORITY" : "ROUTINE";
}

function referencesOf({ msgType, references }: CapAlert, known: KnownAlerts) {
    const refs: NonNullable<ReturnType<KnownAlerts>>[] = [];
    if (msgType === "Alert" || references === undefined) return ok(refs);
    for (const reference of references.split(/\s+/)) {
        const [sender = "", identifier = ""] = reference.split(",");
        const ref = known(sender, identifier);
        if (ref === undefined) return err({ kind: "unknown-reference" as const, identifier });
        refs.push(ref);
    }
    return ok(refs);
}
