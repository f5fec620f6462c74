import { app, type WebContents } from "electron";
import type { StoreKey } from "./createStoreKey.ts";

/**
 * Chromium asks the keystore once in a process and keeps the answer. When the page, having said that there is no key,
 * is loaded again at the person's wish, the whole program therefore starts anew.
 */
export function retryByRelaunch(contents: WebContents, storeKey: StoreKey): void {
    let isFirst = true;
    contents.on("did-start-navigation", async ({ isMainFrame, isSameDocument }) => {
        if (!isMainFrame || isSameDocument) return;
        if (isFirst) {
            isFirst = false;
            return;
        }
        if ((await storeKey.state()).kind === "keystore") return;
        app.relaunch();
        app.quit();
    });
}
