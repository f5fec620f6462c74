import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";
import type { EnginePort } from "@valise/bridge";

/** Larger than any file the engine takes; a frame beyond it is not ours. */
const maxFrameBytes = 256 * 1024 * 1024;

/**
 * The boundary's messages over a local socket: a 4-byte big-endian length, then a structured clone (`v8.serialize`, which
 * carries bytes). Both ends are the same person's processes; the socket lies in a folder only that person can enter.
 */
export function createFramePort(socket: Socket): EnginePort {
    const listeners: ((event: MessageEvent) => void)[] = [];
    const chunks: Buffer[] = [];
    let bufferedBytes = 0;

    socket.on("data", (chunk) => {
        chunks.push(chunk as Buffer);
        bufferedBytes += chunk.length;
        for (let frame = nextFrame(); frame !== null; frame = nextFrame()) {
            const event = { data: deserialize(frame) } as MessageEvent;
            for (const listener of listeners) listener(event);
        }
    });

    function nextFrame(): Buffer | null {
        if (bufferedBytes < 4) return null;
        const head = (chunks[0]?.length ?? 0) >= 4 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
        const sizeBytes = head.readUInt32BE(0);
        if (sizeBytes > maxFrameBytes) {
            socket.destroy();
            return null;
        }
        if (bufferedBytes < 4 + sizeBytes) return null;
        const all = Buffer.concat(chunks);
        chunks.splice(0, chunks.length, all.subarray(4 + sizeBytes));
        bufferedBytes = all.length - 4 - sizeBytes;
        return all.subarray(4, 4 + sizeBytes);
    }

    return {
        postMessage(message) {
            if (socket.destroyed) return;
            const body = serialize(message);
            const head = Buffer.alloc(4);
            head.writeUInt32BE(body.length);
            socket.cork();
            socket.write(head);
            socket.write(body);
            socket.uncork();
        },
        addEventListener: (_type, listener) => void listeners.push(listener),
    };
}
