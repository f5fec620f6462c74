import { mkdirSync, rmSync } from "node:fs";
import { err, ok, type Result } from "@valise/base";
import { ensureAccounts } from "../accounts/ensureAccounts.ts";
import type { StackDescription } from "../description/stackDescription.ts";
import type { StackError } from "../errors.ts";
import { createHomeserver, endOrphan, type Homeserver } from "../process/createHomeserver.ts";
import { ensureSecret, foldFileError, readJsonIfPresent, writeFileAtomic } from "../process/files.ts";
import { waitForLock } from "../process/lockFile.ts";
import { identifyProcess } from "../process/processIdentity.ts";
import { createFederationProxy } from "../proxy/createFederationProxy.ts";
import { createWellKnownServer } from "../proxy/createWellKnownServer.ts";
import { ensureRuntime, type Runtime, type RuntimeStep } from "../runtime/ensureRuntime.ts";
import { ensureCertificates } from "../tls/ensureCertificates.ts";
import { checkDataFolder } from "./checkDataFolder.ts";
import { createControlServer } from "./createControlServer.ts";
import { describeReady, NOTHING_ADDED, type StackAdditions } from "./describeReady.ts";
import type { StateFile } from "./findRunningStack.ts";
import { type StackLayout, stackLayout } from "./layout.ts";
import { choosePorts, parseStackPorts, type StackPorts } from "./ports.ts";
import { openProfile, type Profile, type StackProfile } from "./profiles.ts";
import { createRunning, type Stack } from "./stack.ts";

export interface StackOptions {
    readonly description: StackDescription;
    readonly dataDir: string;
    /** Where the virtual environment lies; several stacks may share it. */
    readonly runtimeDir: string;
    /** `embedded` (the default): one Synapse with SQLite an agency. `scale`: workers, PostgreSQL, Redis, a reverse proxy. */
    readonly profile?: StackProfile | undefined;
    /** Address of an agency's policy server (`@valise/policyserver`), which the caller runs; by default none is asked. */
    readonly policyUrl?: ((agencyId: string) => string) | undefined;
    /** A Python to use instead of the first good one on the PATH. */
    readonly python?: string | undefined;
    readonly startTimeoutMs?: number | undefined;
    /** How long to wait for another supervisor of this folder that may just be ending; by default not at all. */
    readonly lockWaitMs?: number | undefined;
    readonly onProgress?: ((step: StackStep) => void) | undefined;
    /** A homeserver that was up died by itself; `again` says that it is being started again. */
    readonly onHomeserverDied?: ((error: StackError, again: boolean) => void) | undefined;
    /** Ends an installation or a start that is under way; the answer is then `cancelled`. */
    readonly signal?: AbortSignal | undefined;
}
export type StackStep = RuntimeStep | "preparing" | "ending-orphans" | "starting-homeservers";

/**
 * Installs what is missing, starts every homeserver side by side and makes the accounts. Refuses while another
 * supervisor holds the data folder; what a killed one left running is ended first. On failure nothing is left running.
 */
export async function startStack(options: StackOptions): Promise<Result<Stack, StackError>> {
    const layout = stackLayout(options.dataDir);
    try {
        mkdirSync(layout.dataDir, { recursive: true, mode: 0o700 });
        const lock = await waitForLock(layout.lockFile, options.lockWaitMs ?? 0);
        if (!lock.ok) {
            return err({ kind: "stack-already-running", pid: lock.error.by.pid, dataDir: layout.dataDir });
        }
        await using undo = new AsyncDisposableStack();
        undo.use(lock.value);
        const stack = await bringUp(options, layout, undo);
        if (!stack.ok) return stack;
        const kept = undo.move();
        return ok(createRunning(stack.value, () => kept.disposeAsync()));
    } catch (error) {
        return err(foldFileError(error, layout.dataDir));
    }
}

export interface StackParts {
    readonly description: StackDescription;
    readonly layout: StackLayout;
    readonly ports: StackPorts;
    readonly homeservers: ReadonlyMap<string, Homeserver>;
    readonly proxy: Awaited<ReturnType<typeof createFederationProxy>> extends Result<infer P, StackError> ? P : never;
    /** Rewrites what `findRunningStack` tells. */
    publish(additions: StackAdditions): void;
}

