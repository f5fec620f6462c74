import type { Duplex } from "node:stream";
import type { Link } from "./Link.ts";

interface Piece {
    readonly data: Buffer;
    dueMs: number;
}

/** So much is held for the far side before the near side is told to wait: enough for a fast link with a long delay. */
const HELD_MAX_BYTES = 4 * 1024 * 1024;

/** One direction of one tunnel: holds what arrives until the link lets it pass, in order. */
export class Lane {
    readonly #from: Duplex;
    readonly #to: Duplex;
    readonly #link: Link;
    readonly #direction: "out" | "back";
    #pieces: Piece[] = [];
    #heldBytes = 0;
    #ended = false;
    #timer: Disposable | undefined;

    constructor(from: Duplex, to: Duplex, link: Link, direction: "out" | "back") {
        this.#from = from;
        this.#to = to;
        this.#link = link;
        this.#direction = direction;
        from.on("data", (data: Buffer) => this.#take(data));
        from.on("end", () => {
            this.#ended = true;
            this.#pass();
        });
        to.on("drain", () => this.#pass());
    }

    /** The link's fault changed: what is held is booked again under the new one, so a healed link delivers at once. */
    changed(): void {
        const nowMs = this.#link.clock.monotonicMs();
        for (const piece of this.#pieces) piece.dueMs = this.#link.bookMs(this.#direction, piece.data.length, nowMs);
        this.#pass();
    }

    [Symbol.dispose](): void {
        this.#timer?.[Symbol.dispose]();
        this.#pieces = [];
    }

    #take(data: Buffer): void {
        const nowMs = this.#link.clock.monotonicMs();
        const sliceBytes = this.#sliceBytes();
        for (let at = 0; at < data.length; at += sliceBytes) {
            const slice = data.subarray(at, at + sliceBytes);
            this.#pieces.push({ data: slice, dueMs: this.#link.bookMs(this.#direction, slice.length, nowMs) });
        }
        this.#heldBytes += data.length;
        if (this.#heldBytes > HELD_MAX_BYTES) this.#from.pause();
        this.#pass();
    }

    /** A throttled link passes a twentieth of a second at a time, not 64 KiB in one burst after half a minute. */
    #sliceBytes(): number {
        const { bytesPerSecond } = this.#link.fault;
        return bytesPerSecond === null ? 65_536 : Math.max(64, Math.floor(bytesPerSecond / 20));
    }

    #pass(): void {
        this.#timer?.[Symbol.dispose]();
        if (this.#link.fault.cut !== null) return;
        const nowMs = this.#link.clock.monotonicMs();
        while (this.#pieces[0] !== undefined && this.#pieces[0].dueMs <= nowMs && !this.#to.writableNeedDrain) {
            const { data } = this.#pieces[0];
            this.#pieces.shift();
            this.#heldBytes -= data.length;
            this.#to.write(data);
        }
        const next = this.#pieces[0];
        if (next !== undefined && next.dueMs > nowMs) {
            this.#timer = this.#link.clock.after(next.dueMs - nowMs, () => this.#pass());
        }
        if (this.#heldBytes <= HELD_MAX_BYTES / 2) this.#from.resume();
        if (this.#ended && next === undefined) this.#to.end();
    }
}
