import { join } from "node:path";
import { systemClock } from "@valise/base";
import { createLocalEngine, type Engine } from "@valise/bridge";
import { createMatrixEngine } from "../createMatrixEngine.ts";
import { deleteCryptoDatabases } from "../crypto/deleteCryptoDatabases.ts";
import type { FetchLike } from "../http/createMatrixHttp.ts";
import { streamedUpload } from "../http/streamedUpload.ts";
import type { Platform } from "../session/Platform.ts";
import { createFileLock } from "../store/createFileLock.ts";
import { createMemoryBackend } from "../store/createMemoryBackend.ts";
import { createSqliteBackend } from "./createSqliteBackend.ts";
import { installIndexedDb } from "./installIndexedDb.ts";

export interface NodeEngineOptions {
    /** Where the session lives; one a process. Not used with `memory`. */
    readonly profileDir: string;
    /** 32 bytes; the store does not open with another. */
    readonly storeKey: Uint8Array<ArrayBuffer>;
    /** What opens an officer's key that a keystore keeps. */
    readonly deskKey?: Uint8Array<ArrayBuffer>;
    /** Nothing on the disk: for load tests, and many engines in one process. */
    readonly memory?: boolean;
    readonly fetch?: FetchLike;
}

export interface NodeEngine extends Engine {
    close(): Promise<void>;
}

const cryptoPrefix = "valise-crypto";

/** The engine in this process: persistent (the same device next time), or in memory. */
export async function createNodeEngine(options: NodeEngineOptions): Promise<NodeEngine> {
    const host = createMatrixEngine(options.memory === true ? memoryPlatform(options) : await diskPlatform(options));
    return { ...createLocalEngine(host), close: () => host.close() };
}

function memoryPlatform(options: NodeEngineOptions): Platform {
    const rows = new Map<string, unknown>();
    return {
        ...common(options),
        openBackend: async () => createMemoryBackend(rows),
        cryptoStorePrefix: null,
        deleteCryptoStore: async () => {},
        lock: null,
    };
}

async function diskPlatform(options: NodeEngineOptions): Promise<Platform> {
    await installIndexedDb(join(options.profileDir, "databases"));
    return {
        ...common(options),
        openBackend: async () => createSqliteBackend(join(options.profileDir, "records.sqlite")),
        cryptoStorePrefix: cryptoPrefix,
        deleteCryptoStore: () => deleteCryptoDatabases(cryptoPrefix),
        lock: createFileLock(join(options.profileDir, "lock")),
    };
}

function common(options: NodeEngineOptions) {
    const carry = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init));
    return {
        fetch: carry,
        upload: streamedUpload(carry),
        clock: systemClock,
        storeKey: async () => options.storeKey,
        takeDeskKey: async () => options.deskKey ?? null,
    };
}
