import type { BareResult, BareTask } from "./messages.ts";

declare global {
    interface Window {
        decryptBare(task: BareTask): Promise<BareResult>;
    }
}

window.decryptBare = (task) =>
    new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
        worker.addEventListener("message", (event: MessageEvent<BareResult>) => {
            worker.terminate();
            resolve(event.data);
        });
        worker.addEventListener("error", (event) => reject(new Error(event.message)));
        worker.postMessage(task);
    });
