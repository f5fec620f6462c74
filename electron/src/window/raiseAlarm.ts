import { app, type BrowserWindow } from "electron";
import { showWindow } from "./showWindow.ts";

/**
 * An alarm: the window comes before the person, over what else is open. Where the system keeps a program from taking the
 * focus, its entry in the task bar flashes until the window has it (createWindow).
 */
export function raiseAlarm(window: BrowserWindow): void {
    if (window.isDestroyed()) return;
    showWindow(window);
    window.moveTop();
    app.focus({ steal: true });
    if (!window.isFocused()) window.flashFrame(true);
}
