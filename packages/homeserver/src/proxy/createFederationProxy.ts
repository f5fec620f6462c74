import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { Link } from "./Link.ts";
import { isNoFault, type LinkFault } from "./linkFault.ts";
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
    const links = new Map<string, Link>();
    const servers: Server[] = [];
    const clients = new Set<Socket>();
    for (const from of agencies) {
        for (const to of agencies) if (to.id !== from.id) links.set(linkKey(from.id, to.id), new Link());
        const server = createServer((_request, response) => response.writeHead(405).end());
        server.on("connection", (socket) => {
            clients.add(socket);
            socket.on("close", () => clients.delete(socket));
        });
        server.on("connect", (request, socket, head) => {
            void answer({ from, target: request.url ?? "", client: socket as Socket, head });
        });
        const listening = await listenOnLoopback(server, from.proxyPort);
        servers.push(server);
        if (!listening.ok) {
            await Promise.all(servers.map(closeServer));
            return listening;
        }
    }

    async function answer(ask: { from: ProxyAgency; target: string; client: Socket; head: Buffer }): Promise<void> {
        const { from, client } = ask;
        client.on("error", () => client.destroy());
        const [name, port] = ask.target.split(":");
        const to = agencies.find((agency) => agency.serverName === name);
        if (to === undefined || (port !== "443" && port !== "8448")) return refuse(client, "403 Forbidden");
        const link = port === "443" ? openLink : (links.get(linkKey(from.id, to.id)) ?? openLink);
        await link.passable();
        if (link.fault.cut !== null) return refuse(client, "502 Bad Gateway");
        const server = connect({ host: "127.0.0.1", port: port === "443" ? wellKnownPort : to.federationPort });
        server.setNoDelay(true);
        client.setNoDelay(true);
        server.once("error", () => refuse(client, "502 Bad Gateway"));
        server.once("connect", () => {
            server.removeAllListeners("error");
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            link.join(client, server);
            if (ask.head.length > 0) client.unshift(ask.head);
        });
    }

    /** Well-known answers and a server's calls to itself never meet a fault. */
    const openLink = new Link();
    const stateOf = (key: string, link: Link): LinkState => {
        const [from = "", to = ""] = key.split(">");
        return { from, to, ...link.fault, openTunnels: link.openTunnels };
    };
    return ok({
        setFault(from, to, fault) {
            const link = links.get(linkKey(from, to));
            link?.set(fault);
            return link && stateOf(linkKey(from, to), link);
        },
        links: () => [...links].map(([key, link]) => stateOf(key, link)),
        async [Symbol.asyncDispose]() {
            for (const link of [...links.values(), openLink]) link[Symbol.dispose]();
            for (const socket of clients) socket.destroy();
            await Promise.all(servers.map(closeServer));
        },
    });
}

/** The links that are not whole, for a status line. */
export function faultyLinks(links: readonly LinkState[]): LinkState[] {
    return links.filter((link) => !isNoFault(link));
}

const linkKey = (from: string, to: string): string => `${from}>${to}`;

function refuse(client: Socket, status: string): void {
    if (client.destroyed) return;
    client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, () => client.destroy());
}
