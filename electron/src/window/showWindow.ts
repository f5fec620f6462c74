import type { BrowserWindow } from "electron";

/** Brings the window before the person, wherever it was. */
export function showWindow(window: BrowserWindow): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
}
