import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes an upload only when told; its answer is the number of bytes that came. `/moved` sends to another place. */
export interface SlowServer extends AsyncDisposable {
    readonly origin: string;
    take(): void;
}

export async function startSlowServer(): Promise<SlowServer> {
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const server = createServer((request, response) => {
        const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };
        if (request.method === "OPTIONS") return void response.writeHead(200, headers).end();
        if (request.url === "/moved") return void response.writeHead(307, { ...headers, Location: "/elsewhere" }).end();
        let bytes = 0;
        void taken.then(() => request.on("data", (piece: Buffer) => (bytes += piece.length)));
        request.on("end", () => {
            response.writeHead(200, { ...headers, "Retry-After": "7", "Access-Control-Expose-Headers": "Retry-After" });
            response.end(JSON.stringify({ bytes, length: request.headers["content-length"] }));
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        take,
        async [Symbol.asyncDispose]() {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}
