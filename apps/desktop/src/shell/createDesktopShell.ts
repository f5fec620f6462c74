import type { RoomId, Shell } from "@valise/bridge";

/** What the preload puts on `window` (electron/README.md): one function per method, plain values only. */
export interface DesktopBridge
    extends Omit<Shell, "boot" | "takeKeyPort" | "takeDeskKeyPort" | "onNotificationClicked"> {
    boot(input: Record<string, never>): ReturnType<Shell["boot"]>;
    /** True: the port follows by a message on `window`. */
    requestKeyPort(input: Record<string, never>): Promise<boolean>;
    /** The same, after the program has asked the person. */
    requestDeskKeyPort(input: { language: "en" | "fr" | "de" }): Promise<boolean>;
    /** Answers a function that stops listening. */
    onNotificationClicked(listener: (roomId: string) => void): () => void;
}

/** Where messages from the preload arrive; `window`, or a stand-in. */
export interface MessageSource {
    addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
    removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

// The literal, and not the import: the contract's module would bring its schemas into the page.
const keyPortChannel: typeof import("@valise/bridge").keyPortChannel = "valise:key-port";
const deskKeyPortChannel: typeof import("@valise/bridge").deskKeyPortChannel = "valise:desk-key-port";

/** The shell in Electron: every method passes to main, which parses its input and checks the frame. */
export function createDesktopShell(bridge: DesktopBridge, messages: MessageSource): Shell {
    return {
        boot: () => bridge.boot({}),
        takeKeyPort: () => takePort(keyPortChannel, () => bridge.requestKeyPort({}), messages),
        takeDeskKeyPort: (input) => takePort(deskKeyPortChannel, () => bridge.requestDeskKeyPort(input), messages),
        openExternal: (input) => bridge.openExternal(input),
        signInInBrowser: (input) => bridge.signInInBrowser(input),
        proveInBrowser: (input) => bridge.proveInBrowser(input),
        stopSignIn: () => bridge.stopSignIn({}),
        openFile: (input) => bridge.openFile(input),
        saveFile: (input) => bridge.saveFile(input),
        notify: (input) => bridge.notify(input),
        raiseAlarm: (input) => bridge.raiseAlarm(input),
        callGateway: (input) => bridge.callGateway(input),
        setUnreadCount: (input) => bridge.setUnreadCount(input),
        confirmSensitive: (input) => bridge.confirmSensitive(input),
        onNotificationClicked(listener) {
            const stop = bridge.onNotificationClicked((roomId) => listener(roomId as RoomId));
            return { [Symbol.dispose]: stop };
        },
    };
}

/** Listens before asking, and takes only what the page's own preload posted. */
async function takePort(
    channel: string,
    request: () => Promise<boolean>,
    messages: MessageSource,
): Promise<MessagePort | null> {
    const { promise, resolve } = Promise.withResolvers<MessagePort | null>();
    const listener = (event: MessageEvent) => {
        if (event.source !== messages || event.data !== channel) return;
        messages.removeEventListener("message", listener);
        resolve(event.ports[0] ?? null);
    };
    messages.addEventListener("message", listener);
    if (await request()) return promise;
    messages.removeEventListener("message", listener);
    return null;
}
