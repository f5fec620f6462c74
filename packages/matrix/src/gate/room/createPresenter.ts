import type { Clock } from "@valise/base";
import { claimsToShow, type ProvenPresentation } from "@valise/clearance";
import type { MatrixHttp } from "../../http/createMatrixHttp.ts";
import type { RoomEntry } from "../../rooms/RoomBook.ts";
import { wire } from "../../wire.ts";
import type { Leave } from "../holder/createLeave.ts";
import type { Holder } from "../holder/Holder.ts";
import type { Deciding, RoomGate } from "./createRoomGate.ts";
import { takeGateEvent } from "./GateEvents.ts";

/** Shows one's own clearance to the rooms that ask for it, and never more than they ask (protocol 3). */
export interface Presenter {
    /** To be called whenever the room's charter, what is shown there or the clearance held may be another. */
    consider(gate: RoomGate): void;
    /** Under way, or waiting for the person's leave. */
    isPresenting(roomId: string): boolean;
    /** Why this account shows nothing to the room; null where it does, or may yet. */
    codeOf(roomId: string): string | null;
    stop(): void;
}

export interface PresenterParts {
    readonly http: MatrixHttp;
    readonly clock: Clock;
    readonly myUserId: string;
    readonly holder: Holder;
    readonly leave: Leave;
    entry(roomId: string): RoomEntry | null;
}

/** After a server that did not take it. */
const RETRY_MS = 10_000;

type Step =
    | { readonly kind: "running" }
    | { readonly kind: "asking" }
    | { readonly kind: "cannot"; readonly code: string };

export function createPresenter(parts: PresenterParts): Presenter {
    const { http, clock, myUserId, holder, leave } = parts;
    const steps = new Map<string, Step>();
    const running = new Map<string, Promise<void>>();
    const timers = new Map<string, Disposable>();
    /** What was put there, by what it answers: if that does not count, the same again would not either. */
    const tried = new Map<string, string>();

    const cannot = (roomId: string, code: string) => {
        steps.set(roomId, { kind: "cannot", code });
        leave.ask(roomId, null);
    };
    const done = (roomId: string) => {
        steps.delete(roomId);
        leave.ask(roomId, null);
    };

    const put = async (gate: RoomGate, text: string): Promise<boolean> => {
        const path = `/_matrix/client/v3/rooms/${encodeURIComponent(gate.roomId)}/state/${wire.presentation}/${encodeURIComponent(myUserId)}`;
        const content = { presentation: text };
        const answer = await http.request("PUT", path, { body: content });
        if (!answer.ok) return false;
        await gate.update((record) => ({ ...record, shown: text }));
        const entry = parts.entry(gate.roomId);
        if (entry !== null) takeGateEvent(entry.gate, wire.presentation, myUserId, content);
        gate.look();
        return true;
    };

    const present = async (gate: RoomGate, { judged, context }: Deciding, known: string | null): Promise<void> => {
        const { roomId } = gate;
        await Promise.all([holder.loaded(), leave.loaded()]);
        const credential = holder.credential();
        if (credential === null) return cannot(roomId, holder.code() ?? "ATT_MISSING");
        const claims = claimsToShow(credential, judged.expectation.asks, context.policies);
        if (!claims.ok) return cannot(roomId, claims.error.code);
        const wish = { agencies: judged.rules.charter.agencies, claims: claims.value };
        if (leave.notYetShown(wish).length > 0) {
            steps.set(roomId, { kind: "asking" });
            leave.ask(roomId, wish);
            return;
        }
        const [binding] = judged.expectation.bindings;
        const attempt = JSON.stringify([judged.expectation, context.bundle.digest, credential.issuerJws]);
        if (known === null && tried.get(roomId) === attempt) return cannot(roomId, ownCode(gate));
        const text = known ?? (await textFor(roomId, claims.value, binding?.nonce ?? ""));
        if (text === null) return;
        await leave.rememberShown(wish);
        if (!(await put(gate, text))) return retry(gate);
        tried.set(roomId, attempt);
        done(roomId);
    };
    const ownCode = (gate: RoomGate) => gate.standingOf(myUserId)?.code ?? "ATT_MISSING";
    const textFor = async (roomId: string, claims: Parameters<Holder["present"]>[0], nonce: string) => {
        const presented = await holder.present(claims, roomId, nonce);
        if (presented.ok) return presented.value;
        cannot(roomId, presented.error.code);
        return null;
    };
    const retry = (gate: RoomGate) => {
        timers.get(gate.roomId)?.[Symbol.dispose]();
        timers.set(gate.roomId, clock.after(RETRY_MS, gate.look));
    };

    /** Null: what stands there is right. Else what to put there again, or `""`: a new one. */
    const lacking = (gate: RoomGate, deciding: Deciding): string | null => {
        const { standings, judged, context } = deciding;
        const entry = parts.entry(gate.roomId);
        const proven = standings.provenOf(myUserId, judged, context);
        if (proven === null || isHalfGone(proven, context.nowS, holder.credential()?.issuedAtS ?? 0)) return "";
        const { shown } = gate.state().record;
        const there = entry?.gate.clearances.get(myUserId) ?? shown ?? "";
        if (isTakenAway(gate) && isOfAnother(there, holder.credential())) return "";
        // The server has lost or hidden it: the others must see it again.
        return entry?.gate.complete === true && !entry.gate.clearances.has(myUserId) ? (shown ?? "") : null;
    };

    /** What was shown is nobody's clearance any more; one issued since counts by itself. */
    const isTakenAway = (gate: RoomGate) => gate.standingOf(myUserId)?.code?.startsWith("ATT_") === true;

    return {
        consider(gate) {
            const { roomId } = gate;
            const { deciding } = gate.state();
            const isJoined = parts.entry(roomId)?.record.membership === "join";
            if (deciding === null || !isJoined || running.has(roomId)) return;
            // Shown since it was looked at last: the next look judges it.
            if (!deciding.standings.isProven(myUserId, deciding.judged, deciding.context)) return;
            const lacks = lacking(gate, deciding);
            if (lacks === null) return done(roomId);
            if (!steps.has(roomId)) steps.set(roomId, { kind: "running" });
            const run = present(gate, deciding, lacks === "" ? null : lacks)
                .catch(() => retry(gate))
                .finally(() => running.delete(roomId));
            running.set(roomId, run);
        },
        isPresenting: (roomId) => running.has(roomId) || (steps.get(roomId)?.kind ?? "cannot") !== "cannot",
        codeOf(roomId) {
            const step = steps.get(roomId);
            return step?.kind === "cannot" ? step.code : null;
        },
        stop() {
            for (const timer of timers.values()) timer[Symbol.dispose]();
        },
    };
}

const isOfAnother = (presentation: string, held: ReturnType<Holder["credential"]>): boolean =>
    held !== null && !presentation.startsWith(`${held.issuerJws}~`);

/**
 * A newer clearance is held, and half of what was left of the shown one when it was signed is gone (protocol 3). One that
 * lasts as long gains nothing.
 */
function isHalfGone(shown: ProvenPresentation, nowS: number, heldIssuedAtS: number): boolean {
    if (heldIssuedAtS <= shown.iat) return false;
    return nowS >= shown.binding.iat + (shown.exp - shown.binding.iat) / 2;
}
