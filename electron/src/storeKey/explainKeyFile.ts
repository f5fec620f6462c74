import { app, type BrowserWindow, dialog } from "electron";
import type { Words } from "../words/words.ts";
import type { StoreKeyFailure } from "./createStoreKey.ts";

/** A sealed key that this keystore does not open, or a file that fails: what the page has no words for. */
export async function explainKeyFile(
    window: BrowserWindow,
    { quit, tryAgain, keystore }: Words,
    kind: Exclude<StoreKeyFailure["kind"], "unavailable">,
): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
        type: "error",
        title: "Valise",
        message: keystore.title,
        detail: keystore[kind],
        buttons: [quit, tryAgain],
        defaultId: 1,
        cancelId: 0,
        noLink: true,
    });
    if (response === 1) app.relaunch();
    app.quit();
}
