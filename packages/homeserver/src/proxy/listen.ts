import type { Server as HttpServer } from "node:http";
import type { Server as HttpsServer } from "node:https";
import { err, ok, type Result } from "@valise/base";
import type { StackError } from "../errors.ts";
import { isErrno } from "../process/files.ts";

/** Listens on 127.0.0.1 and nowhere else. */
export function listenOnLoopback(server: HttpServer | HttpsServer, port: number): Promise<Result<void, StackError>> {
    return new Promise((resolve, reject) => {
        server.once("error", (error) => {
            if (isErrno(error, "EADDRINUSE")) resolve(err({ kind: "port-taken", port }));
            else reject(error);
        });
        server.listen(port, "127.0.0.1", () => resolve(ok()));
    });
}

export async function closeServer(server: HttpServer | HttpsServer): Promise<void> {
    if (!server.listening) return;
    await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
}
