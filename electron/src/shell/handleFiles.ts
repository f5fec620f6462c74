import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { app, type BrowserWindow, dialog, shell } from "electron";
import type { OpenedFiles } from "../files/createOpenedFiles.ts";
import { decideFileHandling } from "../files/decideFileHandling.ts";
import { safeFileName } from "../files/safeFileName.ts";
import type { Words } from "../words/words.ts";

export interface FileInput {
    readonly name: string;
    readonly bytes: Uint8Array;
}

/** Hands a file to the system's viewer, or, where its type could run something, offers to save it. False: declined. */
export async function openFile(
    window: BrowserWindow,
    words: Words,
    files: OpenedFiles,
    { name, bytes }: FileInput,
): Promise<boolean> {
    if (decideFileHandling(safeFileName(name), bytes) === "save-only")
        return (await confirmSaving(window, words, name)) && chooseAndSave(window, { name, bytes });
    return (await shell.openPath(await files.put(name, bytes))) === "";
}

/** Saves a file where the person says; a type that could run something is asked about first. False: declined. */
export async function saveFile(window: BrowserWindow, words: Words, { name, bytes }: FileInput): Promise<boolean> {
    const isSafe = decideFileHandling(safeFileName(name), bytes) === "open";
    if (!isSafe && !(await confirmSaving(window, words, name))) return false;
    return chooseAndSave(window, { name, bytes });
}

async function confirmSaving(window: BrowserWindow, words: Words, name: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window, {
        type: "warning",
        message: words.file.saveOnly,
        detail: words.file.saveOnlyDetail(safeFileName(name)),
        buttons: [words.cancel, words.file.save],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
    });
    return response === 1;
}

async function chooseAndSave(window: BrowserWindow, { name, bytes }: FileInput): Promise<boolean> {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath("downloads"), safeFileName(name)),
        properties: ["showOverwriteConfirmation", "createDirectory"],
    });
    if (canceled || !filePath) return false;
    // Written beside and renamed: a full disk leaves the older file as it was, and a link is replaced, not followed.
    const draft = join(dirname(filePath), `.${basename(filePath)}.${process.pid}.part`);
    try {
        await writeFile(draft, bytes, { mode: 0o600, flag: "wx" });
        await rename(draft, filePath);
        return true;
    } finally {
        await rm(draft, { force: true });
    }
}
