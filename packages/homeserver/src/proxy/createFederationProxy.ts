import { createServer, type Server } from "node:http";
import { connect, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { Link } from "./Link.ts";
import type { LinkFault } from "./linkFault.ts";
import { closeServer, listenOnLoopback } from "./listen.ts";

export interface ProxyAgency {
    readonly id: string;
    readonly serverName: string;
    /** Where this agency's server sends its CONNECT requests: the port says who is asking. */
    readonly proxyPort: number;
    readonly federationPort: number;
}

export interface LinkState extends LinkFault {
    readonly from: string;
    readonly to: string;
    readonly openTunnels: number;
}

export interface FederationProxy extends AsyncDisposable {
    /** Replaces the fault of one way; undefined when no such way exists. */
    setFault(from: string, to: string, fault: LinkFault): LinkState | undefined;
    links(): LinkState[];
}

/**
 * The only way out of every homeserver of the stack. `CONNECT name:8448` goes to that agency's loopback port and
 * `CONNECT name:443` to the well-known server, so neither DNS nor an open network is needed; all else is refused.
 */
export async function createFederationProxy(
    agencies: readonly ProxyAgency[],
    wellKnownPort: number,
): Promise<Result<FederationProxy, StackError>> {
    const routes = new Routes(agencies, wellKnownPort);
    const servers: Server[] = [];
    const clients = new Set<Socket>();
    const end = async () => {
        routes[Symbol.dispose]();
        for (const socket of clients) socket.destroy();
        await Promise.all(servers.map(closeServer));
    };
    for (const from of agencies) {
        const server = createServer((_request, response) => response.writeHead(405).end());
        server.on("connection", (socket) => {
            clients.add(socket);
            socket.on("close", () => clients.delete(socket));
        });
        server.on("connect", (request, client, head) => void routes.answer(from, request.url ?? "", client, head));
        const listening = await listenOnLoopback(server, from.proxyPort);
        servers.push(server);
        if (!listening.ok) {
            await end();
            return listening;
        }
    }
    return ok({
        setFault: (from, to, fault) => routes.setFault(from, to, fault),
        links: () => routes.states(),
        [Symbol.asyncDispose]: end,
    });
}

/** Every way between two agencies, and where a CONNECT request leads. */
class Routes {
    readonly #agencies: readonly ProxyAgency[];
    readonly #wellKnownPort: number;
    readonly #links = new Map<string, { readonly from: string; readonly to: string; readonly link: Link }>();
    /** Well-known answers and a server's calls to itself never meet a fault. */
    readonly #whole = new Link();

    constructor(agencies: readonly ProxyAgency[], wellKnownPort: number) {
        this.#agencies = agencies;
        this.#wellKnownPort = wellKnownPort;
        for (const { id: from } of agencies) {
            for (const { id: to } of agencies) {
                if (to !== from) this.#links.set(linkKey(from, to), { from, to, link: new Link() });
            }
        }
    }

    setFault(from: string, to: string, fault: LinkFault): LinkState | undefined {
        this.#links.get(linkKey(from, to))?.link.set(fault);
        return this.states().find((state) => state.from === from && state.to === to);
    }

    states(): LinkState[] {
        return [...this.#links.values()].map(({ from, to, link }) => {
            return { from, to, ...link.fault, openTunnels: link.openTunnels };
        });
    }

    async answer(from: ProxyAgency, target: string, client: Duplex, head: Buffer): Promise<void> {
        client.on("error", () => client.destroy());
        const [name, port] = target.split(":");
        const to = this.#agencies.find((agency) => agency.serverName === name);
        if (to === undefined || (port !== "443" && port !== "8448")) return refuse(client, "403 Forbidden");
        const link = (port === "8448" && this.#links.get(linkKey(from.id, to.id))?.link) || this.#whole;
        await link.passable();
        // It may have given up while the link was a black hole.
        if (client.destroyed) return;
        if (link.fault.cut !== null) return refuse(client, "502 Bad Gateway");
        const server = connect({ host: "127.0.0.1", port: port === "443" ? this.#wellKnownPort : to.federationPort });
        server.setNoDelay(true);
        if (client instanceof Socket) client.setNoDelay(true);
        server.once("error", () => refuse(client, "502 Bad Gateway"));
        server.once("connect", () => {
            server.removeAllListeners("error");
            if (client.destroyed) return void server.destroy();
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            link.join(client, server);
            if (head.length > 0) client.unshift(head);
        });
    }

    [Symbol.dispose](): void {
        for (const { link } of this.#links.values()) link[Symbol.dispose]();
        this.#whole[Symbol.dispose]();
    }
}

const linkKey = (from: string, to: string): string => `${from}>${to}`;

function refuse(client: Duplex, status: string): void {
    if (client.destroyed) return;
    client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, () => client.destroy());
}
