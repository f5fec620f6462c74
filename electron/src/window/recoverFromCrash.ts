import { type BrowserWindow, dialog } from "electron";
import type { Words } from "../words/words.ts";
import { decideRecovery } from "./decideRecovery.ts";

/** Loads the page again when its process has gone; when it keeps going, says so and asks. */
export function recoverFromCrash(window: BrowserWindow, words: Words, load: () => void): void {
    const crashesAtMs: number[] = [];
    window.webContents.on("render-process-gone", async (_event, { reason }) => {
        if (reason === "clean-exit" || window.isDestroyed()) return;
        const nowMs = Date.now();
        crashesAtMs.push(nowMs);
        if (decideRecovery(crashesAtMs, nowMs) === "reload") return load();
        const { response } = await dialog.showMessageBox(window, {
            type: "error",
            message: words.crash.title,
            detail: words.crash.detail,
            buttons: [words.quit, words.tryAgain],
            cancelId: 0,
            noLink: true,
        });
        if (response === 1) load();
        else window.close();
    });
}
