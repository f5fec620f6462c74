import { type EnginePort, serveEngine } from "@valise/bridge";
import { createMatrixEngine } from "../createMatrixEngine.ts";
import { createWorkerPlatform } from "./createWorkerPlatform.ts";
import { receiveStoreKey } from "./receiveStoreKey.ts";

/** What the page sends once, before anything else. `keyPort` delivers the 32-byte store key; absent in the plain web build. */
interface InitMessage {
    readonly kind: "init";
    readonly keyPort?: MessagePort;
}

/** Each time the officer opens the desk with the keystore's key; a port as above. */
interface DeskKeyMessage {
    readonly kind: "desk-key";
    readonly keyPort: MessagePort;
}

const scope = globalThis as unknown as EnginePort & {
    removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
};

function isInit(data: unknown): data is InitMessage {
    return typeof data === "object" && data !== null && (data as { kind?: unknown }).kind === "init";
}

function isDeskKey(data: unknown): data is DeskKeyMessage {
    const message = data as { kind?: unknown; keyPort?: unknown } | null;
    return typeof data === "object" && message?.kind === "desk-key" && message.keyPort instanceof MessagePort;
}

/** Keeps the newest key handed over until it is taken, which is once. */
function receiveDeskKeys(): () => Promise<Uint8Array | null> {
    let handed: Promise<Uint8Array | null> = Promise.resolve(null);
    scope.addEventListener("message", ({ data }) => {
        if (isDeskKey(data)) handed = receiveStoreKey(data.keyPort).catch(() => null);
    });
    return () => {
        const key = handed;
        handed = Promise.resolve(null);
        return key;
    };
}

function onFirst(event: MessageEvent): void {
    if (!isInit(event.data)) return;
    scope.removeEventListener("message", onFirst);
    const { keyPort } = event.data;
    const storeKey = keyPort === undefined ? Promise.resolve(null) : receiveStoreKey(keyPort);
    serveEngine(scope, createMatrixEngine(createWorkerPlatform(storeKey, receiveDeskKeys())));
    scope.postMessage({ kind: "ready" });
}

scope.addEventListener("message", onFirst);
