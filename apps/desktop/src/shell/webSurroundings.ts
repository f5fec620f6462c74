import type { WebSurroundings } from "./createWebShell.ts";

/** The browser itself. */
export const webSurroundings: WebSurroundings = {
    version: __VALISE_VERSION__,
    async fetchText(path) {
        const response = await fetch(path, { credentials: "omit", cache: "no-cache" });
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
        return response.text();
    },
    openWindow: (url) => void window.open(url, "_blank", "noopener,noreferrer"),
    signInTab: () => import("./signInInTab.ts"),
    download(name, bytes) {
        // An opaque type, so that no browser renders it in this origin.
        const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
        const link = document.createElement("a");
        link.href = address;
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
    notify(title, options, onClick) {
        if (!("Notification" in window) || Notification.permission !== "granted") return;
        const shown = new Notification(title, options);
        shown.onclick = () => {
            window.focus();
            onClick();
        };
    },
    focusWindow: () => window.focus(),
    setBadge: (count) => void navigator.setAppBadge?.(count).catch(() => undefined),
};