async function bringUp(
    options: StackOptions,
    layout: StackLayout,
    undo: AsyncDisposableStack,
): Promise<Result<StackParts, StackError>> {
    const { description, onProgress } = options;
    const name = options.profile ?? "embedded";
    const sound = checkDataFolder(layout, description, name);
    if (!sound.ok) return sound;
    const profile = openProfile(name);
    if (!profile.ok) return profile;
    const runtime = await ensureRuntime({ ...options, scale: name === "scale" });
    if (!runtime.ok) return runtime;
    if (options.signal?.aborted) return err({ kind: "cancelled" });
    for (const agency of description.agencies) {
        await endOrphan(layout.agency(agency.id), () => onProgress?.("ending-orphans"));
    }
    onProgress?.("preparing");
    const ports = await prepare(runtime.value, options, layout, profile.value, undo);
    if (!ports.ok) return ports;
    const wellKnown = await createWellKnownServer(wellKnownHosts(description, layout), ports.value.wellKnown);
    if (!wellKnown.ok) return wellKnown;
    undo.use(wellKnown.value);
    const proxy = await createFederationProxy(proxyAgencies(description, ports.value), ports.value.wellKnown);
    if (!proxy.ok) return proxy;
    undo.use(proxy.value);
    const homeservers = createHomeservers(options, profile.value, runtime.value, layout, ports.value);
    undo.defer(async () => {
        await Promise.all([...homeservers.values()].map((homeserver) => homeserver.stop()));
    });
    const token = ensureSecret(layout.controlTokenFile);
    const control = await createControlServer({ proxy: proxy.value, homeservers, token }, ports.value.control);
    if (!control.ok) return control;
    undo.use(control.value);
    const up = await startHomeservers(options, layout, ports.value, homeservers);
    if (!up.ok) return up;
    undo.defer(() => rmSync(layout.stateFile, { force: true }));
    const publish = (additions: StackAdditions) => writeState(description, layout, ports.value, additions);
    publish(NOTHING_ADDED);
    return ok({ description, layout, ports: ports.value, homeservers, proxy: proxy.value, publish });
}

async function prepare(
    runtime: Runtime,
    { description, policyUrl }: StackOptions,
    layout: StackLayout,
    profile: Profile,
    held: AsyncDisposableStack,
): Promise<Result<StackPorts, StackError>> {
    const ids = description.agencies.map((agency) => agency.id);
    const ports = await choosePorts(ids, parseStackPorts(readJsonIfPresent(layout.portsFile)), held);
    if (!ports.ok) return ports;
    writeFileAtomic(layout.portsFile, JSON.stringify(ports.value));
    writeFileAtomic(layout.profileFile, `${profile.name}\n`);
    const certified = await ensureCertificates(runtime, description, layout.tlsDir);
    if (!certified.ok) return certified;
    const serverNames = description.agencies.map((agency) => agency.serverName);
    for (const agency of description.agencies) {
        const own = ports.value.agencies[agency.id];
        if (own === undefined) throw new Error(`agency ${agency.id} has no ports`);
        const files = layout.agency(agency.id);
        const server = { kind: description.kind, agency, serverNames, ports: own, files, caFile: layout.caFile };
        profile.writeFiles({ ...server, policyUrl: policyUrl?.(agency.id) }, runtime, layout.dataDir);
    }
    return ports;
}

function createHomeservers(
    options: StackOptions,
    profile: Profile,
    runtime: Runtime,
    layout: StackLayout,
    ports: StackPorts,
): Map<string, Homeserver> {
    return new Map(
        options.description.agencies.map(({ id }) => {
            const clientPort = ports.agencies[id]?.client ?? 0;
            const startTimeoutMs = options.startTimeoutMs ?? 120_000;
            const { signal, onHomeserverDied: onDied } = options;
            const files = layout.agency(id);
            const launch = profile.launch(files, runtime);
            const server = { agencyId: id, runtime, files, launch, clientPort, startTimeoutMs, signal, onDied };
            return [id, createHomeserver(server)];
        }),
    );
}

/** All at once: each needs most of its start-up to import itself, and has its own process for it. */
async function startHomeservers(
    { description, onProgress }: StackOptions,
    layout: StackLayout,
    ports: StackPorts,
    homeservers: ReadonlyMap<string, Homeserver>,
): Promise<Result<void, StackError>> {
    onProgress?.("starting-homeservers");
    const results = await Promise.all(
        description.agencies.map(async (agency): Promise<Result<void, StackError>> => {
            const started = await homeservers.get(agency.id)?.start();
            if (started !== undefined && !started.ok) return started;
            const adminUrl = `http://127.0.0.1:${ports.agencies[agency.id]?.admin}`;
            return ensureAccounts(agency, layout.agency(agency.id), adminUrl);
        }),
    );
    return results.find((result) => !result.ok) ?? ok();
}

function writeState(
    description: StackDescription,
    layout: StackLayout,
    ports: StackPorts,
    additions: StackAdditions,
): void {
    const supervisor = identifyProcess(process.pid);
    if (supervisor === undefined) throw new Error("this process cannot be identified");
    const state: StateFile = { format: 1, supervisor, ready: describeReady(description, layout, ports, additions) };
    writeFileAtomic(layout.stateFile, JSON.stringify(state));
}

function wellKnownHosts(description: StackDescription, layout: StackLayout) {
    return description.agencies.map(({ id, serverName }) => {
        const { certificateFile, keyFile } = layout.agency(id);
        return { serverName, certificateFile, keyFile };
    });
}

function proxyAgencies(description: StackDescription, ports: StackPorts) {
    return description.agencies.map(({ id, serverName }) => ({
        id,
        serverName,
        proxyPort: ports.agencies[id]?.proxy ?? 0,
        federationPort: ports.agencies[id]?.federation ?? 0,
    }));
}
