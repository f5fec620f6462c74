import { app, type BrowserWindow, dialog } from "electron";
import type { Words } from "../words/words.ts";
import type { StoreKeyFailure } from "./createStoreKey.ts";

/**
 * Says why there is no key and what to do. "Try again" starts the app anew, since Chromium asks the keystore only once
 * in a process.
 */
export async function explainKeystore(window: BrowserWindow, words: Words, failure: StoreKeyFailure): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
        type: "error",
        title: "Valise",
        message: words.keystore.title,
        detail: words.keystore[failure.kind === "unavailable" ? failure.reason : failure.kind],
        buttons: [words.quit, words.tryAgain],
        defaultId: 1,
        cancelId: 0,
        noLink: true,
    });
    if (response === 1) app.relaunch();
    app.quit();
}
