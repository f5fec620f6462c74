import type { Shell, ShellBoot } from "@valise/bridge";
import { readWebConfig } from "./readWebConfig.ts";
import type { SignInTab } from "./signInInTab.ts";

/** What a browser offers and a test replaces. */
export interface WebSurroundings {
    readonly version: string;
    fetchText(path: string): Promise<string>;
    openWindow(url: string): void;
    /** The part that waits for another tab, loaded when somebody signs in there. */
    signInTab(): Promise<SignInTab>;
    download(name: string, bytes: Uint8Array<ArrayBuffer>): void;
    notify(title: string, options: { body: string; tag: string }, onClick: () => void): void;
    setBadge(count: number): void;
    /** As far as a browser lets a page come forward. */
    focusWindow(): void;
}

/**
 * The program around the plain web build is the browser: no keystore, and confirmations are the page's own. The list of
 * agencies comes from `/config.json` of the same origin, which the agency's own host serves. Throws when it is damaged:
 * without a list nobody can sign in, and the start screen says so.
 */
export function createWebShell(around: WebSurroundings): Shell {
    const clicked = new Set<(roomId: never) => void>();
    let signingIn: AbortController | undefined;
    return {
        async boot(): Promise<ShellBoot> {
            const config = readWebConfig(await around.fetchText("/config.json"));
            return {
                kind: "web",
                version: around.version,
                deviceName: "Valise (Web)",
                agencies: config.agencies,
                trust: config.trust,
                keyProtection: { kind: "web" },
                serviceDesk: config.serviceDesk,
                exerciseUrl: config.exerciseUrl,
            };
        },
        takeKeyPort: async () => null,
        takeDeskKeyPort: async () => null,
        async openExternal({ url }) {
            if (!/^(https|mailto):/i.test(url)) return false;
            around.openWindow(url);
            return true;
        },
        async signInInBrowser({ address }) {
            signingIn?.abort();
            signingIn = new AbortController();
            const { signal } = signingIn;
            return (await around.signInTab()).signInInTab(address, signal);
        },
        async proveInBrowser({ address }) {
            if (!/^https?:\/\/[^/?#]+\/[^?#]*auth\/m\.login\.sso\/fallback\/web\?prompt=login&session=/.test(address))
                return false;
            around.openWindow(address);
            return true;
        },
        stopSignIn: async () => signingIn?.abort(),
        // A browser cannot hand a file to a program; both ways save it.
        async openFile({ name, bytes }) {
            around.download(name, bytes);
            return true;
        },
        async saveFile({ name, bytes }) {
            around.download(name, bytes);
            return true;
        },
        async notify({ roomId, title, body, tag }) {
            around.notify(title, { body, tag }, () => {
                for (const listener of clicked) listener(roomId as never);
            });
        },
        async raiseAlarm() {
            around.focusWindow();
        },
        // A page in a browser runs no programs.
        callGateway: async () => ({ state: "not-started", exitCode: null }),
        async setUnreadCount({ count }) {
            around.setBadge(count);
        },
        // There is no window here that the page cannot draw on: the dialog that came before is the confirmation.
        confirmSensitive: async () => true,
        onNotificationClicked(listener) {
            clicked.add(listener);
            return { [Symbol.dispose]: () => void clicked.delete(listener) };
        },
    };
}
