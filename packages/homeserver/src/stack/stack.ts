import type { Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import type { HomeserverState } from "../process/createHomeserver.ts";
import type { LinkState } from "../proxy/createFederationProxy.ts";
import { type LinkFault, NO_FAULT } from "../proxy/linkFault.ts";
import { healAll, setFaults } from "./createControlServer.ts";
import type { StackParts } from "./createStack.ts";
import { describeReady, NOTHING_ADDED, type ReadyLine, type StackAdditions, type StackTrust } from "./describeReady.ts";

export interface AgencyStatus {
    readonly id: string;
    readonly state: HomeserverState;
    readonly pid: number | undefined;
}

/** A running stack. Ids are agency ids; an unknown id throws, since the caller wrote the description. */
export interface Stack extends AsyncDisposable {
    readonly dataDir: string;
    readonly ready: ReadyLine;
    /** A port kept for whoever serves the web app, the same at every start while it is free. */
    readonly webPort: number;
    status(): { readonly agencies: AgencyStatus[]; readonly links: LinkState[] };
    /** Tells `findRunningStack` and the ready line where the web app is served; null when it is not. */
    setWeb(url: string | null): void;
    /** Tells the community that this stack's clients are configured with. */
    setTrust(trust: StackTrust | null): void;
    /** Replaces the fault on the connections that `from` opens to `to` (with `both`, also the reverse). */
    fault(from: string, to: string, fault: Partial<LinkFault>, options?: { readonly both?: boolean }): void;
    heal(): void;
    kill(id: string): Promise<void>;
    pause(id: string): boolean;
    resume(id: string): boolean;
    start(id: string): Promise<Result<void, StackError>>;
    stop(id: string): Promise<void>;
    restart(id: string): Promise<Result<void, StackError>>;
    isHealthy(id: string): Promise<boolean>;
    /** Stops everything and gives the data folder free; safe to call twice. */
    [Symbol.asyncDispose](): Promise<void>;
}

export function createRunning(parts: StackParts, end: () => Promise<void>): Stack {
    const { homeservers, proxy, layout } = parts;
    let additions = NOTHING_ADDED;
    const add = (more: Partial<StackAdditions>) => {
        additions = { ...additions, ...more };
        parts.publish(additions);
    };
    let ending: Promise<void> | undefined;
    const homeserver = (id: string) => {
        const found = homeservers.get(id);
        if (found === undefined) throw new Error(`no agency ${id} in this stack`);
        return found;
    };
    return {
        dataDir: layout.dataDir,
        webPort: parts.ports.web,
        get ready() {
            return describeReady(parts.description, layout, parts.ports, additions);
        },
        status: () => ({
            agencies: [...homeservers.values()].map((h) => ({ id: h.agencyId, state: h.state(), pid: h.pid() })),
            links: proxy.links(),
        }),
        setWeb: (web) => add({ web }),
        setTrust: (trust) => add({ trust }),
        fault(from, to, fault, options) {
            const done = setFaults(proxy, from, to, { ...NO_FAULT, ...fault }, options?.both ?? false);
            if (!done) throw new Error(`no link from ${from} to ${to}`);
        },
        heal: () => healAll(proxy),
        kill: (id) => homeserver(id).kill(),
        pause: (id) => homeserver(id).pause(),
        resume: (id) => homeserver(id).resume(),
        start: (id) => homeserver(id).start(),
        stop: (id) => homeserver(id).stop(),
        restart: (id) => homeserver(id).restart(),
        isHealthy: (id) => homeserver(id).isHealthy(),
        [Symbol.asyncDispose]() {
            ending ??= end();
            return ending;
        },
    };
}
