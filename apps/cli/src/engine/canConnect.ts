import { connect, type Socket } from "node:net";

/** A connection to the engine's socket; null when nobody serves there. */
export function tryConnect(path: string): Promise<Socket | null> {
    return new Promise((resolve) => {
        const socket = connect(path);
        socket.once("connect", () => resolve(socket));
        socket.once("error", () => resolve(null));
    });
}

export async function canConnect(path: string): Promise<boolean> {
    const socket = await tryConnect(path);
    socket?.destroy();
    return socket !== null;
}
