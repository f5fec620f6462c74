import { isAppUrl } from "../app/appOrigin.ts";

/**
 * Writing plain text to the clipboard; keeping the store from being evicted; reaching a homeserver inside the agency's
 * own network, which Chromium asks about since 142 (which hosts is held elsewhere). All else is refused.
 */
const granted: ReadonlySet<string> = new Set([
    "clipboard-sanitized-write",
    "persistent-storage",
    "local-network",
    "local-network-access",
    "loopback-network",
]);

/** Decides by the frame that asks, not by the page around it. An unknown permission is refused. */
export function decidePermission(permission: string, asking: { url: string; isMainFrame: boolean }): boolean {
    return granted.has(permission) && asking.isMainFrame && isAppUrl(asking.url);
}
