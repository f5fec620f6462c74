import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import type { StackError } from "../errors.ts";

const port = z.int().min(1024).max(65_535);
const agencyPorts = z.strictObject({ client: port, admin: port, federation: port, proxy: port });
const stackPorts = z.strictObject({
    /** Listened on by the stack itself as long as it runs: whoever holds it has the block of ports that begins with it. */
    held: port,
    control: port,
    wellKnown: port,
    web: port,
    agencies: z.record(z.string(), agencyPorts),
});

/** Loopback ports of one agency: public client API, client and admin API, federation over TLS, and its way out. */
export type AgencyPorts = z.output<typeof agencyPorts>;
export type StackPorts = z.output<typeof stackPorts>;

export function parseStackPorts(input: unknown): StackPorts | undefined {
    return stackPorts.safeParse(input).data;
}

const FIRST = 18_000;
/** Below the kernel's ephemeral range, or an outgoing connection could sit on a remembered port. */
const END = 30_000;
const BLOCK = 64;

/**
 * Keeps the remembered ports while all are free, so that clients find their server where it was; else chooses anew. The first
 * port of their block is listened on until `held` ends: a homeserver takes seconds to listen on its own, in which another stack
 * would find them free.
 */
export async function choosePorts(
    agencyIds: readonly string[],
    remembered: StackPorts | undefined,
    held: AsyncDisposableStack,
): Promise<Result<StackPorts, StackError>> {
    const known = remembered !== undefined && sameAgencies(agencyIds, remembered) ? [remembered] : [];
    const blocks = Math.floor((END - FIRST) / BLOCK) - Math.floor(agencyIds.length / (BLOCK / 4 - 1));
    const anew = Array.from({ length: 200 }, () => portsFrom(FIRST + BLOCK * randomInt(blocks), agencyIds));
    for (const ports of [...known, ...anew]) {
        const servers = await holdBlocks(ports);
        if (servers === undefined) continue;
        if (await allFree(ports)) {
            held.defer(() => closeAll(servers));
            return ok(ports);
        }
        await closeAll(servers);
    }
    return err({ kind: "port-taken", port: FIRST });
}

/** Four an agency, from the fifth of the block on. */
function portsFrom(base: number, agencyIds: readonly string[]): StackPorts {
    const agencies: Record<string, AgencyPorts> = {};
    let next = base + 4;
    for (const id of agencyIds) {
        // Every block's first is held, not used.
        if (next % BLOCK === base % BLOCK) next += 4;
        agencies[id] = { client: next, admin: next + 1, federation: next + 2, proxy: next + 3 };
        next += 4;
    }
    return { held: base, control: base + 1, wellKnown: base + 2, web: base + 3, agencies };
}

/** Undefined: somebody has one of them. */
async function holdBlocks(ports: StackPorts): Promise<readonly Server[] | undefined> {
    const servers: Server[] = [];
    for (let first = ports.held; first <= Math.max(...listPorts(ports)); first += BLOCK) {
        const server = await listenOn(first);
        if (server === undefined) {
            await closeAll(servers);
            return undefined;
        }
        server.unref();
        servers.push(server);
    }
    return servers;
}

async function closeAll(servers: readonly Server[]): Promise<void> {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
}

export function listPorts(ports: StackPorts): number[] {
    return [
        ports.control,
        ports.wellKnown,
        ports.web,
        ...Object.values(ports.agencies).flatMap((a) => Object.values(a)),
    ];
}

function listenOn(candidate: number): Promise<Server | undefined> {
    return new Promise((resolve) => {
        const server = createServer((socket) => socket.destroy());
        server.once("error", () => resolve(undefined));
        server.listen({ host: "127.0.0.1", port: candidate, exclusive: true }, () => resolve(server));
    });
}

async function isPortFree(candidate: number): Promise<boolean> {
    const server = await listenOn(candidate);
    if (server !== undefined) await closeAll([server]);
    return server !== undefined;
}

async function allFree(ports: StackPorts): Promise<boolean> {
    for (const candidate of listPorts(ports)) if (!(await isPortFree(candidate))) return false;
    return true;
}

function sameAgencies(ids: readonly string[], ports: StackPorts): boolean {
    return ids.length === Object.keys(ports.agencies).length && ids.every((id) => ports.agencies[id] !== undefined);
}
