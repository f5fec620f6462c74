import type { GatewaySnapshot } from "@valise/bridge";
import type { GatewayCallWire, GatewayOutcome } from "@valise/crisis";

/** The agency's gateway, as far as this engine goes: calls wait here for whoever follows the topic `gateway` (crisis SPEC 9.7). */
export interface Gateway {
    /** Somebody who can run the command follows. */
    isOffered(): boolean;
    offer(isOffered: boolean): void;
    /** Resolves when the command ended; null: whoever could run it is gone. */
    request(call: GatewayCallWire): Promise<GatewayOutcome | null>;
    /** False: no such call waits. */
    report(call: string, outcome: GatewayOutcome): boolean;
    snapshot(): GatewaySnapshot;
    onChanged(listener: () => void): void;
}

interface Waiting {
    readonly wire: GatewayCallWire;
    readonly done: (outcome: GatewayOutcome | null) => void;
}

export function createGateway(): Gateway {
    const waiting = new Map<string, Waiting>();
    const listeners: (() => void)[] = [];
    let offered = false;
    const tell = () => {
        for (const listener of listeners) listener();
    };
    const settle = (call: string, outcome: GatewayOutcome | null) => {
        const one = waiting.get(call);
        waiting.delete(call);
        one?.done(outcome);
        return one !== undefined;
    };
    return {
        isOffered: () => offered,
        offer(isOffered) {
            if (offered === isOffered) return;
            offered = isOffered;
            if (!offered) for (const call of [...waiting.keys()]) settle(call, null);
            tell();
        },
        request: (wire) =>
            new Promise((done) => {
                if (!offered || waiting.has(wire.call)) return done(null);
                waiting.set(wire.call, { wire, done });
                tell();
            }),
        report(call, outcome) {
            const isKnown = settle(call, outcome);
            if (isKnown) tell();
            return isKnown;
        },
        snapshot: () => ({ rows: [...waiting.values()].map(({ wire }) => wire) }),
        onChanged: (listener) => void listeners.push(listener),
    };
}
