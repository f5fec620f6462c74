import { epochMs } from "@valise/base";
import type { SignatureAskSnapshot, UserId } from "@valise/bridge";
import { SKEW_S } from "@valise/clearance";
import { begunAtS, parseSignatureFile, statementFor } from "@valise/clearance/desk";
import { asString } from "../json.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";

export interface SignatureAsks {
    /** Those for which a signature would still count, newest first. */
    list(): readonly SignatureAskSnapshot[];
}

const MAX_ASKS = 10;
/** What all have signed counts whenever it is filed; it waits as long for whoever may file it. */
const SIGNED_S = 86_400;

/**
 * Statements that several must sign, begun by one officer and asked of this one while a signature still counts (protocol 1),
 * or given back by whoever signed last. Kept in memory: after a restart that time is over.
 */
export function createSignatureAsks(parts: {
    readonly toDevice: Pick<ToDevice, "on">;
    readonly nowMs: () => number;
    changed(): void;
}): SignatureAsks {
    const { toDevice, nowMs, changed } = parts;
    let asks: readonly SignatureAskSnapshot[] = [];
    const list = () => asks.filter(({ untilMs }) => untilMs > nowMs());
    toDevice.on(wire.signatureAsk, async ({ senderId, content, isSenderSigned }) => {
        const ask = readAsk(senderId, asString(content.text) ?? "");
        if (ask === null || ask.untilMs <= nowMs() || !(await isSenderSigned())) return;
        // Of one person the newest: what they began before, they have begun anew.
        asks = [ask, ...list().filter((each) => each.userId !== senderId)].slice(0, MAX_ASKS);
        changed();
    });
    return { list };
}

/** One request with a signature on it, or all; null where it is anything else. What it says is believed only when it is signed. */
export function readAsk(senderId: string, text: string): SignatureAskSnapshot | null {
    const file = parseSignatureFile(text);
    if (!file.ok || file.value.requests.length !== 1) return null;
    const [request] = file.value.requests;
    const begun = request === undefined ? undefined : statementFor(file.value, request);
    const atS = begun === undefined ? undefined : begunAtS(begun);
    if (request === undefined || begun === undefined || atS === undefined) return null;
    const isSigned = begun.by.length >= request.signers;
    const untilMs = epochMs((atS + (isSigned ? SIGNED_S : SKEW_S)) * 1000);
    return {
        id: `${senderId} ${request.id} ${atS} ${begun.by.length}`,
        isSigned,
        userId: senderId as UserId,
        summary: request.summary,
        text,
        untilMs,
    };
}
