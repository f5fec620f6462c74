/**
 * The engine of one account, shared by all commands that run for it: `node engineProcess.ts PROFILE_DIR`.
 * Started by the first command, it ends by itself soon after the last has gone.
 */
import { existsSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname, join } from "node:path";
import type { EngineHandlers, EngineHost } from "@valise/bridge";
import { serveEngine } from "@valise/bridge";
import { findRunningStack } from "@valise/homeserver";
import { createFileLock, createNodeEngine, type NodeEngine } from "@valise/matrix/node";
import { readStoreKey } from "../profile/Profile.ts";
import { canConnect } from "./canConnect.ts";
import { createFramePort } from "./framePort.ts";
import { socketPath } from "./socketPath.ts";
import { watchStrayErrors } from "./watchStrayErrors.ts";

/** The next command of a script comes sooner than this, and need not start anew. */
const idleMs = 15_000;
const lockWaitMs = 30_000;

const profileDir = process.argv[2] ?? "";
const path = socketPath(profileDir);
const clients = new Set<Socket>();
let ending = false;
/** Until there is an engine to close, the end is at once. */
let endBroken = (): void => process.exit(1);

process.umask(0o077);
watchStrayErrors(
    process,
    (line) => void process.stderr.write(`${line}\n`),
    () => endBroken(),
);
const lock = await becomeTheOne();
if (lock !== null) {
    rmSync(path, { force: true });
    const engine = await createNodeEngine({ profileDir, storeKey: readStoreKey(profileDir) });
    const server = createServer((socket) => serve(socket, engine));
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.on(signal, () => void end(server, engine, lock));
    endBroken = () => void end(server, engine, lock, 1);
    server.listen(path);
    let signedOut = false;
    engine.subscribe({ topic: "session" }, ({ phase }) => {
        signedOut = phase === "signed-out";
    });
    let lastSeenMs = performance.now();
    const ofStack = isStackRunning();
    setInterval(() => {
        // Without its socket (a removed profile) nobody can reach it any more.
        if (server.listening && !existsSync(path)) return void end(server, engine, lock);
        if (clients.size > 0) lastSeenMs = performance.now();
        // Signed out, there is nothing to keep ready; `logout` waits for this end.
        else if (signedOut || performance.now() - lastSeenMs > idleMs || (ofStack && !isStackRunning()))
            void end(server, engine, lock);
    }, 250);
}

/** A stack that ends leaves no process behind, ours included. */
function isStackRunning(): boolean {
    return findRunningStack(dirname(dirname(profileDir))) !== undefined;
}

/** Waits for the engine before to let go; null when another has taken the place and serves. */
async function becomeTheOne(): Promise<Disposable | null> {
    const file = createFileLock(join(profileDir, "engine.lock"));
    const untilMs = performance.now() + lockWaitMs;
    for (;;) {
        const held = await file.acquire(0);
        if (held.ok) return held.value;
        if (await canConnect(path)) return null;
        if (performance.now() > untilMs) process.exit(1);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

function serve(socket: Socket, engine: NodeEngine): void {
    clients.add(socket);
    const topics = new Set<Disposable>();
    // Each client's own view: its topics are closed when it goes, however it goes.
    const host: EngineHost = {
        handlers: engine.commands as unknown as EngineHandlers,
        openTopic(ref, publish) {
            const topic = engine.subscribe(ref, publish);
            topics.add(topic);
            return {
                [Symbol.dispose]() {
                    topics.delete(topic);
                    topic[Symbol.dispose]();
                },
            };
        },
    };
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
        clients.delete(socket);
        for (const topic of topics) topic[Symbol.dispose]();
    });
    serveEngine(createFramePort(socket), host);
}

async function end(server: Server, engine: NodeEngine, held: Disposable, exitCode = 0): Promise<void> {
    if (ending) return;
    ending = true;
    server.close();
    for (const socket of clients) socket.destroy();
    // A store that does not close is closed by the system, and the next start reads what is on the disk.
    const closed = engine.close().catch(() => {});
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 10_000))]);
    held[Symbol.dispose]();
    process.exit(exitCode);
}
