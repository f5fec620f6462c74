import type { SensitiveAction } from "@valise/bridge";
import { type BrowserWindow, dialog } from "electron";
import { type Language, wordsOf } from "../words/words.ts";

/** Asks in a dialog that the page can neither draw, read nor answer. Cancel is the default; closing it cancels. */
export async function confirmSensitive(
    window: BrowserWindow,
    { action, language }: { action: SensitiveAction | "open-desk"; language: Language },
): Promise<boolean> {
    const words = wordsOf(language);
    const { question, detail, confirm } = words.sensitive[action];
    const { response } = await dialog.showMessageBox(window, {
        type: "warning",
        title: "Valise",
        message: question,
        detail,
        buttons: [words.cancel, confirm],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
    });
    return response === 1;
}
