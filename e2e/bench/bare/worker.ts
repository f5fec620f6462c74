import {
    DecryptionSettings,
    DeviceId,
    initAsync,
    OlmMachine,
    RoomId,
    StoreHandle,
    TrustRequirement,
    UserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import type { BareResult, BareTask } from "./messages.ts";

/** The crypto module alone, on the same kind of store as the engine's: IndexedDB under a 32-byte key. */
async function decryptAll(task: BareTask): Promise<BareResult> {
    await initAsync();
    const storeKey = crypto.getRandomValues(new Uint8Array(32));
    const store = await StoreHandle.openWithKey(`bare-${crypto.randomUUID()}`, storeKey);
    const machine = await OlmMachine.initFromStore(new UserId("@bare:bench.example"), new DeviceId("BARE"), store);
    await machine.importExportedRoomKeys(task.exportedKeys, () => {});
    const settings = () => new DecryptionSettings(TrustRequirement.CrossSignedOrLegacy);
    let failed = 0;
    const startedMs = performance.now();
    for (const event of task.events) {
        try {
            const decrypted = await machine.decryptRoomEvent(
                JSON.stringify(event),
                new RoomId(task.roomId),
                settings(),
            );
            JSON.parse(decrypted.event);
            decrypted.free();
        } catch {
            failed++;
        }
    }
    return { count: task.events.length, failed, tookMs: performance.now() - startedMs };
}

addEventListener("message", (event: MessageEvent<BareTask>) => {
    void decryptAll(event.data).then(postMessage);
});
