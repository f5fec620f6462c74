import { type BrowserWindow, dialog, shell } from "electron";
import { decideExternal } from "../security/decideExternal.ts";
import type { Words } from "../words/words.ts";
import { formatPlainText } from "./formatPlainText.ts";

/** Opens an https or mailto link after the person has seen where it leads. False: refused or declined. */
export async function askExternal(
    window: BrowserWindow,
    words: Words,
    { url, shownText }: { url: string; shownText: string },
): Promise<boolean> {
    const decided = decideExternal(url, shownText);
    if (!decided.ok) return false;
    const { shownTarget, isMismatch, url: target } = decided.value;
    const question = words.external;
    const message = isMismatch
        ? question.mismatch(formatPlainText(shownText).slice(0, 100), shownTarget)
        : target.startsWith("mailto:")
          ? question.mail(shownTarget)
          : question.question(shownTarget);
    const { response } = await dialog.showMessageBox(window, {
        type: isMismatch ? "warning" : "question",
        message,
        detail: target,
        buttons: [words.cancel, question.open],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
    });
    if (response !== 1) return false;
    await shell.openExternal(target);
    return true;
}
