import { notificationClickedChannel } from "@valise/bridge";
import { type BrowserWindow, Notification } from "electron";
import { showWindow } from "../window/showWindow.ts";
import { formatPlainText } from "./formatPlainText.ts";

export interface NotificationInput {
    readonly roomId: string;
    readonly title: string;
    readonly body: string;
    readonly tag: string;
}
/** Kept so that a click is still heard; the oldest go. */
const mostShown = 50;

/** Shows what the page gives (sender and room, never content); a newer one of the same tag replaces the older. */
export function createNotifier(window: BrowserWindow): (input: NotificationInput) => void {
    const shown = new Map<string, Notification>();
    return ({ roomId, title, body, tag }) => {
        if (!Notification.isSupported()) return;
        const notification = new Notification({
            title: formatPlainText(title),
            body: formatPlainText(body),
        });
        notification.on("click", () => {
            if (window.isDestroyed()) return;
            showWindow(window);
            window.webContents.send(notificationClickedChannel, roomId);
        });
        shown.get(tag)?.close();
        shown.delete(tag);
        shown.set(tag, notification);
        const oldest = shown.keys().next().value;
        if (shown.size > mostShown && oldest !== undefined) shown.delete(oldest);
        notification.show();
    };
}
