import type { EngineFailure } from "@valise/bridge";
import { backOffMs, connectionBackOff, rateLimitBackOff } from "./backOff.ts";

/**
 * Holds everything back while the server is out of reach or asked for patience; after a failure one probe at a time goes
 * out until one succeeds, so that a server that is coming back is not hammered. All times are monotonic.
 */
export class ServerGate {
    readonly #random: () => number;
    #failuresInARow = 0;
    #untilMs = 0;
    #inFlight = 0;
    #told = false;
    #failure: EngineFailure | null = null;

    constructor(random: () => number) {
        this.#random = random;
    }

    get untilMs(): number {
        return this.#untilMs;
    }

    /** Why it is closed; null when it is open. */
    failureAt(nowMs: number): EngineFailure | null {
        return nowMs < this.#untilMs ? this.#failure : null;
    }

    mayEnter(nowMs: number): boolean {
        return nowMs >= this.#untilMs && (this.#failuresInARow === 0 || this.#inFlight === 0);
    }

    enter(): void {
        this.#inFlight++;
    }

    /** An attempt ended with any answer that shows the server at work. */
    leaveOpen(nowMs: number): void {
        this.#inFlight--;
        // It began before the gate closed: it says nothing about now.
        if (nowMs < this.#untilMs) return;
        this.#failuresInARow = 0;
        this.#failure = null;
    }

    /** An attempt ended without saying anything about the server. */
    leave(): void {
        this.#inFlight--;
    }

    /** `waitMs`: what the server asked for; it is waited out in full, with a little spread on top. */
    leaveClosed(failure: EngineFailure, waitMs: number | null, nowMs: number): void {
        this.#inFlight--;
        this.#failuresInARow++;
        this.#failure = failure;
        const curve = failure.kind === "rate-limited" ? rateLimitBackOff : connectionBackOff;
        const delayMs =
            waitMs === null
                ? backOffMs(curve, this.#failuresInARow, this.#random())
                : waitMs + Math.min(1_000, waitMs / 10) * this.#random();
        // A shorter wait never shortens one the server asked for.
        if (nowMs + delayMs > this.#untilMs) {
            this.#untilMs = nowMs + delayMs;
            this.#told = waitMs !== null;
        }
    }

    /** The connection returned: our own guess of a waiting time is void, the server's word is not. */
    reset(nowMs: number): void {
        if (this.#told && nowMs < this.#untilMs) return;
        this.#untilMs = 0;
        this.#failuresInARow = 0;
        this.#failure = null;
    }
}
