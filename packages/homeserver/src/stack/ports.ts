import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { err, ok, type Result } from "@valise/base";
import { z } from "zod";
import type { StackError } from "../errors.ts";

const port = z.int().min(1024).max(65_535);
const agencyPorts = z.strictObject({ client: port, admin: port, federation: port, proxy: port });
const stackPorts = z.strictObject({
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

/** Keeps the remembered ports while all are free, so that clients find their server where it was; else chooses anew. */
export async function choosePorts(
    agencyIds: readonly string[],
    remembered: StackPorts | undefined,
): Promise<Result<StackPorts, StackError>> {
    if (remembered !== undefined && sameAgencies(agencyIds, remembered) && (await allFree(remembered))) {
        return ok(remembered);
    }
    const taken = new Set<number>();
    const next = async (): Promise<number> => {
        for (let attempt = 0; attempt < 200; attempt++) {
            // Below the kernel's ephemeral range, or an outgoing connection could sit on a remembered port.
            const candidate = randomInt(18_000, 30_000);
            if (!taken.has(candidate) && (await isPortFree(candidate))) {
                taken.add(candidate);
                return candidate;
            }
        }
        return 0;
    };
    const agencies: Record<string, AgencyPorts> = {};
    for (const id of agencyIds) {
        agencies[id] = { client: await next(), admin: await next(), federation: await next(), proxy: await next() };
    }
    const ports = { control: await next(), wellKnown: await next(), web: await next(), agencies };
    return taken.has(0) || listPorts(ports).includes(0) ? err({ kind: "port-taken", port: 18_000 }) : ok(ports);
}

export function listPorts(ports: StackPorts): number[] {
    return [
        ports.control,
        ports.wellKnown,
        ports.web,
        ...Object.values(ports.agencies).flatMap((a) => Object.values(a)),
    ];
}

export function isPortFree(candidate: number): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen({ host: "127.0.0.1", port: candidate, exclusive: true }, () => server.close(() => resolve(true)));
    });
}

async function allFree(ports: StackPorts): Promise<boolean> {
    for (const candidate of listPorts(ports)) if (!(await isPortFree(candidate))) return false;
    return true;
}

function sameAgencies(ids: readonly string[], ports: StackPorts): boolean {
    return ids.length === Object.keys(ports.agencies).length && ids.every((id) => ports.agencies[id] !== undefined);
}
