import { connect, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { DirectoryPlace } from "@valise/provisioning";
import type { ClientOptions } from "ldapts";

/** What ended a connection before it was done with. */
export class ConnectionLost extends Error {}

/**
 * The transport of one connection. The client would make another by itself when the first ends: without TLS again after StartTLS, and
 * as nobody, who may be shown less. Here the second is refused.
 */
export function connectOnce({ url, ca }: Pick<DirectoryPlace, "url" | "ca">) {
    const { hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, "");
    const tlsOptions: ConnectionOptions = {
        host,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(ca === null ? {} : { ca }),
        minVersion: "TLSv1.2",
        // Said, so that no setting of the environment takes it away.
        rejectUnauthorized: true,
    };
    const lost = Promise.withResolvers<never>();
    // Nobody may be waiting when it ends.
    lost.promise.catch(() => undefined);
    const sockets: Socket[] = [];
    const once = <A extends readonly unknown[]>(make: (...args: A) => Socket) => {
        let isMade = false;
        return (...args: A): Socket => {
            if (isMade) throw new ConnectionLost();
            isMade = true;
            const socket = make(...args);
            sockets.push(socket);
            return socket.once("close", () => lost.reject(new ConnectionLost()));
        };
    };
    const options: Pick<ClientOptions, "tlsOptions" | "createConnection" | "createSecureConnection"> = {
        // With them the client would begin with TLS at any address.
        ...(url.startsWith("ldaps:") ? { tlsOptions } : {}),
        createConnection: once(connect as (...args: readonly unknown[]) => Socket) as typeof connect,
        createSecureConnection: once(connectTls as (...args: readonly unknown[]) => Socket) as typeof connectTls,
    };
    return {
        options,
        tlsOptions,
        /** The first of: the work is done, the connection ends, the time is over. */
        async orLost<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
            let timer: NodeJS.Timeout | undefined;
            const over = new Promise<never>((_, reject) => {
                timer = setTimeout(() => reject(new ConnectionLost()), timeoutMs);
            });
            work.catch(() => undefined);
            try {
                return await Promise.race([work, lost.promise, over]);
            } finally {
                clearTimeout(timer);
            }
        },
        end: () => {
            for (const socket of sockets) socket.destroy();
        },
    };
}
