import type { Duplex } from "node:stream";
import { type Clock, systemClock } from "@valise/base";
import { Lane } from "./Lane.ts";
import { type LinkFault, NO_FAULT } from "./linkFault.ts";

/** The way from one agency to another: its present fault, and the tunnels that are open on it. */
export class Link {
    readonly clock: Clock;
    #fault: LinkFault = NO_FAULT;
    readonly #tunnels = new Set<Disposable & { changed(): void }>();
    readonly #waiting = new Set<() => void>();
    /** When each direction of the link has sent what it was given so far: the throttle's memory, shared by all tunnels. */
    readonly #busyUntilMs = { out: 0, back: 0 };

    constructor(clock: Clock = systemClock) {
        this.clock = clock;
    }

    get fault(): LinkFault {
        return this.#fault;
    }

    get openTunnels(): number {
        return this.#tunnels.size;
    }

    set(fault: LinkFault): void {
        this.#fault = fault;
        this.#busyUntilMs.out = 0;
        this.#busyUntilMs.back = 0;
        for (const tunnel of [...this.#tunnels]) {
            if (fault.cut === "refuse") tunnel[Symbol.dispose]();
            else tunnel.changed();
        }
        if (fault.cut === "blackhole") return;
        for (const proceed of [...this.#waiting]) proceed();
        this.#waiting.clear();
    }

    /** Resolves when the link is no black hole; a refused link is told apart by the caller. */
    async passable(): Promise<void> {
        if (this.#fault.cut !== "blackhole") return;
        await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }

    /** Joins two sockets until either ends. `client` is the one that opened the connection. */
    join(client: Duplex, server: Duplex): void {
        const out = new Lane(client, server, this, "out");
        const back = new Lane(server, client, this, "back");
        const end = () => {
            out[Symbol.dispose]();
            back[Symbol.dispose]();
            client.destroy();
            server.destroy();
            this.#tunnels.delete(tunnel);
        };
        const tunnel = {
            changed: () => {
                out.changed();
                back.changed();
            },
            [Symbol.dispose]: end,
        };
        this.#tunnels.add(tunnel);
        for (const socket of [client, server]) socket.on("error", end).on("close", end);
    }

    /** Books `sizeBytes` on the throttle and answers when they have passed, in the clock's monotonic time. */
    bookMs(direction: "out" | "back", sizeBytes: number, nowMs: number): number {
        const { bytesPerSecond, delayMs } = this.#fault;
        if (bytesPerSecond === null) return nowMs + delayMs;
        const sentMs = Math.max(nowMs, this.#busyUntilMs[direction]) + (sizeBytes / bytesPerSecond) * 1000;
        this.#busyUntilMs[direction] = sentMs;
        return sentMs + delayMs;
    }

    [Symbol.dispose](): void {
        for (const tunnel of [...this.#tunnels]) tunnel[Symbol.dispose]();
        for (const proceed of [...this.#waiting]) proceed();
    }
}
