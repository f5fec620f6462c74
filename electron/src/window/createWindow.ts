import { readFileSync, writeFileSync } from "node:fs";
import { BrowserWindow, screen, type WebPreferences } from "electron";
import { decideWindowBounds, formatWindowState, smallestWindow } from "./windowState.ts";

/** The one window, where it was left; it remembers where it is when it closes. Shown when the page has first painted. */
export function createWindow(stateFile: string, webPreferences: WebPreferences): BrowserWindow {
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    const { bounds, isMaximized } = decideWindowBounds(readState(stateFile), workAreas);
    const window = new BrowserWindow({
        ...bounds,
        minWidth: smallestWindow.width,
        minHeight: smallestWindow.height,
        title: "Valise",
        show: false,
        autoHideMenuBar: true,
        backgroundColor: "#f4f5f7",
        webPreferences,
    });
    window.once("ready-to-show", () => {
        if (isMaximized) window.maximize();
        window.show();
    });
    // The page does not name the window: a room's name would stand in the task bar.
    window.on("page-title-updated", (event) => event.preventDefault());
    window.on("focus", () => window.flashFrame(false));
    window.on("close", () => keepState(stateFile, window));
    return window;
}

function readState(stateFile: string): string | null {
    try {
        return readFileSync(stateFile, "utf8");
    } catch {
        return null;
    }
}

function keepState(stateFile: string, window: BrowserWindow): void {
    try {
        writeFileSync(stateFile, formatWindowState(window.getNormalBounds(), window.isMaximized()), { mode: 0o600 });
    } catch {
        // A full disk must not keep the window open; it then opens in the middle.
    }
}
