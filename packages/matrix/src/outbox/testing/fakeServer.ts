import { type Clock, err, ok } from "@valise/base";
import type { EventId } from "@valise/bridge";
import type { CarryFailure, OutboxCarrier, OutgoingEntry, SendReceipt } from "../OutboxCarrier.ts";
import type { SealedSend } from "../OutboxEntry.ts";

/** What happens to one request. `lost-…`: no answer, though the server did or did not take it. `late`: taken 5 s later. */
export type Fault =
    | "none"
    | "refused"
    | "lost-after"
    | "lost-before"
    | "late"
    | "429"
    | "500-after"
    | "502-before"
    | "html-200"
    | "never";

const noAnswer = (reached: boolean): CarryFailure => ({ kind: "no-answer", reached, cause: null });
/** As short as servers in the field forget transaction ids. */
const transactionLifeMs = 30 * 60 * 1000;

/** A homeserver that remembers transaction ids for half an hour, and does to each request what it is told. */
export function createFakeServer(clock: Clock) {
    const arrived: { readonly key: string; readonly room: string; readonly body: unknown; readonly text: unknown }[] =
        [];
    const transactions = new Map<string, { readonly atMs: number; readonly eventId: EventId }>();
    const calls: string[] = [];
    let seals = 0;
    const server = {
        arrived,
        calls,
        nextFault: (): Fault => "none",
        refuse: null as CarryFailure | null,
        /** The connection of one process; `kill` ends it. What was on its way may still arrive. */
        carrier(): OutboxCarrier & { kill(): void } {
            let dead = false;
            const gone = new Promise<never>(() => {});
            return {
                kill: () => {
                    dead = true;
                },
                async seal({ payload, key }) {
                    calls.push(`seal ${key}`);
                    const text = "content" in payload ? payload.content.body : null;
                    return ok({ type: "m.room.encrypted", content: { ciphertext: `${++seals}`, text } });
                },
                async findSent({ key }) {
                    if (dead) return gone;
                    calls.push(`find ${key}`);
                    const fault = server.nextFault();
                    if (fault !== "none") return err(noAnswer(true));
                    const eventId = arrived.some((event) => event.key === key) ? (`$${key}` as EventId) : null;
                    return ok(eventId === null ? null : { eventId });
                },
                async send(entry, sealed) {
                    if (dead) return gone;
                    calls.push(`send ${entry.key} ${sealed.content.ciphertext}`);
                    if (server.refuse !== null) return err(server.refuse);
                    return answer(entry, sealed, server.nextFault());
                },
                async upload(bytes, control) {
                    if (dead) return gone;
                    calls.push(`upload ${bytes.byteLength}`);
                    const fault = server.nextFault();
                    control.progressed(bytes.byteLength / 2);
                    if (fault === "never") {
                        return new Promise((resolve) =>
                            control.signal.addEventListener("abort", () => resolve(err({ kind: "cancelled" }))),
                        );
                    }
                    if (fault !== "none") return err(noAnswer(true));
                    return ok({ mxc: `mxc://mfa.example/${bytes.byteLength}` });
                },
            };
        },
    };

    function take({ key, payload }: OutgoingEntry, sealed: SealedSend): SendReceipt {
        const known = transactions.get(key);
        if (known !== undefined && clock.nowMs() - known.atMs < transactionLifeMs) return { eventId: known.eventId };
        const eventId = `$${key}` as EventId;
        transactions.set(key, { atMs: clock.nowMs(), eventId });
        const room = payload.kind === "to-device" ? "" : payload.roomId;
        arrived.push({ key, room, body: sealed.content.ciphertext, text: sealed.content.text });
        return { eventId };
    }

    async function answer(entry: OutgoingEntry, sealed: SealedSend, fault: Fault) {
        if (["none", "lost-after", "500-after", "html-200"].includes(fault)) take(entry, sealed);
        switch (fault) {
            case "none":
                return ok(take(entry, sealed));
            case "429":
                return err<CarryFailure>({
                    kind: "answered",
                    status: 429,
                    errcode: "M_LIMIT_EXCEEDED",
                    retryAfterMs: 4000,
                });
            case "500-after":
                return err<CarryFailure>({ kind: "answered", status: 500, errcode: "M_UNKNOWN" });
            case "502-before":
                return err<CarryFailure>({ kind: "answered", status: 502, errcode: null });
            case "html-200":
                return err<CarryFailure>({ kind: "answered", status: 200, errcode: null });
            case "refused":
                return err(noAnswer(false));
            case "late":
                clock.after(5000, () => take(entry, sealed));
                return err(noAnswer(true));
            case "never":
                return new Promise<never>(() => {});
            default:
                return err(noAnswer(true));
        }
    }
    return server;
}
