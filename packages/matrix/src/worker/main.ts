import { type EnginePort, serveEngine } from "@valise/bridge";
import { createMatrixEngine } from "../createMatrixEngine.ts";
import { createWorkerPlatform } from "./createWorkerPlatform.ts";
import { receiveStoreKey } from "./receiveStoreKey.ts";

/** What the page sends once, before anything else. `keyPort` delivers the 32-byte store key; absent in the plain web build. */
interface InitMessage {
    readonly kind: "init";
    readonly keyPort?: MessagePort;
}

const scope = globalThis as unknown as EnginePort & {
    removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
};

function isInit(data: unknown): data is InitMessage {
    return typeof data === "object" && data !== null && (data as { kind?: unknown }).kind === "init";
}

function onFirst(event: MessageEvent): void {
    if (!isInit(event.data)) return;
    scope.removeEventListener("message", onFirst);
    const { keyPort } = event.data;
    const storeKey = keyPort === undefined ? Promise.resolve(null) : receiveStoreKey(keyPort);
    serveEngine(scope, createMatrixEngine(createWorkerPlatform(storeKey)));
    scope.postMessage({ kind: "ready" });
}

scope.addEventListener("message", onFirst);
