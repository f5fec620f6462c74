import { epochMs } from "@valise/base";
import type { SignatureAskSnapshot, UserId } from "@valise/bridge";
import { SKEW_S, type StatementWire, type TrustContext } from "@valise/clearance";
import { begunAtS, parseSignatureFile, type SignatureRequest, statementFor } from "@valise/clearance/desk";
import { asString } from "../json.ts";
import type { ToDevice } from "../sync/createToDevice.ts";
import { wire } from "../wire.ts";
import { signedCode } from "./signedCode.ts";

export interface SignatureAsks {
    /**
     * Those for which a signature of this person would still count, newest first: each of somebody who reads the room it is
     * about, as this device knows at the call.
     */
    list(): readonly SignatureAskSnapshot[];
    /** What is known of a room's members is another now. */
    roomChanged(roomId: string): void;
}

interface Ask {
    readonly shown: SignatureAskSnapshot;
    readonly request: SignatureRequest;
    readonly begun: StatementWire;
    readonly begunAtMs: number;
}

const MAX_ASKS = 10;
/** What all have signed counts whenever it is filed; it waits as long for whoever may file it. */
const SIGNED_S = 86_400;

/**
 * Statements that several must sign, begun by one officer and asked of this one while a signature still counts (protocol 1),
 * or given back by whoever signed last. Kept in memory: after a restart that time is over. Anybody may send one, so nothing
 * of it is shown but to who holds its role, and from who reads its room; what waits to be known is few, and gives way first.
 */
export function createSignatureAsks(parts: {
    readonly toDevice: Pick<ToDevice, "on">;
    readonly nowMs: () => number;
    /** Whether this person can sign as all of these. */
    holds(roles: readonly string[]): boolean;
    /** Whether somebody reads a room by what this device knows; null: it does not know yet. */
    reads(roomId: string, userId: string): boolean | null;
    /** Asks who is in a room and what they showed there. */
    establish(roomId: string): void;
    /** Trust data of now, what the last run kept included; null: none was ever accepted. */
    context(): Promise<TrustContext | null>;
    changed(): void;
}): SignatureAsks {
    const { toDevice, nowMs, holds, reads, establish, context, changed } = parts;
    let asks: readonly Ask[] = [];
    // One from the future would stay for as long as its sender likes.
    const isTimely = ({ shown, begunAtMs }: Ask) => shown.untilMs > nowMs() && begunAtMs <= nowMs() + SKEW_S * 1000;
    const isShown = ({ shown, request }: Ask) =>
        holds(request.role.split(" ")) && reads(request.audience, shown.userId) === true;
    const verified = async (ask: Ask): Promise<Ask> => {
        if (!ask.shown.isSigned) return ask;
        const code = await signedCode(ask.begun, ask.request, await context(), ask.shown.userId);
        return { ...ask, shown: { ...ask.shown, code } };
    };
    toDevice.on(wire.signatureAsk, async ({ senderId, content, isSenderSigned }) => {
        const read = readAsk(senderId, asString(content.text) ?? "");
        if (read === null || !isTimely(read) || !(await isSenderSigned())) return;
        const ask = await verified(read);
        // Of one person the newest: what they began before, they have begun anew.
        const others = asks.filter((each) => isTimely(each) && each.shown.userId !== senderId);
        const hidden = others.filter((each) => !isShown(each));
        asks = [ask, ...others.filter(isShown), ...hidden].slice(0, MAX_ASKS);
        if (!isShown(ask)) establish(ask.request.audience);
        changed();
    });
    return {
        list: () => asks.filter((ask) => isTimely(ask) && isShown(ask)).map(({ shown }) => shown),
        roomChanged(roomId) {
            if (asks.some(({ request }) => request.audience === roomId)) changed();
        },
    };
}

/** One request with a signature on it, or all; null where it is anything else. What it says is believed only when it is signed. */
export function readAsk(senderId: string, text: string): Ask | null {
    const file = parseSignatureFile(text);
    if (!file.ok || file.value.requests.length !== 1) return null;
    const [request] = file.value.requests;
    const begun = request === undefined ? undefined : statementFor(file.value, request);
    const atS = begun === undefined ? undefined : begunAtS(begun);
    if (request === undefined || begun === undefined || atS === undefined || request.signers < 2) return null;
    const isSigned = begun.by.length >= request.signers;
    const untilMs = epochMs((atS + (isSigned ? SIGNED_S : SKEW_S)) * 1000);
    const shown = {
        id: `${senderId} ${request.id} ${atS} ${begun.by.length}`,
        isSigned,
        code: null,
        userId: senderId as UserId,
        summary: request.summary,
        text,
        untilMs,
    };
    return { shown, request, begun, begunAtMs: atS * 1000 };
}
